/** @file How long a name's token embedding is: the measure for the words that stand for a person without one. */
import { join } from 'node:path';
import { readTensor } from '../checkpoint/safetensors.ts';
import { locateTensors } from '../checkpoint/sharded.ts';
import { CheckpointError } from '../errors.ts';
import { TOKEN_EMBEDDING_KEY } from '../models/clip-text.ts';
import { BUNDLE_FOLDERS } from '../pipeline/bundle.ts';
import { encodeText } from '../tokenizer/tokenizer.ts';
import { celebrityName } from '../toon/names.ts';
import { toonTokenizer } from './datasets/toon-tokenizer.ts';

/**
 * The mean length of the token embeddings of the bundle's celebrities' names; of the whole vocabulary where it has none
 * of ours. Throws CheckpointError.
 */
export function nameLengthOf(bundle: string, celebrities: number): number {
  const folder = join(bundle, BUNDLE_FOLDERS.textEncoder);
  const located = locateTensors(folder).get(TOKEN_EMBEDDING_KEY);
  if (located === undefined) throw new CheckpointError(`${folder}: ${TOKEN_EMBEDDING_KEY} is missing`);
  const { data, shape } = readTensor(located.file, TOKEN_EMBEDDING_KEY);
  const [rows = 0, width = 0] = shape;
  const ids = celebrities === 0 ? Array.from({ length: rows }, (_, id) => id) : namesOf(celebrities);
  const lengthOf = (id: number): number => Math.hypot(...data.subarray(id * width, (id + 1) * width));
  return ids.reduce((sum, id) => sum + lengthOf(id), 0) / ids.length;
}

/** Each person's own token: the second of their name. */
function namesOf(celebrities: number): number[] {
  const tokenizer = toonTokenizer(celebrities);
  return Array.from({ length: celebrities }, (_, person) => {
    const [, own] = encodeText(tokenizer, celebrityName(person));
    if (own === undefined) throw new RangeError(`celebrity ${person} has no name of their own`);
    return own;
  });
}
