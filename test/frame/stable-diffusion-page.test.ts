/** @file What docs/stable-diffusion.md tells people to type works, in its order, on a tiny bundle in the published layout. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { encodeJpeg } from '../../src/image/encode-lossy.ts';
import { encodePng } from '../../src/image/encode-png.ts';
import { runSubcommand } from '../../src/main/subcommands.ts';
import { writeIdentityFile } from '../../src/pipeline/identity-file.ts';
import { type LossySource, startLossySource } from '../helpers/lossy-source.ts';
import { keepPrinted } from '../helpers/printed.ts';
import {
  goldenControl,
  goldenWord,
  writeStableDiffusionLayout,
  writeTinyControlNet,
} from '../helpers/stable-diffusion-layout.ts';

/** Commands of the fenced shell blocks, lines that go on joined. */
const commands = [...readFileSync('docs/stable-diffusion.md', 'utf8').matchAll(/^ *```sh\n(.*?)^ *```/gms)]
  .flatMap((block) =>
    (block[1] ?? '')
      .replace(/\\\n */g, '')
      .trim()
      .split('\n'),
  )
  .map((line) => line.trim());

interface Command {
  readonly bundle: string | undefined;
  readonly words: readonly string[];
}

/** As a shell would, for one variable, words and double quotes. */
function parse(line: string): Command {
  const [, bundle, rest = ''] = /^(?:BUNDLE=(\S+) )?npm run dreamidentity -- (.*)$/.exec(line) ?? [];
  const words = [...rest.matchAll(/"([^"]*)"|(\S+)/g)].map((word) => word[1] ?? word[2] ?? '');
  return { bundle, words };
}

let root: string;
let source: LossySource;
let printed: ReturnType<typeof keepPrinted>;
const at = (name: string): string => join(root, name);

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'sd-page-'));
  source = await startLossySource({ files: new Map() });
  await writeStableDiffusionLayout(at('stable-diffusion-2-1-base'));
  writeTinyControlNet(at('net'));
  writeFileSync(at('learned_embeds.safetensors'), writeIdentityFile(goldenWord(), 'tiny'));
  writeFileSync(at('me.jpg'), await encodeJpeg(goldenControl()));
  writeFileSync(at('pose.png'), await encodePng(goldenControl()));
  vi.stubEnv('DATA_FOLDER', at('data'));
  vi.stubEnv('THREADS', '1');
}, 120_000);
afterAll(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await source.close();
  rmSync(root, { recursive: true });
});
beforeEach(() => {
  printed = keepPrinted();
});

/** The page's files lie in our folder, its size suits the tiny bundle, and one step is enough. */
function here(words: readonly string[]): string[] {
  const local = words.map((word) => {
    if (word.startsWith('/path/to/')) return at(word.slice('/path/to/'.length));
    if (word === '512x768') return '64x96';
    return /^[\w-]+\.(png|jpg|safetensors)$/.test(word) ? at(word) : word;
  });
  return ['imagine', 'encode'].includes(words[0] ?? '') ? [...local, '--steps', '1'] : local;
}

describe('the page on Stable Diffusion', () => {
  it('shows commands of ours alone', () => {
    expect(commands.length).toBeGreaterThanOrEqual(7);
    expect(commands.filter((line) => parse(line).words.length === 0)).toEqual([]);
  });

  it.each(commands)('%s', { timeout: 120_000 }, async (line) => {
    const { bundle, words } = parse(line);
    if (bundle !== undefined) vi.stubEnv('BUNDLE', bundle);
    const run = runSubcommand.bind(undefined, here(words));
    switch (words.slice(0, 2).join(' ')) {
      case 'models pull':
        // Nothing of ours has the published hashes: the command reaches its source, and that is found to be another.
        await expect(runSubcommand([...here(words), '--source', source.address])).rejects.toThrow(
          /answers with commit/,
        );
        return;
      case 'models import':
        await run();
        expect(printed.text).toMatch(/To draw with it, set BUNDLE=stable-diffusion-2-1-base/);
        // By the names that the page goes on with.
        await runSubcommand([...here(words), '--name', 'sd-2.1-base']);
        await runSubcommand(['models', 'import', at('net'), '--name', 'controlnet-sd-2.1-openpose']);
        return;
      case 'models list':
      case 'models verify':
        await run();
        expect(printed.text).toMatch(words[1] === 'list' ? /To be pulled/ : /sd-2\.1-base: whole/);
        return;
      default:
        await run();
        expect(existsSync(here(words)[words.indexOf('--out') + 1] ?? '')).toBe(true);
    }
  });
});
