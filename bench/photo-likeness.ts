/**
 * @file The likeness of photographed faces on a folder of photos: how often two people are taken for one, and one for two.
 * Usage: photo-likeness.ts FOLDER [--all]. In FOLDER each person has a folder of photos, as "Labeled Faces in the Wild" comes.
 * Of each photo the largest face counts, if a worker would take the photo; with --all, if a face is found.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { areaOf } from '../src/face/face.ts';
import { likeness } from '../src/face/likeness.ts';
import { decodePhoto } from '../src/face/photo/decode-photo.ts';
import { openPhotoJudge, PHOTO_LIKENESS } from '../src/face/photo/descriptor.ts';
import { openPhotoFaces, type PhotoFace } from '../src/face/photo/photo-faces.ts';
import { judgePhoto } from '../src/face/photo/photo-quality.ts';
import { UserError } from '../src/errors.ts';

const [folder, mode] = process.argv.slice(2);
if (folder === undefined) throw new Error('name the folder in which each person has a folder of photos');

const photoFaces = await openPhotoFaces();
const judge = await openPhotoJudge();

interface Seen {
  readonly person: string;
  readonly photo: string;
  readonly vector: Float32Array;
}
const seen: Seen[] = [];
const left = new Map<string, number>();

/** Undefined, and counted by its reason, where the photo does not serve. */
async function faceOf(path: string): Promise<Float32Array | undefined> {
  try {
    const image = await decodePhoto(readFileSync(path));
    const faces = await photoFaces.find(image);
    const largest = [...faces].sort((a, b) => areaOf(b.box) - areaOf(a.box))[0];
    const face: PhotoFace = mode === '--all' && largest !== undefined ? largest : judgePhoto(image, faces);
    return (await judge.embed([{ image, mesh: face.mesh }]))[0];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    left.set(error.id, (left.get(error.id) ?? 0) + 1);
    return undefined;
  }
}

for (const person of readdirSync(folder).sort()) {
  for (const photo of readdirSync(join(folder, person)).sort()) {
    const vector = await faceOf(join(folder, person, photo));
    if (vector !== undefined) seen.push({ person, photo, vector });
  }
}
await Promise.all([photoFaces.close(), judge.close()]);

interface Pair {
  readonly names: string;
  readonly distance: number;
  readonly likeness: number;
}
const [one, two]: [Pair[], Pair[]] = [[], []];
seen.forEach((a, i) => {
  for (const b of seen.slice(i + 1)) {
    (a.person === b.person ? one : two).push({
      names: `${a.person}/${a.photo} ${b.person}/${b.photo}`,
      distance: PHOTO_LIKENESS.distance(a.vector, b.vector),
      likeness: likeness(PHOTO_LIKENESS, a.vector, b.vector),
    });
  }
});
one.sort((a, b) => a.distance - b.distance);
two.sort((a, b) => a.distance - b.distance);

const people = new Set(seen.map(({ person }) => person)).size;
const reasons = [...left].map(([id, count]) => `${count} ${id}`).join(', ');
console.log(`${seen.length} photos of ${people} people; left out: ${reasons === '' ? 'none' : reasons}`);
const at = (pairs: readonly Pair[], part: number): string =>
  (pairs[Math.min(pairs.length - 1, Math.floor(part * pairs.length))]?.distance ?? NaN).toFixed(3);
console.log(`distance   least    5 %   median   95 %   most`);
for (const [name, pairs] of [['one', one] as const, ['two', two] as const]) {
  console.log(
    `${name.padEnd(9)} ${[0, 0.05, 0.5, 0.95, 1].map((part) => at(pairs, part)).join('  ')}   of ${pairs.length} pairs`,
  );
}

console.log('threshold   two people taken for one   one person taken for two');
for (const threshold of [0.4, 0.45, 0.5, 0.55, 0.6, 0.65]) {
  const near = (pairs: readonly Pair[]): number =>
    pairs.filter(({ distance }) => distance <= threshold).length;
  const [matches, misses] = [near(two) / two.length, 1 - near(one) / one.length];
  console.log(
    `${threshold.toFixed(2).padStart(9)} ${(100 * matches).toFixed(2).padStart(24)} % ${(100 * misses).toFixed(1).padStart(24)} %`,
  );
}

/** The most that a rate may be, 19 times in 20, where so many of so many were seen: exact (Clopper and Pearson), 3 / n for none. */
function upperBound(count: number, of: number): number {
  let [low, high] = [count / of, 1];
  for (let step = 0; step < 60; step++) {
    const rate = (low + high) / 2;
    let [term, sum] = [of * Math.log1p(-rate), 0];
    for (let k = 0; k <= count; k++) {
      sum += Math.exp(term);
      term += Math.log((of - k) / (k + 1)) + Math.log(rate) - Math.log1p(-rate);
    }
    if (sum > 0.05) low = rate;
    else high = rate;
  }
  return high;
}
const percent = (part: number): string => `${(100 * part).toFixed(2)} %`;
const falseMatches = two.filter((pair) => pair.likeness >= 50);
const falseNonMatches = one.filter((pair) => pair.likeness < 50);
for (const [name, wrong, pairs] of [
  ['false matches', falseMatches, two],
  ['false non-matches', falseNonMatches, one],
] as const) {
  console.log(
    `${name}: ${wrong.length} of ${pairs.length}, ${percent(wrong.length / pairs.length)}; ` +
      `at most ${percent(upperBound(wrong.length, pairs.length))} were pairs independent`,
  );
  for (const { names, distance } of wrong) console.log(`  ${distance.toFixed(3)} ${names}`);
}
