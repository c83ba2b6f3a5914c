/** @file The runtime as built JavaScript. */
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { matMulModel } from './models.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const built = mkdtempSync(join(tmpdir(), 'dreamidentity-built-'));

/** As the build does, but of the rooms below the runtime alone. */
beforeAll(() => {
  const sources = ['runtime', 'tensor'].flatMap((room) =>
    readdirSync(join(root, 'src', room)).map((file) => join('src', room, file)),
  );
  for (const source of [...sources, 'src/errors.ts', 'src/say.ts']) {
    const { outputText } = ts.transpileModule(readFileSync(join(root, source), 'utf8'), {
      compilerOptions: {
        target: ts.ScriptTarget.ES2023,
        module: ts.ModuleKind.ESNext,
        verbatimModuleSyntax: true,
        rewriteRelativeImportExtensions: true,
      },
    });
    const target = join(built, source.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, outputText);
  }
  writeFileSync(join(built, 'package.json'), '{"type":"module"}');
  symlinkSync(join(root, 'node_modules'), join(built, 'node_modules'));
});
afterAll(() => {
  rmSync(built, { recursive: true });
});

test('a session of the built JavaScript runs on its thread without a TypeScript loader', () => {
  const { bytes, inputs, outputs } = matMulModel(2);
  const script = `
    import { openSession } from './src/runtime/session.js';
    import { float32 } from './src/tensor/tensor.js';
    const model = { bytes: Buffer.from('${Buffer.from(bytes).toString('base64')}', 'base64'), ...${JSON.stringify({ inputs, outputs })} };
    const x = float32([2, 2], Float32Array.of(1, 2, 3, 4));
    const session = await openSession(model);
    const { y } = await session.run({ x, w: x });
    await session.close();
    console.log([...y.data].join());
  `;
  writeFileSync(join(built, 'script.js'), script);
  const output = execFileSync(process.execPath, ['script.js'], { cwd: built, encoding: 'utf8' });
  expect(output).toBe('7,10,15,22\n');
});
