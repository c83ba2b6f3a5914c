/** @file What a member is called before choosing a name: friendly, and always the same one. */
import { createHash } from 'node:crypto';

const ADJECTIVES = [
  'Amber',
  'Bright',
  'Calm',
  'Clever',
  'Coral',
  'Dapper',
  'Gentle',
  'Golden',
  'Happy',
  'Hazel',
  'Ivory',
  'Jolly',
  'Kind',
  'Lively',
  'Lucky',
  'Mellow',
  'Merry',
  'Misty',
  'Noble',
  'Quick',
  'Quiet',
  'Rosy',
  'Silver',
  'Sunny',
] as const;
const ANIMALS = [
  'Badger',
  'Crane',
  'Dolphin',
  'Finch',
  'Fox',
  'Hare',
  'Heron',
  'Ibis',
  'Koala',
  'Lark',
  'Lynx',
  'Marten',
  'Mole',
  'Newt',
  'Otter',
  'Owl',
  'Panda',
  'Puffin',
  'Raven',
  'Robin',
  'Seal',
  'Stoat',
  'Swan',
  'Wren',
] as const;

/** "Amber Otter", from the member's id. */
export function defaultName(memberId: string): string {
  const [a = 0, b = 0] = createHash('sha256').update(memberId).digest();
  return `${ADJECTIVES[a % ADJECTIVES.length] ?? ''} ${ANIMALS[b % ANIMALS.length] ?? ''}`;
}

/** A chosen name without line breaks, control and direction characters; undefined when nothing is left. */
export function cleanName(given: string): string | undefined {
  const name = given
    .normalize('NFC')
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return name === '' ? undefined : name;
}
