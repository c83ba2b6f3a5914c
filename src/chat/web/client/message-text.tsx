/** @file A message's words, with S* and the bot's commands set off; under pictures, the lines behind the first are small print. */
import type { ComponentChildren, JSX } from 'preact';

const PSEUDO = /((?<![A-Za-z0-9])S\*(?:[A-Za-z][A-Za-z0-9_]{0,31})?)/;
/** "/identity forget-me", "/imagine"; no path, no "and/or". */
const COMMAND = /((?<![\w/.])\/(?:identity [a-z-]+|[a-z]{4,}(?![\w/.])))/;

export interface MessageTextProps {
  readonly text: string;
  readonly smallPrint: boolean;
  /** Whether a word with a slash is a command: so it is in what the bot says. */
  readonly commands: boolean;
}

export function MessageText({ text, smallPrint, commands }: MessageTextProps): JSX.Element {
  const cut = smallPrint ? text.indexOf('\n') : -1;
  const marked = (part: string): ComponentChildren =>
    commands ? split(part, COMMAND, 'command-word', withPseudoWords) : withPseudoWords(part);
  return cut < 0 ? (
    <p class="text">{marked(text)}</p>
  ) : (
    <>
      <p class="text">{marked(text.slice(0, cut))}</p>
      <p class="text small-print">{marked(text.slice(cut + 1))}</p>
    </>
  );
}

const withPseudoWords = (text: string): ComponentChildren => split(text, PSEUDO, 'pseudo', (part) => part);

/** What the pattern's group matches gets a class; the rest goes on to `others`. */
const split = (
  text: string,
  pattern: RegExp,
  className: string,
  others: (part: string) => ComponentChildren,
): ComponentChildren =>
  text.split(pattern).map((part, i) => (i % 2 === 1 ? <span class={className}>{part}</span> : others(part)));
