/** @file A person in words: what a caption may say of a face. */
import type { Random } from '../tensor/random.ts';
import { HAIR_STYLES } from './hair/index.ts';
import { hairColourName, irisColourName } from './palette.ts';
import type { BeardStyle, Gender, Identity } from './traits.ts';

/** "an" before a vowel's letter, else "a". */
export const withArticle = (words: string): string =>
  /^[aeiou]/i.test(words) ? `an ${words}` : `a ${words}`;

const GENDERS: Readonly<Record<Gender, readonly [string, ...string[]]>> = {
  woman: ['woman', 'woman', 'lady', 'female'],
  man: ['man', 'man', 'guy', 'male'],
  person: ['person'],
};

const BEARDS: Readonly<Record<BeardStyle, readonly string[]>> = {
  none: [],
  stubble: ['stubble', 'a short beard'],
  moustache: ['a moustache', 'a mustache'],
  handlebar: ['a handlebar moustache', 'a curled moustache'],
  goatee: ['a goatee', 'a goatee beard'],
  chinstrap: ['a chinstrap beard', 'a beard without a moustache'],
  full: ['a full beard', 'a beard'],
  long: ['a long beard', 'a big beard'],
};

/** The first rule that holds gives the words. */
type Rules = readonly (readonly [holds: (person: Identity) => boolean, words: readonly string[]])[];

const FEATURES: Readonly<Record<string, Rules>> = {
  skin: [
    [(p) => p.tone < 0.18, ['pale skin', 'fair skin']],
    [(p) => p.tone < 0.38, ['light skin']],
    [(p) => p.tone < 0.6, ['tan skin', 'olive skin']],
    [(p) => p.tone < 0.8, ['brown skin']],
    [() => true, ['dark skin', 'black skin']],
  ],
  face: [
    [(p) => p.face.width < 39 && p.face.chin > 60, ['a long narrow face', 'a long face']],
    [(p) => p.face.width > 44.5 && p.face.chin < 59, ['a round face', 'a wide face']],
    [(p) => p.face.width < 39, ['a narrow face', 'a thin face']],
    [(p) => p.face.width > 44.5, ['a wide face', 'a broad face']],
    [(p) => p.face.chin > 62, ['a long face']],
    [(p) => p.face.chin < 55.5, ['a short face']],
  ],
  jaw: [
    [(p) => p.face.jaw > 0.88, ['a square jaw', 'a strong jaw', 'a wide jaw']],
    [(p) => p.face.jaw < 0.7 && p.face.point < 0.4, ['a pointed chin', 'a narrow chin']],
    [(p) => p.face.jaw < 0.7, ['a narrow jaw']],
  ],
  gaze: [
    [(p) => p.eyes.spacing - p.eyes.width > 9.4, ['wide set eyes']],
    [(p) => p.eyes.spacing - p.eyes.width < 4.9, ['close set eyes']],
    [(p) => p.eyes.tilt > 10, ['upturned eyes', 'slanted eyes']],
    [(p) => p.eyes.tilt < -8, ['drooping eyes', 'sad eyes']],
  ],
  brows: [
    [(p) => p.brows.thickness > 6.6, ['thick eyebrows', 'bushy eyebrows']],
    [(p) => p.brows.thickness < 3.7, ['thin eyebrows']],
    [(p) => p.brows.arch > 4.4, ['arched eyebrows', 'high eyebrows']],
    [(p) => p.brows.arch < 1.2, ['straight eyebrows', 'flat eyebrows']],
  ],
  nose: [
    [(p) => p.nose.width > 9.6 && p.nose.length > 17.5, ['a big nose', 'a large nose']],
    [(p) => p.nose.width < 7.2 && p.nose.length < 14, ['a small nose', 'a tiny nose']],
    [(p) => p.nose.bulb > 0.8 && p.nose.width > 8, ['a round nose']],
    [(p) => p.nose.width > 10, ['a wide nose', 'a broad nose']],
    [(p) => p.nose.length > 19.5, ['a long nose']],
    [(p) => p.nose.length < 13, ['a short nose']],
    [(p) => p.nose.width < 6.4, ['a narrow nose', 'a thin nose']],
    [(p) => p.nose.bulb < 0.18, ['a pointed nose']],
  ],
  lips: [
    [(p) => p.mouth.painted, ['lipstick', 'painted lips']],
    [(p) => p.mouth.fullness > 4.8, ['full lips', 'thick lips']],
    [(p) => p.mouth.fullness < 2.7, ['thin lips']],
  ],
  mouth: [
    [(p) => p.mouth.width > 16.4, ['a wide mouth', 'a big mouth']],
    [(p) => p.mouth.width < 11.6, ['a small mouth']],
  ],
  ears: [
    [(p) => p.ears.size > 1.35, ['big ears', 'large ears']],
    [(p) => p.ears.size < 0.86, ['small ears']],
  ],
  jewels: [[(p) => p.ears.ring !== undefined, ['earrings']]],
  shadow: [[(p) => p.eyes.shadow !== undefined, ['eye shadow', 'makeup']]],
  freckles: [[(p) => p.marks.freckles > 0, ['freckles']]],
  mole: [[(p) => p.marks.mole !== undefined, ['a mole', 'a beauty mark']]],
  lines: [[(p) => p.marks.lines > 0.4, ['wrinkles', 'age lines']]],
  blush: [[(p) => p.marks.blush > 0.36, ['rosy cheeks']]],
};

