/** @file A platform without members: one question at a time, its answer kept in memory until somebody reads it. */
import type { Adapter } from '../chat/adapter.ts';
import { type Message, message as blank } from '../chat/message.ts';
import type { RawOptions } from '../chat/option.ts';
import type { MessageRef, Platform } from '../chat/platform.ts';
import type { Router } from '../chat/router.ts';

export const TERMINAL = 'terminal';

export interface Question {
  readonly member: string;
  readonly command: string;
  readonly subcommand: string | undefined;
  readonly options: RawOptions;
}

export interface TerminalAdapter extends Adapter {
  /** Resolves with the final answer: at once with a plain one, else with what the courier posts. */
  readonly ask: (router: Router, question: Question) => Promise<Message>;
  /** The courier's word that the answer under that key is final. */
  readonly settled: (key: string) => void;
  readonly last: () => Message;
  /** From the last question to its first step; Infinity when no step was seen. */
  readonly waitedMs: () => number;
}

export function createTerminalAdapter(): TerminalAdapter {
  const messages = new Map<string, Message>();
  const finished = new Set<string>();
  let shown = blank({ text: '' });
  let asked = 0;
  let firstStep = Infinity;
  let wake: () => void = () => undefined;

  const keep = (key: string, message: Message): void => {
    messages.set(key, message);
    shown = message;
    if ((message.progress?.fraction ?? 0) > 0) firstStep = Math.min(firstStep, performance.now());
  };
  const ref = (key: string): MessageRef => ({ platform: TERMINAL, channel: TERMINAL, message: key });
  const platform: Platform = {
    name: TERMINAL,
    editIntervalMs: 0,
    post(_target, message, key) {
      keep(key, message);
      return Promise.resolve(ref(key));
    },
    edit({ message: key }, message) {
      if (!messages.has(key)) return Promise.resolve(false);
      keep(key, message);
      return Promise.resolve(true);
    },
    remove({ message: key }) {
      messages.delete(key);
      return Promise.resolve();
    },
  };

  return {
    platform,
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    close: () => Promise.resolve(),
    last: () => shown,
    waitedMs: () => firstStep - asked,
    settled(key) {
      finished.add(key);
      wake();
    },
    async ask(router, { member, command, subcommand, options }) {
      asked = performance.now();
      firstStep = Infinity;
      let key: string | undefined;
      await router.invoke({
        platform: TERMINAL,
        community: '',
        channel: TERMINAL,
        author: { id: member, displayName: 'you' },
        locale: 'en',
        command,
        ...(subcommand === undefined ? {} : { subcommand }),
        options,
        respond(reply) {
          if (reply.kind !== 'message') return Promise.resolve(undefined);
          ({ key } = reply);
          if (key === undefined) {
            shown = reply.message;
            return Promise.resolve(undefined);
          }
          keep(key, reply.message);
          return Promise.resolve(ref(key));
        },
      });
      if (key === undefined) return shown;
      const wanted: string = key;
      while (!finished.has(wanted)) await new Promise<void>((done) => (wake = done));
      return messages.get(wanted) ?? shown;
    },
  };
}
