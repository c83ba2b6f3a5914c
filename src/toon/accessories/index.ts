/** @file All accessories. */
import { beanie } from './beanie.ts';
import { bowtie } from './bowtie.ts';
import { cap } from './cap.ts';
import { crown } from './crown.ts';
import { flower } from './flower.ts';
import { glasses } from './glasses.ts';
import { hat } from './hat.ts';
import { headphones } from './headphones.ts';
import { scarf } from './scarf.ts';
import { sunglasses } from './sunglasses.ts';
import type { Accessory } from './accessory.ts';

export const ACCESSORIES = {
  hat,
  beanie,
  cap,
  crown,
  sunglasses,
  glasses,
  headphones,
  flower,
  scarf,
  bowtie,
} satisfies Readonly<Record<string, Accessory>>;

export type AccessoryName = keyof typeof ACCESSORIES;

/** The same accessory with its optional parts visible to the type checker. */
export const accessoryOf = (name: AccessoryName): Accessory => ACCESSORIES[name];
