/** @file Worker threads that start from a .ts source under any runner and from the built .js alike. */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import './no-telemetry.ts';

const isBuilt = import.meta.url.endsWith('.js');

/** Where a module named by its source lies now: `./x.ts` beside a built file is `./x.js`. */
export const moduleUrl = (source: URL): URL =>
  isBuilt ? new URL(source.href.replace(/\.ts$/, '.js')) : source;

/** Starts the module `source` (`new URL('./x.ts', import.meta.url)`) on a thread. */
export function spawnWorker(source: URL): Worker {
  const url = moduleUrl(source);
  if (url.pathname.endsWith('.js')) return new Worker(url, { execArgv: [] });
  return new Worker(bootstrap(url), { execArgv: [], eval: true });
}

/** A thread does not inherit the loader of its runner (tsx or vitest), so it registers tsx's own before anything else. */
function bootstrap(url: URL): string {
  const manifest = pathToFileURL(createRequire(import.meta.url).resolve('tsx/package.json'));
  const tsx = new URL('dist/esm/api/index.mjs', manifest);
  return `import(${JSON.stringify(tsx.href)}).then(({ register }) => {
    register();
    return import(${JSON.stringify(url.href)});
  });`;
}
