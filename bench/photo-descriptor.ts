/**
 * @file A selfie of twelve megapixels from JPEG bytes to the descriptor: decode, detect, mesh, judge, describe.
 * Usage: photo-descriptor.ts [PHOTO] [rounds]; the photo is enlarged to 4,000 x 3,000 pixels first, by a process of its own.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { decodeImage } from '../src/image/decode-image.ts';
import { encodeJpeg } from '../src/image/encode-lossy.ts';
import { resize } from '../src/image/resize.ts';
import { decodePhoto } from '../src/face/photo/decode-photo.ts';
import { openPhotoJudge } from '../src/face/photo/descriptor.ts';
import { openPhotoFaces } from '../src/face/photo/photo-faces.ts';
import { judgePhoto } from '../src/face/photo/photo-quality.ts';

const MAKE = '--make';
const words = process.argv.slice(2).filter((word) => word !== MAKE);
const [path = 'test/golden/photos/grace-hopper.jpg', rounds = '40'] = words;
const UNTIMED = 3;

if (process.argv.includes(MAKE)) {
  const large = await resize(await decodeImage(readFileSync(path)), 4000, 3000);
  const made = await encodeJpeg(large, 90);
  await new Promise((written) => process.stdout.write(made, written));
  process.exit();
}
const jpeg = execFileSync(process.execPath, [...process.execArgv, import.meta.filename, path, MAKE], {
  maxBuffer: 64 * 1024 * 1024,
});
const begun = performance.now();
const [photoFaces, judge] = await Promise.all([
  openPhotoFaces({ session: { threads: 2 } }),
  openPhotoJudge({ threads: 2 }),
]);
const openedMs = performance.now() - begun;

const PHASES = ['decode', 'find', 'judge', 'describe', 'all'] as const;
type Spent = Record<(typeof PHASES)[number], { readonly wall: number[]; readonly cpu: number[] }>;
const spent = Object.fromEntries(PHASES.map((name) => [name, { wall: [], cpu: [] }])) as unknown as Spent;

/** Milliseconds: of the clock, and of all threads' work. */
async function timed<T>(name: keyof Spent, isCounted: boolean, work: () => T | Promise<T>): Promise<T> {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(cpu);
  if (isCounted) {
    spent[name].wall.push(performance.now() - start);
    spent[name].cpu.push((user + system) / 1000);
  }
  return result;
}

for (let round = 0; round < Number(rounds) + UNTIMED; round++) {
  const isCounted = round >= UNTIMED;
  await timed('all', isCounted, async () => {
    const image = await timed('decode', isCounted, () => decodePhoto(jpeg));
    const faces = await timed('find', isCounted, () => photoFaces.find(image));
    const face = await timed('judge', isCounted, () => judgePhoto(image, faces));
    await timed('describe', isCounted, () => judge.embed([{ image, mesh: face.mesh }]));
  });
}
await Promise.all([photoFaces.close(), judge.close()]);

const at = (values: readonly number[], part: number): string =>
  ([...values].sort((a, b) => a - b)[Math.floor(values.length * part)] ?? NaN).toFixed(0).padStart(6);
console.log(
  `${(jpeg.length / 1e6).toFixed(1)} MB JPEG, 12 megapixels; load of the machine ${loadavg()
    .map((v) => v.toFixed(1))
    .join(' ')}; networks opened in ${openedMs.toFixed(0)} ms`,
);
console.log(`peak RSS ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB, with Node and the networks`);
// A busy machine stretches the clock's times; CPU time is what a photo costs anywhere.
console.log('ms          p50    p90  least   CPU p50');
for (const [name, { wall, cpu }] of Object.entries(spent)) {
  console.log(`${name.padEnd(8)} ${at(wall, 0.5)} ${at(wall, 0.9)} ${at(wall, 0)}    ${at(cpu, 0.5)}`);
}