function pickWords(random: Random, words: readonly string[]): string | undefined {
  return words[random.below(words.length)];
}

function hairWords(person: Identity, random: Random): string {
  const { adjectives = [], nouns = [], plural } = HAIR_STYLES[person.hair.style];
  if (person.hair.style === 'bald') return random.chance(0.5) ? 'a bald head' : 'no hair';
  const colour = hairColourName(person.hair.colour);
  const adjective = pickWords(random, adjectives);
  const noun = pickWords(random, nouns);
  if (noun !== undefined && (adjective === undefined || random.chance(0.5))) {
    return plural === true ? `${colour} ${noun}` : withArticle(`${colour} ${noun}`);
  }
  return adjective === undefined || random.chance(0.2) ? `${colour} hair` : `${adjective} ${colour} hair`;
}

function eyeWords({ eyes }: Identity, random: Random): string {
  const colour = irisColourName(eyes.iris);
  const ratio = eyes.open / eyes.width;
  const size =
    eyes.width > 12.4 && ratio > 0.66
      ? ['big', 'large']
      : eyes.width < 9.8
        ? ['small']
        : ratio < 0.57
          ? ['narrow']
          : [];
  const word = pickWords(random, size);
  return word === undefined || random.chance(0.25) ? `${colour} eyes` : `${word} ${colour} eyes`;
}

/** Everything that can be said of the person, each in one of its wordings; hair, eyes and beard come first. */
function featuresOf(person: Identity, random: Random): readonly string[] {
  const beard = pickWords(random, BEARDS[person.beard]);
  const others = Object.values(FEATURES).flatMap((rules) => {
    const words = pickWords(random, rules.find(([holds]) => holds(person))?.[1] ?? []);
    return words === undefined ? [] : [words];
  });
  const first = [
    hairWords(person, random),
    eyeWords(person, random),
    ...(beard === undefined ? [] : [beard]),
  ];
  return [...first, ...random.shuffle(others)];
}

function ageWord(age: number, random: Random): string {
  if (age < 31) return 'young ';
  if (age > 60) return random.chance(0.7) ? 'old ' : 'elderly ';
  return age > 48 && random.chance(0.5) ? 'middle aged ' : '';
}

/** "a, b and c". */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;

/** At most `count` features: the first three are likelier to be said than the rest. */
export function chooseFeatures(person: Identity, random: Random, count: number): readonly string[] {
  const all = featuresOf(person, random);
  const said = all.filter((_, i) => random.chance(i < 3 ? 0.75 : 0.55)).slice(0, count);
  return said.length === 0 ? all.slice(0, 1) : said;
}

/** "a young woman with long wavy ginger hair, big green eyes and freckles", with at most `count` features. */
export function describe(person: Identity, random: Random, count: number): string {
  const noun = withArticle(`${ageWord(person.age, random)}${random.pick(GENDERS[person.gender])}`);
  return `${noun} with ${listed(chooseFeatures(person, random, count))}`;
}

/** All texts whose words a description may use. */
export const DESCRIPTION_TEXTS: readonly string[] = [
  'a an and with young old elderly middle aged big large small narrow a bald head no hair eyes',
  ...Object.values(GENDERS).flat(),
  ...Object.values(BEARDS).flat(),
  ...Object.values(FEATURES).flatMap((rules) => rules.flatMap(([, words]) => words)),
  ...Object.values(HAIR_STYLES).flatMap(({ adjectives = [], nouns = [] }) => [...adjectives, ...nouns]),
];
