/** @file A person from a seed. */
import { type Random, seededRandom } from '../tensor/random.ts';
import { type Colour, mix } from './colour.ts';
import { HAIR_STYLES } from './hair/index.ts';
import { keysOf } from './keys.ts';
import { HAIR_COLOURS, type HairColour, IRIS_COLOURS, skinAt } from './palette.ts';
import type {
  BeardStyle,
  Brows,
  Ears,
  Eyes,
  Face,
  Hair,
  HairStyle,
  Identity,
  Marks,
  Mouth,
  Nose,
} from './traits.ts';

export type { Identity } from './traits.ts';

const DYES = ['pink', 'blue', 'green', 'purple', 'red'] as const;
const SHADOWS = ['#7a4fae', '#3f7fb5', '#c25a7a', '#4a8a6a', '#8a5a3a'] as const;
const LIPSTICKS = ['#c2283a', '#d8567a', '#9a2f5a', '#b5493a', '#7a2440'] as const;
const EARRINGS = ['#f3c43c', '#d8dde3', '#d83a5a', '#38a0a8'] as const;

function hairColour(r: Random, age: number, tone: number): Colour {
  const natural = (): HairColour => {
    if (r.chance(0.1)) return r.pick(DYES);
    if (r.chance((age - 42) / 40)) return r.chance(0.55) ? 'grey' : 'white';
    return tone > 0.6
      ? r.weighted({ black: 6, brown: 2.5, auburn: 0.8, blond: 0.5 })
      : r.weighted({ black: 2, brown: 3, auburn: 1.6, ginger: 2, blond: 3 });
  };
  const [from, to] = HAIR_COLOURS[natural()];
  return mix(from, to, r.next());
}

function irisColour(r: Random, tone: number): Colour {
  const name =
    tone > 0.6
      ? r.weighted({ brown: 6, hazel: 2, amber: 1.4, green: 0.8, blue: 0.5 })
      : r.weighted({ brown: 2.6, hazel: 1.6, green: 2, blue: 2.6, grey: 1.2, amber: 0.8 });
  return mix(IRIS_COLOURS[name], IRIS_COLOURS[r.pick(IRISES)], r.range(0, 0.15));
}

const hairOdds = (column: 0 | 1): Readonly<Record<HairStyle, number>> =>
  Object.fromEntries(keysOf(HAIR_STYLES).map((style) => [style, HAIR_STYLES[style].odds[column]])) as Record<
    HairStyle,
    number
  >;

const HAIR_ODDS = { feminine: hairOdds(0), masculine: hairOdds(1) } as const;

const IRISES = keysOf(IRIS_COLOURS);

const faceOf = (r: Random, feminine: boolean): Face => ({
  width: r.range(35.5, 48),
  chin: r.range(53, 64),
  jaw: feminine ? r.range(0.6, 0.9) : r.range(0.68, 1),
  point: r.range(0.16, 0.64),
  build: r.range(0.84, 1.12),
  neck: feminine ? r.range(12, 17) : r.range(17, 25),
});

function eyesOf(r: Random, face: Face, tone: number, feminine: boolean): Eyes {
  const width = r.range(8.6, 14.4);
  return {
    width,
    open: r.range(0.5, 0.9) * width,
    spacing: r.range(width + 4, Math.min(25, face.width - width - 2.5)),
    tilt: r.range(-13, 15),
    skew: r.range(-0.3, 0.3),
    fold: r.range(0, 4),
    iris: irisColour(r, tone),
    irisSize: r.range(0.82, 1.04),
    lashes: feminine ? r.range(0.4, 1) : 0,
    shadow: feminine && r.chance(0.35) ? r.pick(SHADOWS) : undefined,
  };
}

const browsOf = (r: Random, feminine: boolean): Brows => ({
  thickness: feminine ? r.range(2.6, 6.4) : r.range(3.6, 9.2),
  angle: r.range(-5, 4),
  arch: r.range(0, 6),
  gap: r.range(5, 10),
  length: r.range(0.85, 1.3),
  tint: r.range(0.05, 0.4),
});

const noseOf = (r: Random, face: Face): Nose => ({
  length: r.range(11, 20 + (face.chin - 53) * 0.4),
  width: r.range(5, 12),
  bulb: r.next(),
  flare: r.next(),
  bridge: r.next(),
});

function mouthOf(r: Random, face: Face, skin: Colour, feminine: boolean): Mouth {
  const painted = feminine && r.chance(0.5);
  return {
    width: r.range(9.5, Math.min(20, face.width * face.jaw * 0.72)),
    fullness: feminine ? r.range(2.6, 6.6) : r.range(1.8, 5.4),
    height: r.range(0.42, 0.55),
    lift: r.range(-0.8, 3),
    lips: painted ? r.pick(LIPSTICKS) : mix(skin, '#a83c44', r.range(0.3, 0.55)),
    painted,
  };
}

const earsOf = (r: Random, feminine: boolean): Ears => ({
  size: r.range(0.72, 1.6),
  out: r.range(0, 6),
  ring: r.chance(feminine ? 0.45 : 0.1) ? r.pick(EARRINGS) : undefined,
});

const hairOf = (r: Random, age: number, tone: number, feminine: boolean): Hair => ({
  style: r.weighted(feminine ? HAIR_ODDS.feminine : HAIR_ODDS.masculine),
  colour: hairColour(r, age, tone),
  volume: r.next(),
  part: r.range(-1, 1),
  line: r.range(-38, -29),
  length: r.next(),
  side: r.chance(0.5) ? 'right' : 'left',
});

const beardOf = (r: Random, feminine: boolean): BeardStyle =>
  feminine
    ? 'none'
    : r.weighted({
        none: 3.2,
        stubble: 1,
        moustache: 1,
        handlebar: 0.6,
        goatee: 1,
        chinstrap: 0.6,
        full: 1.4,
        long: 0.6,
      });

const marksOf = (r: Random, age: number): Marks => ({
  freckles: r.chance(0.2) ? r.range(0.5, 1) : 0,
  mole: r.chance(0.25) ? { x: r.pick([-1, 1]) * r.range(0.4, 0.66), y: r.range(0.2, 0.46) } : undefined,
  lines: Math.max(0, (age - 45) / 35),
  blush: r.chance(0.5) ? r.range(0.1, 0.5) : 0.06,
});

/** The same seed gives the same person on every machine. */
export function identityOf(seed: number): Identity {
  const r = seededRandom(seed, 'identity');
  const gender = r.weighted({ woman: 0.47, man: 0.47, person: 0.06 });
  const feminine = gender === 'woman' || (gender === 'person' && r.chance(0.5));
  const age = r.range(18, 80);
  const tone = r.next();
  const skin = mix(skinAt(tone), r.chance(0.5) ? '#f0806a' : '#d8b040', r.range(0, 0.16));
  const face = faceOf(r, feminine);
  return {
    gender,
    feminine,
    age,
    tone,
    skin,
    face,
    eyes: eyesOf(r, face, tone, feminine),
    brows: browsOf(r, feminine),
    nose: noseOf(r, face),
    mouth: mouthOf(r, face, skin, feminine),
    ears: earsOf(r, feminine),
    hair: hairOf(r, age, tone, feminine),
    beard: beardOf(r, feminine),
    marks: marksOf(r, age),
  };
}
