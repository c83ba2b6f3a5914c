/** @file The drawn training pictures: which person, shot, context and style each one shows, and their record file. */
import { join } from 'node:path';
import { drawPortrait } from '../../pipeline/draw-portrait.ts';
import { seededRandom } from '../../tensor/random.ts';
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

const STYLE_ODDS = { plain: 0.52, oil: 0.12, watercolor: 0.12, pencil: 0.12, fauvism: 0.12 } as const;
/** A style is learnt from few pictures; a face, whose colours and lines a style takes away, is not. */
const POSED_STYLE_ODDS = { plain: 0.72, oil: 0.07, watercolor: 0.07, pencil: 0.07, fauvism: 0.07 } as const;

interface Kind {
  readonly peopleOf: (count: number) => People;
  /** Seeds of shots and contexts begin here, apart for each kind; measurements use those from 1,000,000,000 on. */
  readonly firstShot: number;
  readonly shotOf: typeof shotOf;
  /** Plain where absent. */
  readonly styleOdds?: Readonly<Record<StyleName, number>>;
  /** What is left of a context: all, the place alone, as in a set of ordinary photos, or nothing. */
  readonly shows: 'context' | 'place' | 'face';
  /** Has names: some pictures blend two people, and some pairs of name and job are held out. */
  readonly isFamous?: true;
}

const shown = { shotOf, styleOdds: STYLE_ODDS, shows: 'context' } as const;

const KINDS = {
  judge: { ...shown, peopleOf: judgePeople, firstShot: 100_000_000 },
  celebrities: { ...shown, peopleOf: celebrities, firstShot: 200_000_000, isFamous: true },
  strangers: { ...shown, peopleOf: strangers, firstShot: 300_000_000 },
  faces: { peopleOf: unnamed, firstShot: 400_000_000, shotOf, shows: 'place' },
  familiar: { ...shown, peopleOf: familiar, firstShot: 500_000_000 },
  /** The celebrities once more, as portrait photographers show them. */
  posed: {
    peopleOf: celebrities,
    firstShot: 600_000_000,
    shotOf: posedShotOf,
    styleOdds: POSED_STYLE_ODDS,
    shows: 'context',
    isFamous: true,
  },
  /** The faces once more, the same way. */
  'posed-faces': { peopleOf: unnamed, firstShot: 700_000_000, shotOf: posedShotOf, shows: 'face' },
} as const satisfies Readonly<Record<string, Kind>>;

const kindOf = (name: PortraitSet['name']): Kind => KINDS[name];

export interface PortraitSet {
  readonly name: keyof typeof KINDS;
  readonly people: number;
  readonly perPerson: number;
}

export interface PlannedPortrait extends PortraitSpec {
  /** Index of the person within the set. */
  readonly person: number;
  /** With a name mix-up: the other person, and how much of the picture is theirs, in (0, 1). */
  readonly mixedWith: { readonly person: number; readonly weight: number } | undefined;
}

/** The identity seeds of a set's people, in their order. */
export const peopleOf = ({ name, people }: Pick<PortraitSet, 'name' | 'people'>): People =>
  kindOf(name).peopleOf(people);

/** One in five celebrity pictures blends two people, so that the space between two names is somewhere to be. */
const MIX_UP_ODDS = 0.2;

/** Portrait `index` of the set, a pure function: person index % people, everything else by chance. */
export function planPortrait(set: PortraitSet, index: number): PlannedPortrait {
  const { firstShot, shotOf: takeShot, styleOdds, isFamous = false } = kindOf(set.name);
  const { first } = peopleOf(set);
  const random = seededRandom(index, `portrait-${set.name}`);
  const person = index % set.people;
  const identity = identityOf(first + person);
  const context = contextFor(set, person, index);
  const mixed = isFamous && random.chance(MIX_UP_ODDS);
  const other = { person: random.below(set.people), weight: random.range(0.1, 0.9) };
  return {
    person,
    mixedWith: mixed ? other : undefined,
    identity: mixed ? blendIdentities(identity, identityOf(first + other.person), other.weight) : identity,
    shot: takeShot(firstShot + index),
    context,
    style: styleOdds === undefined ? 'plain' : random.weighted(styleOdds),
  };
}

/** Some (name, job) pairs are never shown, so that their composition can be measured. */
export const isHeldOut = (person: number, context: Context): boolean =>
  context.job !== undefined && seededRandom(`${person}/${context.job}`, 'held-out').chance(0.1);

function contextFor({ name }: PortraitSet, person: number, index: number): Context {
  const { firstShot, shows, isFamous = false } = kindOf(name);
  if (shows === 'face') return {};
  const context = contextOf(firstShot + index);
  if (shows === 'place') return { place: context.place };
  return isFamous && isHeldOut(person, context) ? { ...context, job: undefined } : context;
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
  `${set.name}-${set.people}x${set.perPerson}-${worldFingerprint(kindOf(set.name).shotOf)}`;

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
