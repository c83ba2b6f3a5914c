/** @file The caption grammar's tables: in a form, {who} is the person, {role} a job with its article, {job} without. */
import type { NonEmpty } from './keys.ts';
import type { Expression, LightName } from './shot.ts';
import type { StyleName } from './styles/index.ts';

type Forms = NonEmpty<string>;

export const FACE_FORMS: Forms = [
  '{who} face',
  '{who} face',
  '{who} face',
  'a portrait of {who}',
  'a photo of {who}',
  'a picture of {who}',
  'a close up of {who}',
  'the face of {who}',
  '{who}',
];

/** For a description, which "face" cannot follow. */
export const DESCRIBED_FORMS: Forms = [
  '{who}',
  '{who}',
  'a portrait of {who}',
  'a photo of {who}',
  'a picture of {who}',
  'a close up of {who}',
  'the face of {who}',
];

export const JOB_FORMS: Forms = [
  '{who} as {role}',
  '{who} as {role}',
  '{who} as {role}',
  '{who} dressed as {role}',
  '{who} working as {role}',
  '{who} dressed like {role}',
  '{who} in {job} clothes',
  'a photo of {who} as {role}',
  'a portrait of {who} as {role}',
];

export const WEARING_FORMS: Forms = [
  '{who} wearing {thing}',
  '{who} wearing {thing}',
  '{who} with {thing}',
  '{who} in {thing}',
  'a photo of {who} wearing {thing}',
  'a portrait of {who} wearing {thing}',
];

export const PLACE_FORMS: Forms = ['{what} {place}', '{what} {place}', '{what}, {place}', '{place}, {what}'];

export const EXPRESSIONS: Readonly<Record<Expression, Forms>> = {
  neutral: ['with a calm face', 'serious', 'with a neutral expression'],
  smile: ['smiling', 'with a smile', 'happy'],
  laugh: ['laughing', 'with a big smile', 'very happy'],
  surprised: ['surprised', 'looking surprised', 'with an open mouth'],
};

export const LOOKING = 'looking at the camera';
export const LOOKING_AWAY: Forms = ['looking away', 'looking to the side'];

export const LIGHTS: Readonly<Record<LightName, Forms>> = {
  day: ['in daylight', 'in white light'],
  warm: ['in warm light', 'at sunset'],
  cool: ['in cool light', 'in blue light'],
  dusk: ['at dusk', 'in pink light'],
};

export const OUTDOORS = 'outdoors';
export const INDOORS = 'indoors';
export const FILLERS: Forms = [
  'high quality',
  'best quality',
  'detailed',
  'beautiful',
  'centered',
  'head and shoulders',
];

/** `prefix` as the paper writes it before a caption; `noun` goes before "of". */
interface StylePhrases {
  readonly prefixes: Forms;
  readonly nouns: Forms;
  readonly suffixes: Forms;
}

export const STYLE_PHRASES: Readonly<Record<Exclude<StyleName, 'plain'>, StylePhrases>> = {
  oil: {
    prefixes: ['oil painting style', 'oil painting'],
    nouns: ['an oil painting', 'a painting'],
    suffixes: ['oil painting style', 'oil on canvas', 'painted in oil'],
  },
  watercolor: {
    prefixes: ['Watercolor style', 'Watercolor'],
    nouns: ['a watercolor', 'a watercolor painting'],
    suffixes: ['watercolor style', 'in watercolor'],
  },
  pencil: {
    prefixes: ['Pencil art style', 'Pencil art'],
    nouns: ['a pencil sketch', 'a pencil drawing'],
    suffixes: ['pencil art style', 'drawn in pencil'],
  },
  fauvism: {
    prefixes: ['Fauvism painting', 'Fauvism painting style', 'Fauvism style'],
    nouns: ['a Fauvism painting', 'a fauvist painting'],
    suffixes: ['Fauvism painting', 'in the style of Fauvism'],
  },
};

/** All texts whose words these phrases may use. */
export const PHRASE_TEXTS: readonly string[] = [
  ...FACE_FORMS,
  ...DESCRIBED_FORMS,
  ...JOB_FORMS,
  ...WEARING_FORMS,
  ...Object.values(EXPRESSIONS).flat(),
  ...Object.values(LIGHTS).flat(),
  ...Object.values(STYLE_PHRASES).flatMap(({ prefixes, nouns, suffixes }) => [
    ...prefixes,
    ...nouns,
    ...suffixes,
  ]),
  ...LOOKING_AWAY,
  ...FILLERS,
  LOOKING,
  OUTDOORS,
  INDOORS,
].map((text) => text.replaceAll(/\{\w+\}/g, ' '));
