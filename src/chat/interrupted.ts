/** @file Members whose bot died between acknowledging and answering them are told so, instead of waiting for ever. */
import { ownerIdOf } from '../identity/identity.ts';
import { say } from '../say.ts';
import { type Acknowledged, type AcknowledgedStore, TELL_MS } from './acknowledged.ts';
import type { LanguageStore } from './language-store.ts';
import { messageIn } from './language/language.ts';
import { message } from './message.ts';
import type { Platform } from './platform.ts';
import type { RequestStore } from './request-store.ts';

export interface InterruptedOptions {
  readonly acknowledged: AcknowledgedStore;
  readonly requests: Pick<RequestStore, 'get'>;
  readonly languages: Pick<LanguageStore, 'of'>;
  readonly platforms: readonly Platform[];
  readonly onError: (error: unknown) => void;
}

const INTERRUPTED = say`I was interrupted before I could answer. If nothing has come of it, please ask again.`;

/** Tells those whom bots that are gone have left; whom it cannot reach it tries again the next time. */
export function createInterrupted(options: InterruptedOptions): () => Promise<void> {
  const { acknowledged, requests, languages, platforms, onError } = options;
  const untold = new Map<string, Acknowledged>();

  async function tell(
    { tellAsker }: Platform,
    { requestId, target, locale, at }: Acknowledged,
  ): Promise<void> {
    if (tellAsker === undefined || Date.now() > at + TELL_MS) return;
    const stored = await requests.get(requestId);
    // Its message is there, or the courier posts it.
    if (stored !== undefined && (stored.ref !== undefined || stored.state !== 'draft')) return;
    const read = locale ?? (await languages.of(ownerIdOf(target.platform, target.member)));
    await tellAsker(target, messageIn(message({ text: INTERRUPTED, ephemeral: true }), read));
  }

  return async () => {
    for (const platform of platforms) {
      for (const one of await acknowledged.adopt(platform.name)) untold.set(one.requestId, one);
    }
    for (const [id, one] of untold) {
      try {
        const platform = platforms.find(({ name }) => name === one.target.platform);
        if (platform !== undefined) await tell(platform, one);
        await acknowledged.answered(one);
        untold.delete(id);
      } catch (error) {
        onError(error);
      }
    }
  };
}
