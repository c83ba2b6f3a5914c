/** @file Shapes of a picture, as members choose them. */
import type { Choice } from '../src/chat/option.ts';
import { type Aspect, ASPECTS } from '../src/queue/imagine.ts';

const NAMES: Readonly<Record<Aspect, string>> = {
  square: 'Square',
  portrait: 'Portrait',
  landscape: 'Landscape',
};

export const aspects: readonly Choice[] = ASPECTS.map((value) => ({ value, name: NAMES[value] }));

export const aspectOf = (value: string | undefined): Aspect | undefined =>
  ASPECTS.find((one) => one === value);

export const aspectName = (aspect: Aspect): string => NAMES[aspect];
