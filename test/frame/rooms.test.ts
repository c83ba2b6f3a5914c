/** @file The import rules do refuse what the architecture forbids, and nothing else. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

/** [importing file, imported file or package, whether it may]. */
const imports = [
  ['src/graph/a.ts', 'src/tensor/target.ts', true],
  ['src/graph/a.ts', 'src/errors.ts', true],
  ['src/tensor/a.ts', 'src/graph/target.ts', false],
  ['src/models/a.ts', 'src/checkpoint/target.ts', true],
  ['src/nn/a.ts', 'src/models/target.ts', false],
  ['src/runtime/a.ts', 'src/tensor/target.ts', true],
  ['src/runtime/a.ts', 'src/graph/target.ts', false],
  ['src/tokenizer/a.ts', 'src/tensor/target.ts', false],
  ['src/toon/a.ts', 'src/tensor/target.ts', true],
  ['src/toon/a.ts', 'src/image/target.ts', false],
  ['src/toon/b.ts', 'node:fs', false],
  ['src/pipeline/a.ts', 'src/face/target.ts', true],
  ['src/pipeline/a.ts', 'src/train/target.ts', false],
  ['src/train/a.ts', 'src/pipeline/target.ts', true],
  ['src/train/a.ts', 'src/queue/target.ts', false],
  ['src/evaluate/a.ts', 'src/train/target.ts', true],
  ['src/identity/a.ts', 'src/tensor/target.ts', false],
  ['src/queue/a.ts', 'src/identity/target.ts', true],
  ['src/identity/b.ts', 'src/queue/target.ts', false],
  ['src/moderation/a.ts', 'src/identity/target.ts', true],
  ['src/moderation/a.ts', 'src/queue/target.ts', false],
  ['src/identity/c.ts', 'src/moderation/target.ts', false],
  ['src/chat/a.ts', 'src/moderation/target.ts', true],
  ['src/chat/a.ts', 'src/queue/target.ts', true],
  ['src/chat/b.ts', 'src/toon/target.ts', false],
  ['src/chat/web/a.ts', 'src/toon/target.ts', true],
  ['src/chat/web/b.ts', 'src/image/target.ts', false],
  ['commands/a.ts', 'src/chat/target.ts', true],
  ['commands/a.ts', 'src/pipeline/target.ts', false],
  ['workers/a.ts', 'src/pipeline/target.ts', true],
  ['workers/a.ts', 'src/chat/target.ts', false],
  ['src/main/a.ts', 'workers/target.ts', true],
  ['src/chat/c.ts', 'src/main/target.ts', false],
  ['src/image/a.ts', 'sharp', true],
  ['src/pipeline/b.ts', 'sharp', false],
  ['src/runtime/b.ts', 'onnxruntime-node', true],
  ['src/train/b.ts', 'onnxruntime-node', false],
  ['src/main/b.ts', 'vitest', false],
  ['src/attic/a.ts', 'src/errors.ts', false],
] as const;

const violationsSchema = z.object({
  summary: z.object({ violations: z.array(z.object({ from: z.string(), to: z.string() })) }),
});
let folder: string;
let refused: ReadonlySet<string>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rooms-'));
  for (const name of ['package.json', 'tsconfig.json']) symlinkSync(resolve(name), join(folder, name));
  const contents = new Map<string, string>();
  for (const [from, to] of imports) {
    const local = to.endsWith('.ts');
    const name = local ? `./${relative(dirname(from), to)}` : to;
    contents.set(local ? to : `node_modules/${to}/index.js`, '');
    const statement = local ? `import type {} from '${name}'` : `import '${name}'`;
    contents.set(from, `${contents.get(from) ?? ''}${statement};\n`);
  }
  for (const [path, content] of contents) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const run = spawnSync(
    resolve('node_modules/.bin/depcruise'),
    ['--config', resolve('.dependency-cruiser.cjs'), '--output-type', 'json', 'src', 'commands', 'workers'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 },
  );
  const { summary } = violationsSchema.parse(JSON.parse(run.stdout));
  refused = new Set(summary.violations.map(({ from, to }) => `${from} -> ${to}`));
}, 60_000);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('a file of one room', () => {
  it.each(imports)('%s importing %s is allowed: %s', (from, to, allowed) => {
    const target = to.endsWith('.ts') ? to : to.replace('node:', '');
    const found = [...refused].some((edge) => edge.startsWith(`${from} -> `) && edge.includes(target));
    expect(found).toBe(!allowed);
  });
});
