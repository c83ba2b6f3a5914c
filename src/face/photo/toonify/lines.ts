/** @file Straight lines from a face's proportions to the drawn world's parameters: for photographs, and for drawings sent as photos. */
import type { Proportions } from './proportions.ts';

/** A trait is `slope` times the proportion plus `offset`; lengths are relative to the face's half width. */
type Line = readonly [slope: number, offset: number];

/** What the drawn world draws. */
const BOUNDS = {
  chin: [1.12, 1.75],
  jaw: [0.6, 1],
  point: [0.16, 0.64],
  eyeSpacing: [0.32, 0.6],
  eyeWidth: [0.19, 0.38],
  eyeOpen: [0.5, 0.9],
  eyeTilt: [-13, 15],
  browGap: [5, 10],
  browSlope: [-5, 4],
  browArch: [0, 6],
  noseLength: [0.19, 0.38],
  noseWidth: [0.12, 0.3],
  mouthWidth: [0.22, 0.5],
  lipHeight: [0.045, 0.16],
  mouthHeight: [0.42, 0.55],
  mouthLift: [-0.8, 3],
} as const satisfies Readonly<Partial<Record<keyof Proportions, readonly [least: number, most: number]>>>;

type Trait = keyof typeof BOUNDS;
type Lines = Readonly<Record<Trait, Line>>;

/**
 * Measured on 165 photos of 98 people: people's mean becomes the drawn mean, and their spread the drawn one times what of it is
 * the person's own (its reliability, from the 70 photos of seven people): a trait that varies from photo to photo of one person as
 * it does between people is drawn as usual (Kelley 1927).
 */
const PHOTOGRAPHED: Lines = {
  chin: [1, -0.136],
  jaw: [3.54, -2.035],
  point: [6.37, -1.622],
  eyeSpacing: [2.69, -0.777],
  eyeWidth: [4.88, -0.714],
  eyeOpen: [1.28, 0.352],
  eyeTilt: [0.55, 0.074],
  browGap: [27.2, 2.43],
  browSlope: [-15.4, 1.41],
  browArch: [92.9, -9.53],
  noseLength: [1.05, -0.1145],
  noseWidth: [1.47, -0.254],
  mouthWidth: [1, -0.057],
  lipHeight: [0.736, -0.0627],
  mouthHeight: [0.638, 0.238],
  mouthLift: [18.4, 0.724],
};

/**
 * Regressions on drawn portraits: of seeds 1 to 160, in which FaceMesh sees little but the face's shape; what their own lines tell
 * (`drawnProportions`, `drawnEyes`, the slope of brows), of seeds 1 to 300.
 */
const DRAWN: Lines = {
  chin: [0.888, 0.058],
  jaw: [2.141, -0.877],
  point: [-4.09, 0.635],
  eyeSpacing: [1.738, -0.407],
  eyeWidth: [0.819, 0.021],
  eyeOpen: [0.444, 0.391],
  eyeTilt: [43.5, 0.35],
  browGap: [0, 7.5],
  browSlope: [11.8, -0.28],
  browArch: [0, 3],
  noseLength: [0.547, 0.0985],
  noseWidth: [0.57, 0.021],
  mouthWidth: [1.387, -0.23],
  lipHeight: [0.517, 0.006],
  mouthHeight: [0.404, 0.294],
  mouthLift: [15.1, 0.778],
};

/** The drawn world's parameters of these proportions, each within its bounds. */
export function drawnTraits(seen: Proportions, isDrawn: boolean): Readonly<Record<Trait, number>> {
  const lines = isDrawn ? DRAWN : PHOTOGRAPHED;
  const of = (trait: Trait): number => {
    const [slope, offset] = lines[trait];
    const [least, most] = BOUNDS[trait];
    return Math.min(most, Math.max(least, slope * seen[trait] + offset));
  };
  return Object.fromEntries((Object.keys(BOUNDS) as Trait[]).map((trait) => [trait, of(trait)])) as Record<
    Trait,
    number
  >;
}
