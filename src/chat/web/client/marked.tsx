/** @file A sentence with what is typed or pressed in it set off: "[Tab] completes". */
import type { ComponentChildren, JSX } from 'preact';

const BRACKETED = /\[([^\]]+)\]/;

/** Every part in brackets goes through `mark`, without them. */
export const Marked = ({
  text,
  mark,
}: {
  readonly text: string;
  readonly mark: (part: string) => ComponentChildren;
}): JSX.Element => <>{text.split(BRACKETED).map((part, i) => (i % 2 === 1 ? mark(part) : part))}</>;

export const asCode = (part: string): JSX.Element => <code>{part}</code>;
export const asKey = (part: string): JSX.Element => <kbd>{part}</kbd>;
