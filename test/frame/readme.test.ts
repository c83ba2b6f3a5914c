/** @file What the README tells people to type works. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const text = readFileSync('README.md', 'utf8');
const pages = [
  'README.md',
  'docs/moderation.md',
  'docs/privacy.md',
  'docs/operating.md',
  'docs/architecture.md',
  'docs/decisions.md',
];
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

/** Lines of the fenced shell blocks. */
const commands = [...text.matchAll(/^```sh\n(.*?)^```/gms)].flatMap(
  (block) => block[1]?.trim().split('\n') ?? [],
);
const ours = 'npm run dreamidentity -- ';
const subcommands = commands.filter((line) => line.startsWith(ours)).map((line) => line.slice(ours.length));

/** As a shell would, for words and double quotes. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'readme-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the README', () => {
  it('names npm scripts that exist', () => {
    const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1] ?? '');
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
    expect(commands).toContain('npm test');
    expect(scripts['test']).toBeDefined();
  });

  it('shows commands of the shell that follow one another', () => {
    expect(subcommands.length).toBeGreaterThanOrEqual(4);
  });

  it.each(subcommands)('%s', { timeout: 120_000 }, (line) => {
    const words = wordsOf(line).map((word) =>
      /^[\w-]+\.(png|safetensors)$/.test(word) ? join(folder, word) : word,
    );
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'src/main/cli.ts', ...words], {
      encoding: 'utf8',
    });
    expect([status, stderr.replace(/^.*steps.*\n/gm, '')]).toEqual([0, '']);
    const made = words[words.indexOf('--out') + 1] ?? '';
    expect(existsSync(made)).toBe(true);
  });
});

describe.each(pages)('%s', (page) => {
  it('links to files that exist', () => {
    const base = join(page, '..');
    const links = [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(
      (match) => match[1] ?? '',
    );
    expect(links.filter((link) => !existsSync(join(base, link)))).toEqual([]);
  });
});
