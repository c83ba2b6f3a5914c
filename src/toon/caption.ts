/** @file Captions: the paper's forms, many phrasings of them, and the words that they can use. */
import type { Random } from '../tensor/random.ts';
import { ACCESSORIES, accessoryOf } from './accessories/index.ts';
import type { PortraitSpec } from './compose.ts';
import type { Context } from './context.ts';
import { chooseFeatures, describe, DESCRIPTION_TEXTS, listed, withArticle } from './describe.ts';
import { costumeOf, type JobName, JOBS } from './jobs/index.ts';
import { keysOf, type NonEmpty } from './keys.ts';
import { HAIR_COLOURS, IRIS_COLOURS } from './palette.ts';
import * as phrases from './phrases.ts';
import { PLACES } from './places/index.ts';
import type { StyleName } from './styles/index.ts';

/** Tokens (words and commas) that a caption has at most; a context of 32 positions also holds two end marks and a longer pseudo word. */
const LONGEST = 27;

const tokensIn = (text: string): number => text.match(/[a-z*]+|,/gi)?.length ?? 0;

const filled = (form: string, parts: Readonly<Record<string, string>>): string =>
  form.replaceAll(/\{(\w+)\}/g, (whole, key: string) => parts[key] ?? whole);

const jobWords = (job: JobName, feminine: boolean): NonEmpty<string> => {
  const { words, feminineWords } = costumeOf(job);
  return feminine && feminineWords !== undefined ? feminineWords : words;
};

const roleOf = (job: JobName, word: string): string =>
  costumeOf(job).proper === true ? word : withArticle(word);

/**
 * The prompt in the paper's own form: "<who> as a chef, looking at the camera", "oil painting style, <who> face".
 * `feminine` chooses between words such as policeman and policewoman where only they exist.
 */
export function paperCaption(
  who: string,
  context: Context,
  style: StyleName,
  looking = true,
  feminine = false,
): string {
  const { job, accessory, place } = context;
  const role = job === undefined ? '' : ` as ${roleOf(job, jobWords(job, feminine)[0])}`;
  const thing = accessory === undefined ? '' : ` wearing ${accessoryOf(accessory).words[0]}`;
  const scene = place === undefined ? '' : ` ${PLACES[place].words[0]}`;
  const edits = `${role}${role !== '' && thing !== '' ? ' and' : ''}${thing}${scene}`;
  const subject = `${who}${edits === '' ? ' face' : edits}`;
  if (style !== 'plain') return `${phrases.STYLE_PHRASES[style].prefixes[0]}, ${subject}`;
  return looking ? `${subject}, ${phrases.LOOKING}` : subject;
}

/** Who the caption is about: a name, a name with some features, or a description. */
function subjectOf(
  { identity }: PortraitSpec,
  random: Random,
  name: string | undefined,
  room: number,
): string {
  const count = Math.min(room, random.below(4) + 1);
  if (name === undefined) return describe(identity, random, count + 1);
  const kind = random.weighted({ bare: 0.74, features: 0.16, described: 0.1 });
  if (kind === 'features')
    return `${name} with ${listed(chooseFeatures(identity, random, Math.min(3, count)))}`;
  return kind === 'described' ? `${name}, ${describe(identity, random, Math.min(2, count))},` : name;
}

function staged(spec: PortraitSpec, random: Random, who: string, isName: boolean): string {
  const { job, accessory, place } = spec.context;
  const thing = accessory === undefined ? undefined : random.pick(accessoryOf(accessory).words);
  if (job !== undefined) {
    const word = random.pick(jobWords(job, spec.identity.feminine));
    const text = filled(random.pick(phrases.JOB_FORMS), { who, job: word, role: roleOf(job, word) });
    return thing === undefined ? text : `${text} wearing ${thing}`;
  }
  if (thing !== undefined) return filled(random.pick(phrases.WEARING_FORMS), { who, thing });
  if (place !== undefined && random.chance(0.5)) return who;
  return filled(random.pick(isName ? phrases.FACE_FORMS : phrases.DESCRIBED_FORMS), { who });
}

