/** @file Saying something on Slack to one member alone, by whichever way is open. */
import { isClosed, type SlackApi } from './api.ts';
import type { Place } from './place.ts';
import type { Rendered } from './render.ts';

export interface Listener {
  readonly place: Place;
  readonly member: string;
  /** A `response_url`: good for private answers where the bot itself may not post. */
  readonly hook: string | undefined;
}

export interface WhisperOptions {
  readonly api: Pick<SlackApi, 'whisper' | 'post' | 'directChannel'>;
  readonly hookOrigins: ReadonlySet<string>;
}

export type Whisper = (listener: Listener, content: Rendered) => Promise<void>;

const HOOK_MS = 5000;

export const createWhisper =
  ({ api, hookOrigins }: WhisperOptions): Whisper =>
  async ({ place, member, hook }, content) => {
    if (hook !== undefined && URL.canParse(hook) && hookOrigins.has(new URL(hook).origin)) {
      const body = { response_type: 'ephemeral', replace_original: false, ...content };
      const response = await fetch(hook, {
        method: 'POST',
        redirect: 'error',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(HOOK_MS),
      }).catch(() => undefined);
      if (response?.ok === true) return; // else it is used up, too old or out of reach
    }
    try {
      await api.whisper(place, member, content);
    } catch (error) {
      if (!isClosed(error)) throw error;
      await api.post({ channel: await api.directChannel(member), thread: undefined }, content, undefined);
    }
  };
