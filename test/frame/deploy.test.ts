/** @file Containers and units agree with the settings, the sources and each other. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { environmentName, settings } from '../../src/main/settings.ts';

const files = [
  'deploy/Dockerfile',
  'deploy/Dockerfile.cuda',
  'deploy/compose.yaml',
  'deploy/systemd/dreamidentity-bot.service',
  'deploy/systemd/dreamidentity-worker.service',
];
const known = new Set(
  Object.keys(settings).flatMap((name) => [environmentName(name), `${environmentName(name)}_FILE`]),
);
/** Names of others: Node's, and the runtime's installer's. */
const foreign = new Set(['NODE_ENV', 'ONNXRUNTIME_NODE_INSTALL']);

describe.each(files)('%s', (file) => {
  const text = readFileSync(file, 'utf8').replace(/^\s*#.*$/gm, '');

  it('sets only settings that exist', () => {
    const names = [...text.matchAll(/\b([A-Z]+(?:_[A-Z]+)+)(?:=|: )/g)].map((match) => match[1] ?? '');
    expect(names.filter((name) => !known.has(name) && !foreign.has(name))).toEqual([]);
  });

  it('starts programs whose sources exist', () => {
    const programs = [...text.matchAll(/dist\/(src\/main\/[\w-]+)\.js/g)].map(
      (match) => `${match[1] ?? ''}.ts`,
    );
    expect(programs.filter((program) => !existsSync(program))).toEqual([]);
  });
});

describe.each(['deploy/Dockerfile', 'deploy/Dockerfile.cuda'])('%s', (file) => {
  const copied = [...readFileSync(file, 'utf8').matchAll(/^COPY (.*)$/gm)].map(([, words = '']) =>
    words.split(' '),
  );
  /** What the build stage has: this folder without what .dockerignore leaves out, what it installs and what it builds. */
  const ignored = readFileSync('.dockerignore', 'utf8').trim().split('\n');
  const made = ['node_modules', 'dist'];

  it('copies only what is there', () => {
    const own = copied.flatMap(([first = '', ...rest]) =>
      first === '--from=build' && rest[0]?.startsWith('/app/') === true
        ? rest.slice(0, -1).map((path) => path.replace('/app/', ''))
        : first.startsWith('--from')
          ? []
          : [first, ...rest].slice(0, -1),
    );
    expect(own.length).toBeGreaterThan(5);
    const missing = own.filter(
      (path) => !made.includes(path) && (!existsSync(path) || ignored.includes(path)),
    );
    expect(missing).toEqual([]);
  });

  it('copies no secret, and nothing that a running program keeps', () => {
    const kept = readFileSync('.gitignore', 'utf8').trim().split('\n');
    expect(kept).toContain('deploy/secrets/');
    expect(kept.map((path) => path.replace(/\/$/, '')).filter((path) => !ignored.includes(path))).toEqual([]);
  });

  it('takes all that the program starts from', () => {
    const program = copied.filter(([from]) => from === '--from=build').flat();
    for (const part of ['package.json', 'node_modules', 'dist', 'weights'])
      expect(program).toContain(`/app/${part}`);
    expect(ignored.filter((path) => path === 'weights' || path.startsWith('weights/toon'))).toEqual([]);
  });
});

describe('the container images', () => {
  it('use the Node that package.json asks for', () => {
    const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } };
    for (const file of ['deploy/Dockerfile', 'deploy/Dockerfile.cuda']) {
      expect(readFileSync(file, 'utf8')).toContain(`FROM node:${engines.node.replace('>=', '')}`);
    }
  });
});
