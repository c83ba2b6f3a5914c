/** @file The room's own rules: every file is listed in its registry, and nothing but seeded chance is imported from outside. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOM = join(import.meta.dirname, '../../src/toon');
const files = readdirSync(ROOM, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

describe('src/toon', () => {
  it.each([
    ['hair', ['style.ts', 'strokes.ts']],
    ['jobs', ['costume.ts']],
    ['accessories', ['accessory.ts']],
    ['places', ['scenery.ts']],
    ['styles', ['raster.ts', 'texture.ts', 'strokes.ts']],
  ])('lists every file of %s in its index', (folder, shared) => {
    const index = readFileSync(join(ROOM, folder, 'index.ts'), 'utf8');
    const unlisted = readdirSync(join(ROOM, folder)).filter(
      (file) => file !== 'index.ts' && !shared.includes(file) && !index.includes(`'./${file}'`),
    );
    expect(unlisted).toEqual([]);
  });

  it('imports only itself and the seeded random numbers, so that it runs in a browser', () => {
    const foreign = files.flatMap((file) => {
      const imports = readFileSync(join(ROOM, file), 'utf8').matchAll(/from '([^']+)'/g);
      return [...imports]
        .map(([, path = '']) => (path.startsWith('.') ? join(ROOM, file, '..', path) : path))
        .filter((path) => !path.startsWith(`${ROOM}/`) && !path.endsWith('/src/tensor/random.ts'));
    });
    expect(foreign).toEqual([]);
  });
});
