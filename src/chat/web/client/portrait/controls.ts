/** @file What the portrait maker lets one change of a face, as a table: a label, where it stands, how far it goes. */
import { lighter, mix } from '../../../../toon/colour.ts';
import { keysOf } from '../../../../toon/keys.ts';
import {
  HAIR_COLOURS,
  type HairColour,
  IRIS_COLOURS,
  type IrisColour,
  skinAt,
} from '../../../../toon/palette.ts';
import type { BeardStyle, HairStyle, Identity } from '../../../../toon/traits.ts';
import { t } from '../language.ts';

export interface RangeControl {
  readonly kind: 'range';
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly get: (identity: Identity) => number;
  readonly set: (identity: Identity, value: number) => Identity;
}

export interface ChoiceControl {
  readonly kind: 'choice';
  readonly label: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly get: (identity: Identity) => string;
  readonly set: (identity: Identity, value: string) => Identity;
}

export interface ColourControl {
  readonly kind: 'colour';
  readonly label: string;
  readonly colours: readonly { readonly value: string; readonly label: string }[];
  readonly get: (identity: Identity) => string;
  readonly set: (identity: Identity, value: string) => Identity;
}

export type Control = RangeControl | ChoiceControl | ColourControl;

export interface Section {
  readonly name: string;
  /** The parts of an identity that this section's dice roll anew. */
  readonly parts: readonly (keyof Identity)[];
  readonly controls: readonly Control[];
}

type Group = 'face' | 'eyes' | 'brows' | 'nose' | 'mouth' | 'ears' | 'hair' | 'marks';
type NumberKey<T> = { readonly [K in keyof T]: T[K] extends number ? K : never }[keyof T] & string;

/** A slider over one number of one part of the face. */
function slider<G extends Group>(
  group: G,
  key: NumberKey<Identity[G]>,
  label: string,
  min: number,
  max: number,
): RangeControl {
  return {
    kind: 'range',
    label,
    min,
    max,
    // NumberKey admits the numeric fields only.
    get: (identity) => identity[group][key] as number,
    set: (identity, value) => ({ ...identity, [group]: { ...identity[group], [key]: value } }),
  };
}

const SKIN_TONES = [t`Porcelain`, t`Fair`, t`Light`, t`Tan`, t`Caramel`, t`Brown`, t`Deep`, t`Ebony`];
const toneOf = (index: number): number => index / (SKIN_TONES.length - 1);

const skin: ColourControl = {
  kind: 'colour',
  label: t`Skin`,
  colours: SKIN_TONES.map((label, i) => ({ value: skinAt(toneOf(i)), label })),
  get: (identity) => identity.skin,
  set(identity, value) {
    const tone = toneOf(
      Math.max(
        0,
        this.colours.findIndex((one) => one.value === value),
      ),
    );
    const lips = identity.mouth.painted ? identity.mouth.lips : mix(value, '#a83c44', 0.42);
    return { ...identity, tone, skin: value, mouth: { ...identity.mouth, lips } };
  },
};

const HAIR_COLOUR_LABELS: Readonly<Record<HairColour, string>> = {
  black: t`Black`,
  brown: t`Brown`,
  auburn: t`Auburn`,
  ginger: t`Ginger`,
  blond: t`Blond`,
  grey: t`Grey`,
  white: t`White`,
  pink: t`Pink`,
  blue: t`Blue`,
  green: t`Green`,
  purple: t`Purple`,
  red: t`Red`,
};
const IRIS_COLOUR_LABELS: Readonly<Record<IrisColour, string>> = {
  brown: t`Brown`,
  hazel: t`Hazel`,
  green: t`Green`,
  blue: t`Blue`,
  grey: t`Grey`,
  amber: t`Amber`,
};

const hairColour: ColourControl = {
  kind: 'colour',
  label: t`Colour`,
  colours: keysOf(HAIR_COLOURS).map((name) => {
    const [from, to] = HAIR_COLOURS[name];
    return { value: mix(from, to, 0.5), label: HAIR_COLOUR_LABELS[name] };
  }),
  get: ({ hair }) => hair.colour,
  set: (identity, colour) => ({ ...identity, hair: { ...identity.hair, colour } }),
};

const irisColour: ColourControl = {
  kind: 'colour',
  label: t`Eye colour`,
  colours: keysOf(IRIS_COLOURS).map((name) => ({
    value: IRIS_COLOURS[name],
    label: IRIS_COLOUR_LABELS[name],
  })),
  get: ({ eyes }) => eyes.iris,
  set: (identity, iris) => ({ ...identity, eyes: { ...identity.eyes, iris } }),
};

const LIPSTICKS = [
  { value: '#c2283a', label: t`Red` },
  { value: '#d8567a', label: t`Pink` },
  { value: '#9a2f5a', label: t`Berry` },
  { value: '#b5493a', label: t`Coral` },
  { value: '#7a2440', label: t`Plum` },
] as const;

const lips: ColourControl = {
  kind: 'colour',
  label: t`Lips`,
  colours: [{ value: 'natural', label: t`Natural` }, ...LIPSTICKS],
  get: ({ mouth }) => (mouth.painted ? mouth.lips : 'natural'),
  set: (identity, value) => {
    const painted = value !== 'natural';
    const colour = painted ? value : mix(identity.skin, '#a83c44', 0.42);
    return { ...identity, mouth: { ...identity.mouth, painted, lips: colour } };
  },
};

