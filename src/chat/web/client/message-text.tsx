/** @file A message's words, with the pseudo word S* set off. */
import type { JSX } from 'preact';

const PSEUDO = /((?<![A-Za-z0-9])S\*(?:[A-Za-z][A-Za-z0-9_]{0,31})?)/;

export const MessageText = ({ text }: { readonly text: string }): JSX.Element => (
  <p class="text">
    {text.split(PSEUDO).map((part, i) => (i % 2 === 1 ? <span class="pseudo">{part}</span> : part))}
  </p>
);
