/** @file Shots and contexts from seeds. */
import { describe, expect, it } from 'vitest';
import { ACCESSORIES, accessoryOf } from '../../src/toon/accessories/index.ts';
import { contextOf } from '../../src/toon/context.ts';
import { JOBS } from '../../src/toon/jobs/index.ts';
import { PLACES } from '../../src/toon/places/index.ts';
import { portraitShotOf, shotOf } from '../../src/toon/shot.ts';

const contexts = Array.from({ length: 4000 }, (_, seed) => contextOf(seed));

describe('shotOf', () => {
  it('gives the same shot for the same seed, and others for other seeds and texts', () => {
    expect(shotOf(7)).toEqual(shotOf(7));
    expect(shotOf('7b')).not.toEqual(shotOf(7));
    expect(shotOf(8)).not.toEqual(shotOf(7));
  });

  it('gives a straight look into the camera for portraits', () => {
    expect(portraitShotOf(7)).toMatchObject({ tilt: 0, turn: 0, camera: true, expression: 'neutral' });
    expect(portraitShotOf(7).backdrop).toBe(shotOf(7).backdrop);
  });
});

describe('contextOf', () => {
  it('gives every job, accessory and place to some seed', () => {
    expect(new Set(contexts.map(({ job }) => job)).size).toBe(Object.keys(JOBS).length + 1);
    expect(new Set(contexts.map(({ accessory }) => accessory)).size).toBe(
      Object.keys(ACCESSORIES).length + 1,
    );
    expect(new Set(contexts.map(({ place }) => place)).size).toBe(Object.keys(PLACES).length + 1);
  });

  it('never puts a second hat on a job', () => {
    const hats = contexts.filter(
      ({ job, accessory }) =>
        job !== undefined && accessory !== undefined && accessoryOf(accessory).hat !== undefined,
    );
    expect(hats).toEqual([]);
  });
});
