/** @file What the portrait maker lets one change of a face, as a table: a label, where it stands, how far it goes. */
import { lighter, mix } from '../../../../toon/colour.ts';
import { HAIR_COLOURS, IRIS_COLOURS, skinAt } from '../../../../toon/palette.ts';
import type { BeardStyle, HairStyle, Identity } from '../../../../toon/traits.ts';

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

const SKIN_TONES = ['Porcelain', 'Fair', 'Light', 'Tan', 'Caramel', 'Brown', 'Deep', 'Ebony'] as const;
const toneOf = (index: number): number => index / (SKIN_TONES.length - 1);

const skin: ColourControl = {
  kind: 'colour',
  label: 'Skin',
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

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const hairColour: ColourControl = {
  kind: 'colour',
  label: 'Colour',
  colours: Object.entries(HAIR_COLOURS).map(([name, [from, to]]) => ({
    value: mix(from, to, 0.5),
    label: capital(name),
  })),
  get: ({ hair }) => hair.colour,
  set: (identity, colour) => ({ ...identity, hair: { ...identity.hair, colour } }),
};

const irisColour: ColourControl = {
  kind: 'colour',
  label: 'Eye colour',
  colours: Object.entries(IRIS_COLOURS).map(([name, value]) => ({ value, label: capital(name) })),
  get: ({ eyes }) => eyes.iris,
  set: (identity, iris) => ({ ...identity, eyes: { ...identity.eyes, iris } }),
};

const LIPSTICKS = [
  { value: '#c2283a', label: 'Red' },
  { value: '#d8567a', label: 'Pink' },
  { value: '#9a2f5a', label: 'Berry' },
  { value: '#b5493a', label: 'Coral' },
  { value: '#7a2440', label: 'Plum' },
] as const;

const lips: ColourControl = {
  kind: 'colour',
  label: 'Lips',
  colours: [{ value: 'natural', label: 'Natural' }, ...LIPSTICKS],
  get: ({ mouth }) => (mouth.painted ? mouth.lips : 'natural'),
  set: (identity, value) => {
    const painted = value !== 'natural';
    const colour = painted ? value : mix(identity.skin, '#a83c44', 0.42);
    return { ...identity, mouth: { ...identity.mouth, painted, lips: colour } };
  },
};

const HAIR_LABELS: Readonly<Record<HairStyle, string>> = {
  bald: 'Bald',
  buzz: 'Buzz cut',
  receding: 'Receding',
  sidepart: 'Side part',
  quiff: 'Quiff',
  slick: 'Slicked back',
  spiky: 'Spiky',
  mohawk: 'Mohawk',
  curly: 'Short curls',
  afro: 'Afro',
  locs: 'Locs',
  bowl: 'Bowl cut',
  pixie: 'Pixie',
  bob: 'Bob',
  long: 'Long',
  wavy: 'Wavy',
  bigcurls: 'Big curls',
  bun: 'Bun',
  ponytail: 'Ponytail',
  pigtails: 'Pigtails',
  braid: 'Braid',
};
const BEARD_LABELS: Readonly<Record<BeardStyle, string>> = {
  none: 'None',
  stubble: 'Stubble',
  moustache: 'Moustache',
  handlebar: 'Handlebar',
  goatee: 'Goatee',
  chinstrap: 'Chinstrap',
  full: 'Full',
  long: 'Long',
};
const choicesOf = (labels: Readonly<Record<string, string>>): ChoiceControl['choices'] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));
const keyIn = <K extends string>(labels: Readonly<Record<K, string>>, value: string): value is K =>
  Object.hasOwn(labels, value);

const hairStyle: ChoiceControl = {
  kind: 'choice',
  label: 'Style',
  choices: choicesOf(HAIR_LABELS),
  get: ({ hair }) => hair.style,
  set: (identity, style) =>
    keyIn(HAIR_LABELS, style) ? { ...identity, hair: { ...identity.hair, style } } : identity,
};
const beard: ChoiceControl = {
  kind: 'choice',
  label: 'Beard',
  choices: choicesOf(BEARD_LABELS),
  get: (identity) => identity.beard,
  set: (identity, value) => (keyIn(BEARD_LABELS, value) ? { ...identity, beard: value } : identity),
};

const age: RangeControl = {
  kind: 'range',
  label: 'Age lines',
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
    name: 'Face',
    parts: ['skin', 'tone', 'face', 'ears'],
    controls: [
      skin,
      slider('face', 'width', 'Width', 35.5, 48),
      slider('face', 'chin', 'Length', 49, 62),
      slider('face', 'jaw', 'Jaw', 0.6, 1),
      slider('face', 'point', 'Chin', 0.16, 0.64),
      slider('ears', 'size', 'Ears', 0.72, 1.6),
      slider('face', 'build', 'Shoulders', 0.84, 1.12),
    ],
  },
  {
    name: 'Hair',
    parts: ['hair'],
    controls: [
      hairColour,
      hairStyle,
      slider('hair', 'volume', 'Volume', 0, 1),
      slider('hair', 'length', 'Length', 0, 1),
      slider('hair', 'part', 'Parting', -1, 1),
    ],
  },
  {
    name: 'Eyes',
    parts: ['eyes', 'brows'],
    controls: [
      irisColour,
      slider('eyes', 'width', 'Size', 8.6, 14.4),
      slider('eyes', 'open', 'Open', 5, 12),
      slider('eyes', 'spacing', 'Apart', 14, 25),
      slider('eyes', 'tilt', 'Tilt', -13, 15),
      slider('eyes', 'lashes', 'Lashes', 0, 1),
      slider('brows', 'thickness', 'Brows', 2.6, 9.2),
      slider('brows', 'angle', 'Brow angle', -5, 4),
      slider('brows', 'arch', 'Brow arch', 0, 6),
    ],
  },
  {
    name: 'Nose',
    parts: ['nose'],
    controls: [
      slider('nose', 'length', 'Length', 11, 24),
      slider('nose', 'width', 'Width', 5, 12),
      slider('nose', 'bulb', 'Tip', 0, 1),
      slider('nose', 'flare', 'Nostrils', 0, 1),
      slider('nose', 'bridge', 'Bridge', 0, 1),
    ],
  },
  {
    name: 'Mouth',
    parts: ['mouth', 'beard'],
    controls: [
      lips,
      slider('mouth', 'width', 'Width', 9.5, 20),
      slider('mouth', 'fullness', 'Fullness', 1.8, 6.6),
      slider('mouth', 'lift', 'Corners', -0.8, 3),
      beard,
    ],
  },
  {
    name: 'Marks',
    parts: ['marks', 'age'],
    controls: [age, slider('marks', 'freckles', 'Freckles', 0, 1), slider('marks', 'blush', 'Blush', 0, 0.5)],
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
