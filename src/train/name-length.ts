/** @file How long a name's token embedding is: the measure for the words that stand for a person without one. */
import { join } from 'node:path';
import { z } from 'zod';
import { readJson } from '../checkpoint/stored-file.ts';
import { BUNDLE_FOLDERS } from '../pipeline/bundle.ts';
import { celebrityName } from '../toon/names.ts';
import { readTokenEmbeddings } from './token-embeddings.ts';

const vocabularySchema = z.record(z.string(), z.int().nonnegative());

/**
 * The mean length of the token embeddings of so many celebrities' names; of the whole vocabulary for 0, and where the
 * bundle's tokenizer does not know them all. Throws CheckpointError.
 */
export function nameLengthOf(bundle: string, celebrities: number): number {
  const { data, rows, width } = readTokenEmbeddings(bundle);
  const ids = namesOf(bundle, celebrities) ?? Array.from({ length: rows }, (_, id) => id);
  const lengthOf = (id: number): number => Math.hypot(...data.subarray(id * width, (id + 1) * width));
  return ids.reduce((sum, id) => sum + lengthOf(id), 0) / ids.length;
}

/** Each person's own token: the second of their name. */
function namesOf(bundle: string, celebrities: number): readonly number[] | undefined {
  if (celebrities === 0) return undefined;
  const path = join(bundle, BUNDLE_FOLDERS.tokenizer, 'vocab.json');
  const vocabulary = new Map(Object.entries(vocabularySchema.parse(readJson(path))));
  const ids = Array.from({ length: celebrities }, (_, person) =>
    vocabulary.get(`${celebrityName(person).split(' ')[1]?.toLowerCase() ?? ''}</w>`),
  );
  const known = ids.filter((id) => id !== undefined);
  return known.length === celebrities ? known : undefined;
}
