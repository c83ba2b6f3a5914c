/** @file `npm run demo` as a process, with a data folder of its own. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodePng } from '../../src/image/encode-png.ts';
import { rasterise } from '../../src/image/rasterise.ts';
import { compose } from '../../src/toon/compose.ts';
import { identityOf } from '../../src/toon/identity.ts';
import { portraitShotOf } from '../../src/toon/shot.ts';
import { writeTinyBundle } from '../helpers/tiny-bundle.ts';

const root = join(import.meta.dirname, '../..');
const weights = join(root, 'weights/toon');
const parts = [
  'text_encoder',
  'unet',
  'vae',
  'scheduler',
  'tokenizer',
  'face_vit',
  'id_encoder',
  'face_detector',
];

/** The project's own bundle once all of it is there; until then small random networks around the trained face detector. */
async function demoBundle(folder: string): Promise<string> {
  if (parts.every((part) => existsSync(join(weights, part)))) return weights;
  const bundle = await writeTinyBundle(join(folder, 'bundle'), { settings: { steps: 40 } });
  await cp(join(weights, 'face_detector'), join(bundle, 'face_detector'), { recursive: true });
  return bundle;
}

/** A drawn portrait in a PNG file. */
export async function writeFace(path: string, seed: number): Promise<string> {
  const spec = {
    identity: identityOf(seed),
    shot: portraitShotOf(seed),
    context: {},
    style: 'plain',
  } as const;
  await writeFile(path, await encodePng(await rasterise(compose(spec, 512), 512), {}));
  return path;
}

export interface DemoFolder {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly remove: () => Promise<void>;
}

export async function demoFolder(): Promise<DemoFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'demo-'));
  const bundle = await demoBundle(folder);
  return {
    folder,
    environment: { DATA_FOLDER: join(folder, 'data'), BUNDLE: bundle, WEB_PORT: '0' },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

export interface Ended {
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
}

export interface DemoProcess {
  readonly child: ChildProcess;
  /** Resolves when it has said where the chat is. */
  readonly address: Promise<string>;
  readonly ended: Promise<Ended>;
}

export function startDemoProcess(
  environment: DemoFolder['environment'],
  args: readonly string[] = [],
): DemoProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main/demo.ts', ...args], {
    cwd: root,
    env: { ...process.env, ...environment },
    // Over the channel it learns that the tests were killed, and ends.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('the demo has no output');
  let output = '';
  let errors = '';
  stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const address = new Promise<string>((done, failed) => {
    stdout.on('data', (data: Buffer) => {
      output += data.toString();
      const found = /http:\/\/\S+/.exec(output)?.[0];
      if (found !== undefined) done(found);
    });
    child.once('exit', () => {
      failed(new Error(`the demo ended: ${output}${errors}`));
    });
  });
  address.catch(() => undefined);
  const ended = once(child, 'close').then(() => ({ status: child.exitCode, output, errors }));
  return { child, address, ended };
}

/** Seconds of processor time that a process has used; `ps` says "[[days-]hours:]minutes:seconds". */
export function processorSeconds(pid = 0): number {
  const time = execFileSync('ps', ['-o', 'time=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  return time.split(/[-:]/).reduce((total, part, i, { length }) => {
    const factor = [1, 60, 3600, 86_400][length - 1 - i] ?? 0;
    return total + Number(part) * factor;
  }, 0);
}
