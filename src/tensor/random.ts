/** @file Seeded random numbers: sfc32, 128 bits of state, so that hundreds of thousands of seeds give no twins. */

export interface Random {
  /** Uniform in [0, 1). */
  readonly next: () => number;
  readonly range: (low: number, high: number) => number;
  /** Uniform integer in [0, count). */
  readonly below: (count: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(list: readonly [T, ...T[]]) => T;
  /** A key of the table, with odds in proportion to its weight. */
  readonly weighted: <K extends string>(weights: Readonly<Record<K, number>>) => K;
  /** Standard normal. */
  readonly normal: () => number;
  readonly fillNormal: (target: Float32Array, standardDeviation?: number) => Float32Array;
  readonly shuffle: <T>(list: readonly T[]) => T[];
}

/** Four 32-bit lanes mixed over the text's characters (the cyrb128 construction). */
function hash128(text: string): [number, number, number, number] {
  let [a, b, c, d] = [1779033703, 3144134277, 1013904242, 2773480762];
  for (let i = 0; i < text.length; i++) {
    const k = text.charCodeAt(i);
    a = b ^ Math.imul(a ^ k, 597399067);
    b = c ^ Math.imul(b ^ k, 2869860233);
    c = d ^ Math.imul(c ^ k, 951274213);
    d = a ^ Math.imul(d ^ k, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  return [a, b, c, d];
}

/** The same (seed, stream) gives the same numbers on every machine; streams of one seed are independent. */
export function seededRandom(seed: number | string, stream = ''): Random {
  let [a, b, c, d] = hash128(`${stream}\u0000${seed}`);
  const bits = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 15; i++) bits();
  const next = (): number => bits() / 4294967296;
  const below = (count: number): number => Math.floor(next() * count);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    below,
    normal,
    range: (low, high) => low + (high - low) * next(),
    chance: (probability) => next() < probability,
    pick: (list) => list[below(list.length)] ?? list[0],
    weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
      const entries = Object.entries(weights) as [K, number][];
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      const found = entries.find(([, weight]) => (left -= weight) < 0) ?? entries.at(-1);
      if (found === undefined) throw new RangeError('weighted: an empty table');
      return found[0];
    },
    fillNormal(target, standardDeviation = 1) {
      for (let i = 0; i < target.length; i += 2) {
        const radius = standardDeviation * Math.sqrt(-2 * Math.log(1 - next()));
        const angle = 2 * Math.PI * next();
        target[i] = radius * Math.cos(angle);
        if (i + 1 < target.length) target[i + 1] = radius * Math.sin(angle);
      }
      return target;
    },
    shuffle(list) {
      const shuffled = [...list];
      for (let i = shuffled.length - 1; i > 0; i--) {
        const j = below(i + 1);
        [shuffled[i], shuffled[j]] = [shuffled[j] as never, shuffled[i] as never];
      }
      return shuffled;
    },
  };
}
