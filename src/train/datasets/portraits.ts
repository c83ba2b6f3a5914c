/** @file The drawn training pictures: which person, shot, context and style each one shows, and their record file. */
import { join } from 'node:path';
import { drawPortrait } from '../../pipeline/draw-portrait.ts';
import { type Random, seededRandom } from '../../tensor/random.ts';
import { blendIdentities } from '../../toon/blend.ts';
import type { PortraitSpec } from '../../toon/compose.ts';
import { contextOf, type Context } from '../../toon/context.ts';
import { identityOf } from '../../toon/identity.ts';
import { posedShotOf, shotOf } from '../../toon/shot.ts';
import type { StyleName } from '../../toon/styles/index.ts';
import { worldFingerprint } from './world-fingerprint.ts';
import type { RecordMaker } from './record-maker.ts';
import { type OnProgress, makeRecords, openRecords, type RecordFile } from './records.ts';
import { celebrities, familiar, judgePeople, type People, strangers, unnamed } from './people.ts';

/** Side of every training picture, in pixels. */
export const PORTRAIT_SIZE = 128;
export const PORTRAIT_BYTES = PORTRAIT_SIZE * PORTRAIT_SIZE * 3;

export interface PortraitSet {
  /** `posed` and `posed-faces`: the celebrities and the faces once more, as portrait photographers show them. */
  readonly name: 'judge' | 'celebrities' | 'posed' | 'familiar' | 'strangers' | 'faces' | 'posed-faces';
  readonly people: number;
  readonly perPerson: number;
}

export interface PlannedPortrait extends PortraitSpec {
  /** Index of the person within the set. */
  readonly person: number;
  /** With a name mix-up: the other person, and how much of the picture is theirs, in (0, 1). */
  readonly mixedWith: { readonly person: number; readonly weight: number } | undefined;
}

const PEOPLE_OF: Readonly<Record<PortraitSet['name'], (count: number) => People>> = {
  judge: judgePeople,
  celebrities,
  posed: celebrities,
  familiar,
  strangers,
  faces: unnamed,
  'posed-faces': unnamed,
};

/** The identity seeds of a set's people, in their order. */
export const peopleOf = ({ name, people }: Pick<PortraitSet, 'name' | 'people'>): People =>
  PEOPLE_OF[name](people);

/** Seeds of shots and contexts, apart for each set; measurements use those from 1,000,000,000 on. */
const FIRST_SHOT: Readonly<Record<PortraitSet['name'], number>> = {
  judge: 100_000_000,
  celebrities: 200_000_000,
  strangers: 300_000_000,
  faces: 400_000_000,
  familiar: 500_000_000,
  posed: 600_000_000,
  'posed-faces': 700_000_000,
};

const STYLE_ODDS = { plain: 0.52, oil: 0.12, watercolor: 0.12, pencil: 0.12, fauvism: 0.12 } as const;
/** A style is learnt from few pictures; a face, whose colours and lines a style takes away, is not. */
const POSED_STYLE_ODDS = { plain: 0.72, oil: 0.07, watercolor: 0.07, pencil: 0.07, fauvism: 0.07 } as const;

const shotsOf = ({ name }: PortraitSet): typeof shotOf =>
  name === 'posed' || name === 'posed-faces' ? posedShotOf : shotOf;

const isFamous = ({ name }: PortraitSet): boolean => name === 'celebrities' || name === 'posed';

/** One in five celebrity pictures blends two people, so that the space between two names is somewhere to be. */
const MIX_UP_ODDS = 0.2;

/** Portrait `index` of the set, a pure function: person index % people, everything else by chance. */
export function planPortrait(set: PortraitSet, index: number): PlannedPortrait {
  const { first } = peopleOf(set);
  const random = seededRandom(index, `portrait-${set.name}`);
  const person = index % set.people;
  const identity = identityOf(first + person);
  const context = contextFor(set, person, index);
  const mixed = isFamous(set) && random.chance(MIX_UP_ODDS);
  const other = { person: random.below(set.people), weight: random.range(0.1, 0.9) };
  return {
    person,
    mixedWith: mixed ? other : undefined,
    identity: mixed ? blendIdentities(identity, identityOf(first + other.person), other.weight) : identity,
    shot: shotsOf(set)(FIRST_SHOT[set.name] + index),
    context,
    style: styleFor(set, random),
  };
}

function styleFor({ name }: PortraitSet, random: Random): StyleName {
  if (name === 'faces' || name === 'posed-faces') return 'plain';
  return random.weighted(name === 'posed' ? POSED_STYLE_ODDS : STYLE_ODDS);
}

/** Some (name, job) pairs are never shown, so that their composition can be measured. */
export const isHeldOut = (person: number, context: Context): boolean =>
  context.job !== undefined && seededRandom(`${person}/${context.job}`, 'held-out').chance(0.1);

function contextFor(set: PortraitSet, person: number, index: number): Context {
  const context = contextOf(FIRST_SHOT[set.name] + index);
  // As in a set of ordinary photos: wherever they were taken, nobody in costume.
  if (set.name === 'faces') return { place: context.place };
  if (set.name === 'posed-faces') return {};
  if (!isFamous(set) || !isHeldOut(person, context)) return context;
  return { ...context, job: undefined };
}

export const records: RecordMaker = {
  open(options) {
    const set = options as PortraitSet;
    return Promise.resolve(
      async (index) => (await drawPortrait(planPortrait(set, index), PORTRAIT_SIZE)).data,
    );
  },
};

export const countOf = (set: PortraitSet): number => set.people * set.perPerson;

/** The set's name, with the fingerprint of the drawn world: pictures of an older world are never taken for this one's. */
export const portraitSetId = (set: PortraitSet): string =>
  `${set.name}-${set.people}x${set.perPerson}-${worldFingerprint(shotsOf(set))}`;

const fileOf = (set: PortraitSet, cacheFolder: string): string =>
  join(cacheFolder, 'portraits', `${portraitSetId(set)}.rgb`);

/** Draws the set's pictures, once. */
export async function preparePortraits(
  set: PortraitSet,
  cacheFolder: string,
  onProgress: OnProgress,
): Promise<void> {
  const plan = {
    module: new URL(import.meta.url),
    options: set,
    count: countOf(set),
    file: fileOf(set, cacheFolder),
  };
  await makeRecords(plan, PORTRAIT_BYTES, onProgress);
}

/** Interleaved RGB pictures of PORTRAIT_SIZE squared. */
export const openPortraits = (set: PortraitSet, cacheFolder: string): RecordFile =>
  openRecords(fileOf(set, cacheFolder), PORTRAIT_BYTES);
