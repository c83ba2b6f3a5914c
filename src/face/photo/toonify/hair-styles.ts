/** @file The drawn world's hair styles as silhouettes around one face, and which of them a photographed head's hair is nearest to. */
import { rasterise } from '../../../image/rasterise.ts';
import { outline } from '../../../toon/face/outline.ts';
import { drawHair, HAIR_STYLES } from '../../../toon/hair/index.ts';
import { identityOf } from '../../../toon/identity.ts';
import { keysOf } from '../../../toon/keys.ts';
import type { Face, Hair, HairStyle } from '../../../toon/traits.ts';
import { hangsDown } from './hair-length.ts';
import type { HeadMap } from './head-map.ts';

/** What of the hair a silhouette tells. */
export type HairShape = Pick<Hair, 'style' | 'volume' | 'length' | 'side' | 'part'>;

/** Where hair is, 0 or 1 a cell; `even` is the mean with its mirror image. */
interface Mask {
  readonly plain: Uint8Array;
  readonly even: Float32Array;
}

interface Silhouette extends Mask {
  readonly shape: HairShape;
}

/** Cells on a side of a silhouette, and the half widths of the face that they show, to all sides of the eyes' middle. */
const GRID = 64;
const REACH = 2;
/** From the eyes' line to the chin, in half widths. */
const CHIN = 1.4;

/** A cell's middle, in half widths of the face from the eyes' middle. */
const placeOf = (n: number): number => ((n + 0.5) * 2 * REACH) / GRID - REACH;

const FACE: Face = { ...identityOf(0).face, width: 42, chin: 42 * CHIN };
const COLOURS = { hair: '#00d000', skin: '#d00000', behind: '#0000d0' } as const;
const LEVELS = [0.15, 0.5, 0.85] as const;

const SHAPES: readonly HairShape[] = keysOf(HAIR_STYLES).flatMap((style: HairStyle) =>
  LEVELS.flatMap((volume) =>
    LEVELS.flatMap((length) =>
      (['left', 'right'] as const).flatMap((side) =>
        [-0.5, 0.5].map((part): HairShape => ({ style, volume, length, side, part })),
      ),
    ),
  ),
);

let drawing: Promise<readonly Silhouette[]> | undefined;

/** Drawn when first asked for. */
const silhouettes = (): Promise<readonly Silhouette[]> => (drawing ??= drawAll());

/** Of 208: what is shaved to a shadow shows so much of its colour and more, and is hair. */
const SHADOW = 50;

/** In one sheet, each different drawing once. */
async function drawAll(): Promise<Silhouette[]> {
  const drawings = new Map<string, HairShape>();
  for (const shape of SHAPES) {
    const svg = drawingOf(shape);
    if (!drawings.has(svg)) drawings.set(svg, shape);
  }
  const columns = Math.ceil(Math.sqrt(drawings.size));
  const size = columns * GRID;
  const corner = (n: number) => ({ x: (n % columns) * GRID, y: Math.floor(n / columns) * GRID });
  const from = -REACH * FACE.width;
  const tiles = [...drawings.keys()].map((svg, n) => {
    const { x, y } = corner(n);
    return `<svg x="${x}" y="${y}" width="${GRID}" height="${GRID}" viewBox="${from} ${from} ${-2 * from} ${-2 * from}">${svg}</svg>`;
  });
  const { data } = await rasterise(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}"><rect width="${size}" height="${size}" fill="${COLOURS.behind}"/>${tiles.join('')}</svg>`,
    size,
  );
  return [...drawings.values()].map((shape, n) => {
    const { x, y } = corner(n);
    const mask = maskOf((column, row) => (data[((y + row) * size + x + column) * 3 + 1] ?? 0) > SHADOW);
    return { shape, ...mask };
  });
}

/** Hair behind the face, the face, hair before it, in the order of a portrait. */
function drawingOf(shape: HairShape): string {
  const hair: Hair = { ...identityOf(0).hair, ...shape, ...USUAL, colour: COLOURS.hair };
  const {
    back = '',
    front = '',
    over = '',
  } = drawHair({ hair, face: FACE, skin: COLOURS.skin, hatted: false });
  return `${back}<path d="${outline(FACE)}" fill="${COLOURS.skin}"/>${front}${over}`;
}

/** What of the hair is not measured. */
export const USUAL = { line: -33 } as const satisfies Partial<Hair>;

function maskOf(isHair: (column: number, row: number) => boolean): Mask {
  const plain = Uint8Array.from({ length: GRID * GRID }, (_, i) =>
    isHair(i % GRID, Math.floor(i / GRID)) ? 1 : 0,
  );
  const even = Float32Array.from(plain, (own, i) => {
    const [column, row] = [i % GRID, Math.floor(i / GRID)];
    return (own + (plain[row * GRID + GRID - 1 - column] ?? 0)) / 2;
  });
  return { plain, even };
}