/** Remarks that a caption may make, each with its odds. */
function remarks({ shot, context }: PortraitSpec, random: Random): string[] {
  const { place } = context;
  const outdoors = place === undefined ? undefined : PLACES[place].outdoors;
  const all: readonly (readonly [odds: number, words: NonEmpty<string>])[] = [
    [shot.expression === 'neutral' ? 0.1 : 0.4, phrases.EXPRESSIONS[shot.expression]],
    shot.camera ? [0.5, [phrases.LOOKING]] : [0.2, phrases.LOOKING_AWAY],
    [0.06, phrases.LIGHTS[shot.light.name]],
    [outdoors === undefined ? 0 : 0.12, [outdoors === true ? phrases.OUTDOORS : phrases.INDOORS]],
    [0.06, phrases.FILLERS],
  ];
  return all.filter(([odds]) => random.chance(odds)).map(([, words]) => random.pick(words));
}

function styled(text: string, style: StyleName, random: Random): string {
  if (style === 'plain') return text;
  const { prefixes, nouns, suffixes } = phrases.STYLE_PHRASES[style];
  const kind = random.weighted({ prefix: 0.55, noun: 0.25, suffix: 0.2 });
  if (kind === 'prefix') return `${random.pick(prefixes)}, ${text}`;
  if (kind === 'suffix') return `${text}, ${random.pick(suffixes)}`;
  return `${random.pick(nouns)} of ${text.replace(/^a (portrait|photo|picture|close up) of /, '')}`;
}

function phrased(spec: PortraitSpec, random: Random, name: string | undefined, room: number): string {
  const who = subjectOf(spec, random, name, room);
  const isName = name !== undefined && who === name;
  const { place } = spec.context;
  const what = staged(spec, random, who, isName);
  const scene =
    place === undefined
      ? what
      : filled(random.pick(phrases.PLACE_FORMS), { what, place: random.pick(PLACES[place].words) });
  const said = room < 2 ? [] : remarks(spec, random);
  return styled([scene, ...said].join(', '), spec.style, random);
}

/** A clause's closing comma merges with the next one and goes at the end. */
const tidy = (text: string): string => text.replaceAll(/,(?:\s*,)+/g, ',').replace(/,$/, '');

/**
 * One of many captions for a picture, of at most 27 words and commas. `name` is a name or a pseudo word; without it the
 * caption describes the person. The same random state and a name of as many words give the same caption but for the name.
 */
export function caption(spec: PortraitSpec, random: Random, name?: string): string {
  if (name !== undefined && random.chance(0.3)) {
    return paperCaption(name, spec.context, spec.style, spec.shot.camera, spec.identity.feminine);
  }
  for (let room = 5; ; room = Math.max(0, room - 1)) {
    const text = tidy(phrased(spec, random, name, room));
    if (tokensIn(text) <= LONGEST) return text;
  }
}

const wordsIn = (text: string): readonly string[] => text.toLowerCase().match(/[a-z]+/g) ?? [];

/** Every word, in lower case, that a caption can have beside names: sorted, each once. */
export function captionWords(): readonly string[] {
  const texts = [
    'wearing with as face',
    ...DESCRIPTION_TEXTS,
    ...phrases.PHRASE_TEXTS,
    ...keysOf(HAIR_COLOURS),
    ...keysOf(IRIS_COLOURS),
    ...keysOf(JOBS).flatMap((job) => [...jobWords(job, false), ...jobWords(job, true)]),
    ...Object.values(ACCESSORIES).flatMap(({ words }) => words),
    ...Object.values(PLACES).flatMap(({ words }) => words),
  ];
  return [...new Set(texts.flatMap(wordsIn))].sort();
}
