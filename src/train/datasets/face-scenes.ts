/** @file Pictures for the face detector: drawn people large and small, alone, in pairs, or nobody at all. */
import type { FivePoints } from '../../face/template.ts';
import type { Random } from '../../tensor/random.ts';
import { landmarksOf } from '../../toon/landmarks.ts';
import { wear } from './aligned-faces.ts';
import {
  countOf,
  openPortraits,
  planPortrait,
  PORTRAIT_BYTES,
  PORTRAIT_SIZE,
  type PortraitSet,
} from './portraits.ts';

export interface PlacedFace {
  readonly points: FivePoints;
  readonly box: {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  };
}

export interface FaceScenes {
  /** Paints planes [3, 128, 128] in [-1, 1] at `offset`; returns the faces in them. */
  readonly paint: (random: Random, target: Float32Array, offset: number) => PlacedFace[];
  readonly close: () => void;
}

/** Where a portrait's pixels go: scene = portrait * scale + (x, y), and the columns of the scene that it may fill. */
interface Placement {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
  readonly from: number;
  readonly to: number;
}

const SIZE = PORTRAIT_SIZE;
const AREA = SIZE * SIZE;

export function openFaceScenes(set: PortraitSet, cacheFolder: string): FaceScenes {
  const portraits = openPortraits(set, cacheFolder);
  const pixels = new Uint8Array(PORTRAIT_BYTES);

  const place = (random: Random, planes: Float32Array, placement: Placement): PlacedFace => {
    const index = random.below(countOf(set));
    portraits.read(index, pixels);
    blit(pixels, planes, placement);
    return moved(landmarksOf(planPortrait(set, index), SIZE), placement);
  };

  return {
    paint(random, target, offset) {
      const planes = target.subarray(offset, offset + 3 * AREA);
      fillBackdrop(planes, random);
      const faces = layOut(random).map((placement) => place(random, planes, placement));
      const isScrambled = faces.length === 0 && random.chance(0.6);
      if (isScrambled) {
        place(random, planes, { scale: random.range(0.8, 1.5), x: 0, y: 0, from: 0, to: SIZE });
        scramble(planes, random);
      }
      wear(planes, SIZE, random);
      return faces;
    },
    close: portraits.close,
  };
}

/** Nobody, one person at any size, or two side by side. */
function layOut(random: Random): Placement[] {
  const kind = random.weighted({ nobody: 0.12, portrait: 0.33, anywhere: 0.35, pair: 0.2 });
  if (kind === 'nobody') return [];
  if (kind === 'portrait') {
    const scale = random.range(0.95, 1.15);
    const slack = SIZE * (1 - scale);
    return [
      { scale, x: slack / 2 + random.range(-6, 6), y: slack / 2 + random.range(-6, 6), from: 0, to: SIZE },
    ];
  }
  if (kind === 'anywhere') {
    const scale = random.range(0.4, 1.4);
    // The middle of a face lies near the middle of its portrait; it stays a sixth of the scene away from the rim.
    const centre = (): number => random.range(SIZE / 6, (SIZE * 5) / 6);
    return [
      { scale, x: centre() - (scale * SIZE) / 2, y: centre() - scale * SIZE * 0.45, from: 0, to: SIZE },
    ];
  }
  const split = random.range(SIZE * 0.42, SIZE * 0.58);
  const half = (from: number, to: number): Placement => {
    const scale = random.range(0.5, 0.75);
    const middle = (from + to) / 2 + random.range(-4, 4);
    return { scale, x: middle - (scale * SIZE) / 2, y: random.range(0, SIZE * (1 - scale)), from, to };
  };
  return [half(0, split), half(split, SIZE)];
}

function fillBackdrop(planes: Float32Array, random: Random): void {
  const grain = random.chance(0.4) ? random.range(0, 0.5) : 0;
  for (let channel = 0; channel < 3; channel++) {
    const level = random.range(-1, 1);
    const slope = random.range(-0.5, 0.5);
    for (let i = 0; i < AREA; i++) {
      const noise = grain === 0 ? 0 : grain * (random.next() - 0.5);
      planes[channel * AREA + i] = level + slope * (i / AREA - 0.5) + noise;
    }
  }
}

/** Bilinear, with the portrait's rim repeated nowhere: outside of it the backdrop stays. */
function blit(
  pixels: Uint8Array,
  planes: Float32Array,
  { scale, x: left, y: top, from, to }: Placement,
): void {
  for (let y = 0; y < SIZE; y++) {
    const v = (y + 0.5 - top) / scale - 0.5;
    const row = Math.floor(v);
    if (row < 0 || row + 1 >= SIZE) continue;
    for (let x = Math.max(0, Math.ceil(from)); x < Math.min(SIZE, to); x++) {
      const u = (x + 0.5 - left) / scale - 0.5;
      const column = Math.floor(u);
      if (column < 0 || column + 1 >= SIZE) continue;
      const [fu, fv] = [u - column, v - row];
      const at = (row * SIZE + column) * 3;
      for (let channel = 0; channel < 3; channel++) {
        const corner = at + channel;
        const upper = (pixels[corner] as number) * (1 - fu) + (pixels[corner + 3] as number) * fu;
        const lower =
          (pixels[corner + SIZE * 3] as number) * (1 - fu) + (pixels[corner + SIZE * 3 + 3] as number) * fu;
        planes[channel * AREA + y * SIZE + x] = (upper * (1 - fv) + lower * fv) / 127.5 - 1;
      }
    }
  }
}

function moved({ points, box }: PlacedFace, { scale, x: left, y: top }: Placement): PlacedFace {
  const move = ([x, y]: readonly [number, number]): readonly [number, number] => [
    x * scale + left,
    y * scale + top,
  ];
  const [a, b, c, d, e] = points;
  const [boxLeft, boxTop] = move([box.left, box.top]);
  const [right, bottom] = move([box.right, box.bottom]);
  return {
    points: [move(a), move(b), move(c), move(d), move(e)],
    box: { left: boxLeft, top: boxTop, right, bottom },
  };
}

/** Squares of the picture change places, so that skin, hair and clothes are there but no face is. */
function scramble(planes: Float32Array, random: Random): void {
  const side = 16;
  const across = SIZE / side;
  const order = random.shuffle(Array.from({ length: across * across }, (_, i) => i));
  const before = planes.slice();
  order.forEach((source, target) => {
    for (let channel = 0; channel < 3; channel++) {
      for (let y = 0; y < side; y++) {
        const row = (square: number): number =>
          channel * AREA + (Math.floor(square / across) * side + y) * SIZE + (square % across) * side;
        planes.set(before.subarray(row(source), row(source) + side), row(target));
      }
    }
  });
}
