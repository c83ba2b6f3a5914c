/** @file The paper's tables 2, 5 and 6: the encoder behind each row, and what the paper measured of it. */
import type { RowEncoder } from './row-encoder.ts';

export interface TableRow {
  readonly name: string;
  readonly encoder: RowEncoder;
  readonly paper: { readonly textAlignment: number; readonly faceSimilarity: number };
}

export interface Table {
  readonly number: 2 | 5 | 6;
  readonly title: string;
  readonly rows: readonly TableRow[];
  /** The paper's picture of the same comparison, and the prompt that it shows. */
  readonly figure: { readonly number: number; readonly prompt: string };
}

const M2: RowEncoder = { backbone: 'vit', scales: 'multi', words: 2, data: 'both' };
const CHEF = 'S* as a chef, looking at the camera';
const POLICE = 'S* as a police, looking at the camera';

const row = (
  name: string,
  changes: Partial<RowEncoder>,
  textAlignment: number,
  faceSimilarity: number,
): TableRow => ({ name, encoder: { ...M2, ...changes }, paper: { textAlignment, faceSimilarity } });

export const TABLES: Readonly<Record<'2' | '5' | '6', Table>> = {
  '2': {
    number: 2,
    title: 'the ID encoder, its scales and its words',
    rows: [
      row('CLIP, last layer, one word', { backbone: 'clip', scales: 'last', words: 1 }, 0.229, 0.266),
      row('face ViT, last layer, one word', { scales: 'last', words: 1 }, 0.228, 0.302),
      row('+ multi-scale features', { words: 1 }, 0.229, 0.412),
      row('+ two words (M²)', {}, 0.228, 0.467),
    ],
    figure: { number: 4, prompt: CHEF },
  },
  '5': {
    number: 5,
    title: 'what the encoder learns from',
    rows: [
      row('reconstruction alone', { data: 'reconstruction' }, 0.213, 0.38),
      row('self-augmented alone', { data: 'self-augmented' }, 0.216, 0.348),
      row('both', {}, 0.228, 0.467),
    ],
    figure: { number: 7, prompt: POLICE },
  },
  '6': {
    number: 6,
    title: 'how many words stand for a person',
    rows: [
      row('one word', { words: 1 }, 0.229, 0.412),
      row('two words', {}, 0.228, 0.462),
      row('three words', { words: 3 }, 0.188, 0.472),
    ],
    figure: { number: 8, prompt: POLICE },
  },
};

/** The encoders behind some tables' rows, each once: tables share them. */
export const encodersOf = (tables: readonly Table[]): RowEncoder[] => [
  ...new Map(
    tables.flatMap(({ rows }) => rows).map(({ encoder }) => [JSON.stringify(encoder), encoder]),
  ).values(),
];
