/** @file House rules about files that no linter has. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const rooms = ['src', 'commands', 'workers', 'bench', 'test', 'deploy'];
const files = rooms.flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: 'utf8' }).map((path) => join(room, path)),
);
const sources = files.filter((path) => /\.(ts|tsx|mjs|cjs)$/.test(path));

describe('every source file', () => {
  it('says on its first lines what it is', () => {
    const silent = sources.filter(
      (path) => !/^(#!.*\n)?\/\*\*\s+(\* )?@file \S/.test(readFileSync(path, 'utf8')),
    );
    expect(silent).toEqual([]);
  });

  it('has a name in kebab case that says more than utils, helpers, common, manager or types', () => {
    const odd = sources.filter((path) => {
      const name = basename(path).replace(/(\.test|\.d)?\.\w+$/, '');
      return (
        !/^[a-z0-9]+([-.][a-z0-9]+)*$/.test(name) || /^(utils?|helpers?|common|manager|types)$/.test(name)
      );
    });
    expect(odd).toEqual([]);
  });
});

describe('the project', () => {
  it('holds no Python but what runs the reference implementations: generators of golden tensors, contenders of a benchmark', () => {
    const python = files.filter((path) => /\.(py|ipynb)$/.test(path));
    const places = [join('test', 'golden'), 'bench'];
    expect(python.filter((path) => !places.some((place) => path.startsWith(place)))).toEqual([]);
  });
});
