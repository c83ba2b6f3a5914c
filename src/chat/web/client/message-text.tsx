/** @file A message's words, with the pseudo word S* set off; under pictures, the lines behind the first are small print. */
import type { ComponentChildren, JSX } from 'preact';

const PSEUDO = /((?<![A-Za-z0-9])S\*(?:[A-Za-z][A-Za-z0-9_]{0,31})?)/;

export interface MessageTextProps {
  readonly text: string;
  readonly smallPrint: boolean;
}

export function MessageText({ text, smallPrint }: MessageTextProps): JSX.Element {
  const cut = smallPrint ? text.indexOf('\n') : -1;
  return cut < 0 ? (
    <p class="text">{marked(text)}</p>
  ) : (
    <>
      <p class="text">{marked(text.slice(0, cut))}</p>
      <p class="text small-print">{marked(text.slice(cut + 1))}</p>
    </>
  );
}

const marked = (text: string): ComponentChildren[] =>
  text.split(PSEUDO).map((part, i) => (i % 2 === 1 ? <span class="pseudo">{part}</span> : part));
