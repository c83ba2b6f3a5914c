/** @file From a face's proportions to the drawn world's parameters. */
import { expect, it } from 'vitest';
import { seenBrows } from '../../../src/face/photo/toonify/brows.ts';
import { drawnTraits } from '../../../src/face/photo/toonify/lines.ts';
import type { Proportions } from '../../../src/face/photo/toonify/proportions.ts';
import { MESH } from '../../../src/face/photo/mesh.ts';
import type { FaceView } from '../../../src/face/photo/face-view.ts';

/** The mean of 98 photographed people. */
const MEAN: Proportions = {
  chin: 1.538,
  jaw: 0.801,
  point: 0.32,
  eyeSpacing: 0.4655,
  eyeWidth: 0.2032,
  eyeOpen: 0.2805,
  eyeTilt: 2.13,
  browThickness: 0.0677,
  browGap: 0.1893,
  browSlope: 0.1242,
  browArch: 0.1342,
  noseLength: 0.3795,
  noseWidth: 0.31,
  mouthWidth: 0.411,
  lipHeight: 0.207,
  mouthHeight: 0.385,
  mouthLift: 0.024,
};

it('draws the mean of people as the mean of the drawn world', () => {
  const traits = drawnTraits(MEAN, false);
  const expected = {
    chin: 1.402,
    jaw: 0.801,
    point: 0.417,
    eyeSpacing: 0.473,
    eyeWidth: 0.276,
    eyeOpen: 0.711,
    eyeTilt: 1.25,
    browGap: 7.58,
    browSlope: -0.5,
    browArch: 2.93,
    noseLength: 0.285,
    noseWidth: 0.202,
    mouthWidth: 0.354,
    lipHeight: 0.09,
    mouthHeight: 0.484,
    mouthLift: 1.16,
  };
  for (const [trait, mean] of Object.entries(expected)) {
    expect(Math.abs((traits[trait as keyof typeof traits] - mean) / mean), trait).toBeLessThan(0.02);
  }
});

it('draws what varies from photo to photo of one person less than what stays', () => {
  const changed = { ...MEAN, eyeTilt: MEAN.eyeTilt + 1.3, eyeWidth: MEAN.eyeWidth + 0.0076 };
  const [usual, other] = [drawnTraits(MEAN, false), drawnTraits(changed, false)];
  // One standard deviation of people each; the drawn world's are 7.9 degrees and 0.049.
  expect((other.eyeTilt - usual.eyeTilt) / 7.9).toBeLessThan(0.1);
  expect((other.eyeWidth - usual.eyeWidth) / 0.049).toBeGreaterThan(0.7);
});

it.each([
  ['a photograph', false],
  ['a drawing', true],
])('keeps within what the world draws, however odd the face of %s', (_, isDrawn) => {
  const odd = (factor: number): Proportions =>
    Object.fromEntries(Object.entries(MEAN).map(([name, v]) => [name, v * factor])) as unknown as Proportions;
  for (const factor of [-3, 0, 0.5, 2, 10]) {
    const { chin, eyeOpen, eyeTilt, mouthWidth } = drawnTraits(odd(factor), isDrawn);
    expect([chin >= 1.12 && chin <= 1.75, eyeOpen >= 0.5 && eyeOpen <= 0.9]).toEqual([true, true]);
    expect([Math.abs(eyeTilt) <= 15, mouthWidth >= 0.22 && mouthWidth <= 0.5]).toEqual([true, true]);
  }
});

/** Eyes 50 pixels apart; brows of a thickness above them, dark hair from `hairAt` eye distances up. */
function facePainted(thickness: number, hairAt: number): FaceView {
  const eyes = [
    [70, 100],
    [120, 100],
  ] as const;
  const at: FaceView['at'] = ([, y]) => {
    const up = (100 - y) / 50;
    const isDark = up < 0.08 || Math.abs(up - 0.4) < thickness / 2 || up > hairAt;
    return isDark ? [40, 30, 20] : [220, 180, 150];
  };
  return {
    size: 192,
    point: (numbers) => (numbers === MESH.leftEye ? eyes[0] : eyes[1]),
    at,
    isSeen: () => true,
    colourAt: at,
  };
}

it.each([0.06, 0.12, 0.2])('measures brows that are %f eye distances thick', (thickness) => {
  expect(seenBrows(facePainted(thickness, 0.75), 187)?.thickness).toBeCloseTo(thickness, 1);
});

it('knows no brows where a fringe falls over them', () => {
  expect(seenBrows(facePainted(0.1, 0.3), 187)).toBeUndefined();
});
