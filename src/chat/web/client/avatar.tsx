/** @file A member's initials on their own colour; the bot's mark. */
import type { JSX } from 'preact';
import type { MemberView } from '../view.ts';
import { Mark } from './icons.tsx';

export type AvatarSize = '' | 'small' | 'tiny';

const HUES = 8;

export function Avatar({
  member,
  size = '',
}: {
  readonly member: MemberView | undefined;
  readonly size?: AvatarSize;
}): JSX.Element {
  if (member === undefined) {
    return (
      <span class={`avatar bot ${size}`} aria-hidden="true">
        <Mark />
      </span>
    );
  }
  return (
    <span class={`avatar ${size} hue-${hueOf(member.id)}`} aria-hidden="true">
      {initials(member.name)}
    </span>
  );
}

const hueOf = (id: string): number =>
  Array.from(id).reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0, 7) % HUES;

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => Array.from(word)[0] ?? '')
    .join('')
    .toUpperCase();
