/** @file What members do and see in a chat bench, in short. */
import { expect } from 'vitest';
import type { RawOptions } from '../../src/chat/option.ts';
import type { Invocation } from '../../src/chat/router.ts';
import type { Identity } from '../../src/identity/identity.ts';
import type { ChatBench } from './chat-bench.ts';
import { textOf } from './posted-pictures.ts';
import type { Recorded } from './recording-platform.ts';

export const member = (id: string) => ({ kind: 'member', id, displayName: id }) as const;

export interface Members {
  /** What a member is answered. */
  readonly said: (
    who: string,
    line: string,
    options?: RawOptions,
    parts?: Partial<Invocation>,
  ) => Promise<string>;
  readonly draw: (who: string, prompt: string, parts?: Partial<Invocation>) => Promise<string>;
  readonly press: (under: Recorded, label: string, who: string) => Promise<string>;
  /** The newest message with that text, once it stands there. */
  readonly message: (text: string) => Promise<Recorded>;
  readonly drawn: () => Promise<readonly Recorded[]>;
  readonly untilDrawn: (count: number) => Promise<readonly Recorded[]>;
  readonly identityOf: (who: string, name: string) => Promise<Identity>;
  /** Sets the rule of ann's identity of that name. */
  readonly share: (options: RawOptions, who?: string) => Promise<string>;
}

/** The id that a message's buttons carry. */
export const idOf = ({ buttons }: Recorded): string => buttons[0]?.actionId.split('.')[1] ?? '';

export function membersOf(bench: () => ChatBench): Members {
  const withPictures = (all: readonly Recorded[]): readonly Recorded[] =>
    all.filter(({ pictures }) => pictures.length > 0);
  const said: Members['said'] = async (who, line, options = {}, parts = {}) =>
    textOf(await bench().type(line, options, { author: { id: who, displayName: who }, ...parts }));
  return {
    said,
    draw: (who, prompt, parts) => said(who, 'imagine', { prompt }, parts),
    press: async (under, label, who) => textOf(await bench().press(under, label, { member: who })),
    async message(text) {
      const fits = (one: Recorded): boolean => one.text.includes(text);
      const all = await bench().until((messages) => messages.some(fits));
      return all.filter(fits).at(-1) ?? expect.fail(text);
    },
    drawn: async () => withPictures(await bench().platform.messages('general')),
    untilDrawn: (count) => bench().until((all) => withPictures(all).length === count),
    identityOf: async (who, name) =>
      (await bench().bot.services.identities.find(`recording:${who}`, name)) ?? expect.fail(name),
    share: (options, who = 'ann') => said(who, 'identity share', { name: 'ann', ...options }),
  };
}
