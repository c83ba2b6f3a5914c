/**
 * @file Compiles the sources into dist/: JavaScript for Node, and the page of the web chat as one file each of script and
 * style, under the names of their sources, so that the server finds them as it does in development.
 *
 *     node deploy/build.mjs [FOLDER]
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { extendedPath, root } from './setup/process.mjs';

const output = resolve(process.argv[2] ?? join(root, 'dist'));
const client = 'src/chat/web/client';
const bundle = ['--bundle', '--minify', '--format=esm', '--jsx=automatic', '--jsx-import-source=preact'];

process.env.PATH = extendedPath();
rmSync(output, { recursive: true, force: true });
run('tsc', '-p', 'tsconfig.build.json', '--incremental', 'false', '--outDir', output);
for (const name of ['main.tsx', 'theme-first.ts', 'styles/index.css']) {
  run(
    'esbuild',
    join(client, name),
    ...bundle,
    '--log-level=warning',
    `--outfile=${join(output, client, name)}`,
  );
}

function run(program, ...args) {
  const { status } = spawnSync(program, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
