/**
 * @file Round trip of `toonify`: drawn people treated as photographs, and what of their parameters comes back.
 * Usage: photo-toonify.ts [people] [first seed]
 */
import { openPersonFinder } from '../src/face/photo/person.ts';
import { openPhotoFaces } from '../src/face/photo/photo-faces.ts';
import { toonify, type Toonified } from '../src/face/photo/toonify/toonify.ts';
import { drawPortrait } from '../src/pipeline/draw-portrait.ts';
import { channels } from '../src/toon/colour.ts';
import type { Context } from '../src/toon/context.ts';
import { identityOf } from '../src/toon/identity.ts';
import { hairColourName, irisColourName } from '../src/toon/palette.ts';
import { portraitShotOf } from '../src/toon/shot.ts';
import type { Identity } from '../src/toon/traits.ts';

const people = Number(process.argv[2] ?? 40);
const first = Number(process.argv[3] ?? 1_400_000);

/** Lengths relative to the face's half width, as a photo tells them. */
const NUMBERS: Readonly<Record<string, (identity: Identity) => number>> = {
  'skin tone': ({ tone }) => tone,
  'face length': ({ face }) => face.chin / face.width,
  jaw: ({ face }) => face.jaw,
  'chin width': ({ face }) => face.point,
  'eyes apart': ({ eyes, face }) => eyes.spacing / face.width,
  'eye size': ({ eyes, face }) => eyes.width / face.width,
  'eyes open': ({ eyes }) => eyes.open / eyes.width,
  'eye tilt': ({ eyes }) => eyes.tilt,
  'brow thickness': ({ brows }) => brows.thickness,
  'brow gap': ({ brows }) => brows.gap,
  'brow angle': ({ brows }) => brows.angle,
  'brow arch': ({ brows }) => brows.arch,
  'nose length': ({ nose, face }) => nose.length / face.chin,
  'nose width': ({ nose, face }) => nose.width / face.width,
  'mouth width': ({ mouth, face }) => mouth.width / face.width,
  'age lines': ({ marks }) => marks.lines,
  lips: ({ mouth, face }) => mouth.fullness / face.width,
  'mouth height': ({ mouth }) => mouth.height,
};

const isLong = ({ hair: { style } }: Identity): boolean =>
  ['bob', 'long', 'wavy', 'bigcurls', 'locs'].includes(style);

const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
const spread = (values: readonly number[]): number =>
  Math.sqrt(mean(values.map((v) => (v - mean(values)) ** 2)));

const photoFaces = await openPhotoFaces();
const finder = await openPersonFinder();
const pairs: { readonly drawn: Identity; readonly seen: Identity }[] = [];
/** Whether glasses were seen: on people without, and on every fourth of them once more, with. */
const glasses: { readonly without: boolean[]; readonly with: boolean[] } = { without: [], with: [] };
for (let seed = first; seed < first + people; seed++) {
  const drawn = identityOf(seed);
  const shot = portraitShotOf(seed);
  const seenIn = async (context: Context): Promise<Toonified | undefined> => {
    const image = await drawPortrait({ identity: drawn, shot, context, style: 'plain' }, 320);
    const [face] = await photoFaces.find(image);
    return face === undefined ? undefined : toonify(image, face, finder);
  };
  const seen = await seenIn({});
  if (seen !== undefined) {
    pairs.push({ drawn, seen: seen.identity });
    glasses.without.push(seen.glasses);
  }
  const wearing = seed % 4 === 0 ? await seenIn({ accessory: 'glasses' }) : undefined;
  if (wearing !== undefined) glasses.with.push(wearing.glasses);
}
await Promise.all([photoFaces.close(), finder.close()]);

console.log(`${pairs.length} of ${people} drawn faces were found`);
console.log('trait          correlation   mean error   of the mean   drawn mean ± spread');
for (const [name, of] of Object.entries(NUMBERS)) {
  const [drawn, seen] = [pairs.map((pair) => of(pair.drawn)), pairs.map((pair) => of(pair.seen))];
  const together = mean(drawn.map((v, i) => (v - mean(drawn)) * ((seen[i] ?? 0) - mean(seen))));
  const correlation = together / Math.max(1e-9, spread(drawn) * spread(seen));
  const error = mean(drawn.map((v, i) => Math.abs(v - (seen[i] ?? 0))));
  // What somebody would err who drew everybody as usual.
  const blind = mean(drawn.map((v) => Math.abs(v - mean(drawn))));
  console.log(
    `${name.padEnd(14)} ${correlation.toFixed(2).padStart(11)} ${error.toFixed(3).padStart(12)} ${blind.toFixed(3).padStart(13)}   ${mean(drawn).toFixed(3)} ± ${spread(drawn).toFixed(3)}`,
  );
}
const share = (same: (pair: (typeof pairs)[number]) => boolean): string =>
  `${((100 * pairs.filter(same).length) / pairs.length).toFixed(0)} %`;
const far = ({ drawn, seen }: (typeof pairs)[number]): number => {
  const [a, b] = [channels(drawn.skin), channels(seen.skin)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
};
console.log(`skin colour: mean distance ${mean(pairs.map(far)).toFixed(0)} of 441 in RGB`);
console.log(
  `hair colour's name: ${share(({ drawn, seen }) => hairColourName(drawn.hair.colour) === hairColourName(seen.hair.colour))}`,
);
console.log(
  `eye colour's name: ${share(({ drawn, seen }) => irisColourName(drawn.eyes.iris) === irisColourName(seen.eyes.iris))}`,
);
console.log(`hair style: ${share(({ drawn, seen }) => drawn.hair.style === seen.hair.style)}`);
console.log(`long hair or not: ${share(({ drawn, seen }) => isLong(drawn) === isLong(seen))}`);
console.log(
  `beard or none: ${share(({ drawn, seen }) => (drawn.beard === 'none') === (seen.beard === 'none'))}`,
);
const count = (seen: readonly boolean[]): string => `${seen.filter(Boolean).length} of ${seen.length}`;
console.log(`glasses seen: on ${count(glasses.with)} with, on ${count(glasses.without)} without`);