/** How a head is made to fit the silhouettes. */
interface Fitting {
  /** Of these one fits best: how much wider the face is than its mesh, how much further hair stands off beside it, and how much higher. */
  readonly across: readonly number[];
  readonly beside: readonly number[];
  readonly above: readonly number[];
  /** How much the sides count; a head that is turned moves hair from one to the other. */
  readonly sides: number;
  /** What must fit better than others, by how much less its overlap counts. */
  readonly reluctance: Partial<Readonly<Record<HairStyle, number>>>;
}

/** FaceMesh sees drawn faces a tenth too narrow. */
const DRAWN: Fitting = {
  across: [1.05, 1.15],
  beside: [1],
  above: [1, 1.1, 1.2],
  sides: 0.4,
  reluctance: {},
};

/**
 * People's skulls are higher over the eyes than drawn ones, and their hair stands off further at the sides. Much hair overlaps with
 * whatever else was taken for hair, and one side's may be turned away.
 */
const PHOTOGRAPHED: Fitting = {
  across: [1],
  beside: [1, 1.3, 1.6],
  above: [1, 1.2, 1.4],
  sides: 0.1,
  reluctance: {
    afro: 0.72,
    bigcurls: 0.68,
    curly: 0.88,
    locs: 0.82,
    ponytail: 0.75,
    pigtails: 0.75,
    braid: 0.75,
    spiky: 0.9,
    mohawk: 0.9,
    wavy: 0.97,
    slick: 0.97,
  },
};

/** Between the jaw and what hangs down beside it, from half way between the eyes' line and the chin on. */
const BESIDE_JAW = Array.from({ length: GRID * GRID }, (_, i) => i).filter((i) => {
  const [u, v] = [Math.abs(placeOf(i % GRID)), placeOf(Math.floor(i / GRID)) / CHIN];
  const jaw = Math.sqrt(Math.max(0, 1 - (v / 1.1) ** 2));
  return v > 0.5 && v < 0.85 && u > jaw + 0.08 && u < jaw + 0.35;
});

/** Of drawn long hair half of it and more is hair, of other hair a ninth at most. */
const isLong = ({ even }: Mask): boolean =>
  BESIDE_JAW.reduce((sum, i) => sum + (even[i] ?? 0), 0) > 0.3 * BESIDE_JAW.length;

/**
 * The drawn hair whose silhouette overlaps best with the head's hair; bald where there is none. Of a photographed head it is known
 * better whether hair hangs down beside its jaw than what shape it has.
 */
export async function nearestHair(map: HeadMap, isDrawn: boolean): Promise<HairShape> {
  const all = await silhouettes();
  const hangs = hangsDown(map);
  const drawn = isDrawn ? all : all.filter((one) => isLong(one) === hangs);
  const { across, beside, above, sides, reluctance } = isDrawn ? DRAWN : PHOTOGRAPHED;
  let best: { readonly fit: number; readonly shape: HairShape } = {
    fit: 0,
    shape: { style: 'bald', volume: 0, length: 0, side: 'right', part: 0.5 },
  };
  for (const wide of across) {
    for (const off of beside) {
      for (const high of above) {
        const seen = seenMask(map, wide, off, high);
        for (const { shape, plain, even } of drawn) {
          const overlap = (1 - sides) * overlapOf(seen.even, even) + sides * overlapOf(seen.plain, plain);
          const fit = overlap * (reluctance[shape.style] ?? 1);
          if (fit > best.fit) best = { fit, shape };
        }
      }
    }
  }
  return best.shape;
}

function seenMask(
  { shape: { side, middle, eyes, chin, half }, labels }: HeadMap,
  across: number,
  beside: number,
  above: number,
): Mask {
  return maskOf((column, row) => {
    const [u, v] = [placeOf(column), placeOf(row)];
    const aside = Math.abs(u) > 1 ? Math.sign(u) * (1 + (Math.abs(u) - 1) * beside) : u;
    const x = Math.floor(middle + aside * half * across);
    const y = Math.floor(eyes + (v < 0 ? v * half * above : (v * (chin[1] - eyes)) / CHIN));
    return x >= 0 && y >= 0 && x < side && y < side && labels[y * side + x] === 'hair';
  });
}

/** Neither the face, which may be bearded, nor neck and clothes, and nothing so far off that it may be somebody else's. */
const COMPARED = Array.from({ length: GRID * GRID }, (_, i) => i).filter((i) => {
  const [u, v] = [Math.abs(placeOf(i % GRID)), placeOf(Math.floor(i / GRID))];
  const isBelowBrows = v > -0.1 && (u < 0.75 || Math.hypot(u / 0.92, v / CHIN) < 1);
  return u < 1.9 && v < 1.95 && !isBelowBrows;
});

/** Intersection over union. */
function overlapOf(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [both, either] = [0, 0];
  for (const i of COMPARED) {
    const [one, other] = [a[i] as number, b[i] as number];
    both += Math.min(one, other);
    either += Math.max(one, other);
  }
  return either === 0 ? 0 : both / either;
}
