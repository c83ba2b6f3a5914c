/** @file What a prompt edits: a job, an accessory, a place, or nothing, sometimes two of them. */
import { seededRandom } from '../tensor/random.ts';
import { ACCESSORIES, type AccessoryName, accessoryOf } from './accessories/index.ts';
import { costumeOf, type JobName, JOBS } from './jobs/index.ts';
import { keysOf } from './keys.ts';
import { type PlaceName, PLACES } from './places/index.ts';

export interface Context {
  readonly job?: JobName | undefined;
  readonly accessory?: AccessoryName | undefined;
  readonly place?: PlaceName | undefined;
}

/** The same seed gives the same context on every machine; a job's own hat excludes a second hat. */
export function contextOf(seed: number | string): Context {
  const r = seededRandom(seed, 'context');
  const job = r.chance(0.5) ? r.pick(keysOf(JOBS)) : undefined;
  const accessory = r.chance(job === undefined ? 0.5 : 0.12) ? r.pick(keysOf(ACCESSORIES)) : undefined;
  const atHome = job !== undefined && r.chance(0.25) ? costumeOf(job).home : undefined;
  const place = atHome ?? (r.chance(0.4) ? r.pick(keysOf(PLACES)) : undefined);
  const twoHats = job !== undefined && accessory !== undefined && accessoryOf(accessory).hat !== undefined;
  return { job, accessory: twoHats ? undefined : accessory, place };
}
