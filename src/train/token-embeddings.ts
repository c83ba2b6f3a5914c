/** @file The token embeddings of a bundle's text encoder: what words that stand for a person begin as, and are measured by. */
import { join } from 'node:path';
import { readTensor } from '../checkpoint/safetensors.ts';
import { locateTensors } from '../checkpoint/sharded.ts';
import { CheckpointError } from '../errors.ts';
import { TOKEN_EMBEDDING_KEY } from '../models/clip-text.ts';
import { BUNDLE_FOLDERS } from '../pipeline/bundle.ts';
import { encodeText, type Tokenizer } from '../tokenizer/tokenizer.ts';

/** Where vectors begin that nothing is known of but that they stand for somebody. */
export const START_TEXT = 'person';

interface TokenEmbeddings {
  /** [rows, width] */
  readonly data: Float32Array;
  readonly rows: number;
  readonly width: number;
}

/** Throws CheckpointError. */
export function readTokenEmbeddings(bundle: string): TokenEmbeddings {
  const folder = join(bundle, BUNDLE_FOLDERS.textEncoder);
  const located = locateTensors(folder).get(TOKEN_EMBEDDING_KEY);
  if (located === undefined) throw new CheckpointError(`${folder}: ${TOKEN_EMBEDDING_KEY} is missing`);
  const { data, shape } = readTensor(located.file, TOKEN_EMBEDDING_KEY);
  const [rows = 0, width = 0] = shape;
  return { data, rows, width };
}

/** [width]: the mean over the text's tokens. */
export function meanEmbedding(bundle: string, tokenizer: Tokenizer, text: string): Float32Array {
  const { data, width } = readTokenEmbeddings(bundle);
  const ids = encodeText(tokenizer, text);
  const mean = new Float32Array(width);
  for (const id of ids) {
    for (let j = 0; j < width; j++)
      mean[j] = (mean[j] as number) + (data[id * width + j] as number) / ids.length;
  }
  return mean;
}
