/** @file The banner over the messages, while the connection or the store is away. */
import type { JSX } from 'preact';
import { t } from './language.ts';
import type { ChatState } from './state.ts';

export function Banner({ state }: { readonly state: ChatState }): JSX.Element | null {
  const sentence =
    state.connection === 'lost' || (state.connection === 'connecting' && state.me !== undefined)
      ? t`Connection lost. Connecting again`
      : state.connection === 'open' && !state.storeReachable
        ? t`The store is away, so nothing can be kept. It comes back by itself`
        : undefined;
  return sentence === undefined ? null : (
    <p class="banner" role="alert">
      <span class="spinner" aria-hidden="true" /> {sentence}
    </p>
  );
}
