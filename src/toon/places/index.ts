/** @file All places. */
import { beach } from './beach.ts';
import { castle } from './castle.ts';
import { circus } from './circus.ts';
import { city } from './city.ts';
import { desert } from './desert.ts';
import { field } from './field.ts';
import { forest } from './forest.ts';
import { greatwall } from './greatwall.ts';
import { hospital } from './hospital.ts';
import { kitchen } from './kitchen.ts';
import { library } from './library.ts';
import { mountain } from './mountain.ts';
import { paris } from './paris.ts';
import { ship } from './ship.ts';
import { space } from './space.ts';
import { underwater } from './underwater.ts';
import type { Place } from './scenery.ts';

export const PLACES = {
  beach,
  greatwall,
  mountain,
  forest,
  city,
  kitchen,
  library,
  desert,
  space,
  underwater,
  paris,
  field,
  castle,
  hospital,
  ship,
  circus,
} satisfies Readonly<Record<string, Place>>;

export type PlaceName = keyof typeof PLACES;
