/**
 * @file A selfie of twelve megapixels from JPEG bytes to the descriptor: decode, detect, mesh, judge, describe.
 * Usage: photo-descriptor.ts PHOTO [rounds]; the photo is enlarged to 4,000 x 3,000 pixels first.
 */
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { decodeImage } from '../src/image/decode-image.ts';
import { encodeJpeg } from '../src/image/encode-lossy.ts';
import { resize } from '../src/image/resize.ts';
import { decodePhoto } from '../src/face/photo/decode-photo.ts';
import { openPhotoJudge } from '../src/face/photo/descriptor.ts';
import { openPhotoFaces } from '../src/face/photo/photo-faces.ts';
import { judgePhoto } from '../src/face/photo/photo-quality.ts';

const [path = 'test/golden/photos/grace-hopper.jpg', rounds = '40'] = process.argv.slice(2);
const UNTIMED = 3;

const large = await resize(await decodeImage(readFileSync(path)), 4000, 3000);
const jpeg = await encodeJpeg(large, 90);
const begun = performance.now();
const [photoFaces, judge] = await Promise.all([
  openPhotoFaces({ session: { threads: 2 } }),
  openPhotoJudge({ threads: 2 }),
]);
const openedMs = performance.now() - begun;

const times: Record<'decode' | 'find' | 'judge' | 'describe' | 'all', number[]> = {
  decode: [],
  find: [],
  judge: [],
  describe: [],
  all: [],
};
let cpu = process.cpuUsage();
for (let round = 0; round < Number(rounds) + UNTIMED; round++) {
  if (round === UNTIMED) cpu = process.cpuUsage();
  const start = performance.now();
  const image = await decodePhoto(jpeg);
  const decoded = performance.now();
  const faces = await photoFaces.find(image);
  const found = performance.now();
  const face = judgePhoto(image, faces);
  const judged = performance.now();
  await judge.embed([{ image, mesh: face.mesh }]);
  const described = performance.now();
  if (round < UNTIMED) continue;
  times.decode.push(decoded - start);
  times.find.push(found - decoded);
  times.judge.push(judged - found);
  times.describe.push(described - judged);
  times.all.push(described - start);
}
const { user, system } = process.cpuUsage(cpu);
await Promise.all([photoFaces.close(), judge.close()]);

const at = (values: readonly number[], part: number): string =>
  ([...values].sort((a, b) => a - b)[Math.floor(values.length * part)] ?? NaN).toFixed(0).padStart(6);
console.log(
  `${(jpeg.length / 1e6).toFixed(1)} MB JPEG, 12 megapixels; load of the machine ${loadavg()
    .map((v) => v.toFixed(1))
    .join(' ')}; networks opened in ${openedMs.toFixed(0)} ms`,
);
console.log('ms          p50    p90    least');
for (const [name, values] of Object.entries(times)) {
  console.log(`${name.padEnd(8)} ${at(values, 0.5)} ${at(values, 0.9)} ${at(values, 0)}`);
}
// What a quiet machine can do at most: a busy one stretches the times above, not these.
console.log(`CPU time of a photo, all threads: ${((user + system) / 1000 / Number(rounds)).toFixed(0)} ms`);