const HAIR_LABELS: Readonly<Record<HairStyle, string>> = {
  bald: t`Bald`,
  buzz: t`Buzz cut`,
  receding: t`Receding`,
  sidepart: t`Side part`,
  quiff: t`Quiff`,
  slick: t`Slicked back`,
  spiky: t`Spiky`,
  mohawk: t`Mohawk`,
  curly: t`Short curls`,
  afro: t`Afro`,
  locs: t`Locs`,
  bowl: t`Bowl cut`,
  pixie: t`Pixie`,
  bob: t`Bob`,
  long: t`Long`,
  wavy: t`Wavy`,
  bigcurls: t`Big curls`,
  bun: t`Bun`,
  ponytail: t`Ponytail`,
  pigtails: t`Pigtails`,
  braid: t`Braid`,
};
const BEARD_LABELS: Readonly<Record<BeardStyle, string>> = {
  none: t`None`,
  stubble: t`Stubble`,
  moustache: t`Moustache`,
  handlebar: t`Handlebar`,
  goatee: t`Goatee`,
  chinstrap: t`Chinstrap`,
  full: t`Full`,
  long: t`Long`,
};
const choicesOf = (labels: Readonly<Record<string, string>>): ChoiceControl['choices'] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));
const keyIn = <K extends string>(labels: Readonly<Record<K, string>>, value: string): value is K =>
  Object.hasOwn(labels, value);

const hairStyle: ChoiceControl = {
  kind: 'choice',
  label: t`Style`,
  choices: choicesOf(HAIR_LABELS),
  get: ({ hair }) => hair.style,
  set: (identity, style) =>
    keyIn(HAIR_LABELS, style) ? { ...identity, hair: { ...identity.hair, style } } : identity,
};
const beard: ChoiceControl = {
  kind: 'choice',
  label: t`Beard`,
  choices: choicesOf(BEARD_LABELS),
  get: (identity) => identity.beard,
  set: (identity, value) => (keyIn(BEARD_LABELS, value) ? { ...identity, beard: value } : identity),
};

const age: RangeControl = {
  kind: 'range',
  label: t`Age lines`,
  min: 0,
  max: 1,
  get: ({ marks }) => marks.lines,
  set: (identity, lines) => ({
    ...identity,
    age: 25 + 55 * lines,
    marks: { ...identity.marks, lines },
  }),
};

/** Every control, by the tab that shows it. */
export const SECTIONS: readonly Section[] = [
  {
    name: t`Face`,
    parts: ['skin', 'tone', 'face', 'ears'],
    controls: [
      skin,
      slider('face', 'width', t`Width`, 35.5, 48),
      slider('face', 'chin', t`Length`, 49, 62),
      slider('face', 'jaw', t`Jaw`, 0.6, 1),
      slider('face', 'point', t`Chin`, 0.16, 0.64),
      slider('ears', 'size', t`Ears`, 0.72, 1.6),
      slider('face', 'build', t`Shoulders`, 0.84, 1.12),
    ],
  },
  {
    name: t`Hair`,
    parts: ['hair'],
    controls: [
      hairColour,
      hairStyle,
      slider('hair', 'volume', t`Volume`, 0, 1),
      slider('hair', 'length', t`Length`, 0, 1),
      slider('hair', 'part', t`Parting`, -1, 1),
    ],
  },
  {
    name: t`Eyes`,
    parts: ['eyes', 'brows'],
    controls: [
      irisColour,
      slider('eyes', 'width', t`Size`, 8.6, 14.4),
      slider('eyes', 'open', t`Open`, 5, 12),
      slider('eyes', 'spacing', t`Apart`, 14, 25),
      slider('eyes', 'tilt', t`Tilt`, -13, 15),
      slider('eyes', 'lashes', t`Lashes`, 0, 1),
      slider('brows', 'thickness', t`Brows`, 2.6, 9.2),
      slider('brows', 'angle', t`Brow angle`, -5, 4),
      slider('brows', 'arch', t`Brow arch`, 0, 6),
    ],
  },
  {
    name: t`Nose`,
    parts: ['nose'],
    controls: [
      slider('nose', 'length', t`Length`, 11, 24),
      slider('nose', 'width', t`Width`, 5, 12),
      slider('nose', 'bulb', t`Tip`, 0, 1),
      slider('nose', 'flare', t`Nostrils`, 0, 1),
      slider('nose', 'bridge', t`Bridge`, 0, 1),
    ],
  },
  {
    name: t`Mouth`,
    parts: ['mouth', 'beard'],
    controls: [
      lips,
      slider('mouth', 'width', t`Width`, 9.5, 20),
      slider('mouth', 'fullness', t`Fullness`, 1.8, 6.6),
      slider('mouth', 'lift', t`Corners`, -0.8, 3),
      beard,
    ],
  },
  {
    name: t`Marks`,
    parts: ['marks', 'age'],
    controls: [
      age,
      slider('marks', 'freckles', t`Freckles`, 0, 1),
      slider('marks', 'blush', t`Blush`, 0, 0.5),
    ],
  },
];

/** The face with some of its parts taken from another one. */
export function blendParts(
  identity: Identity,
  other: Identity,
  parts: readonly (keyof Identity)[],
): Identity {
  return { ...identity, ...Object.fromEntries(parts.map((part) => [part, other[part]])) };
}

/** A swatch's edge, so that a white one is seen on white. */
export const swatchEdge = (colour: string): string => lighter(mix(colour, '#000000', 0.25), 0.1);
