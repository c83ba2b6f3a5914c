/** @file A bundle's tokenizer/ folder, in the files that transformers' CLIPTokenizer reads and writes. */
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CheckpointError } from '../errors.ts';
import type { Merge } from './byte-pair.ts';
import {
  createTokenizer,
  type SpecialTokens,
  type Tokenizer,
  type TokenizerDefinition,
} from './tokenizer.ts';

const vocabularySchema = z.record(z.string(), z.int().nonnegative());

/** transformers writes a special token as its text or as an object with its text. */
const tokenSchema = z
  .union([z.string(), z.object({ content: z.string() }).transform(({ content }) => content)])
  .optional();

const specialSchema = z.object({
  bos_token: tokenSchema,
  eos_token: tokenSchema,
  pad_token: tokenSchema,
  unk_token: tokenSchema,
});

/** Without a bound of its own, CLIP's 77 positions. transformers writes 1e30 for "no bound". */
const configSchema = specialSchema.extend({ model_max_length: z.number().min(3).default(77) });

/** CLIP's own special tokens; it pads with the end token. */
const CLIP_SPECIAL = { start: '<|startoftext|>', end: '<|endoftext|>' };

/** transformers reads no more merges than CLIP has. */
const MAX_MERGES = 48_894;

/** Far more than CLIP's vocabulary takes, in bytes. */
const LARGEST_FILE = 64 * 2 ** 20;

/** Reads vocab.json, merges.txt, tokenizer_config.json, special_tokens_map.json and added_tokens.json. Throws CheckpointError. */
export async function openTokenizer(folder: string): Promise<Tokenizer> {
  const vocabulary = await parseJson(folder, 'vocab.json', vocabularySchema);
  const config = await parseJson(folder, 'tokenizer_config.json', configSchema);
  const map = await parseJson(folder, 'special_tokens_map.json', specialSchema, {});
  refuseAdded(folder, vocabulary, await parseJson(folder, 'added_tokens.json', vocabularySchema, {}));
  const special = { ...dropUndefined(map), ...dropUndefined(config) };
  const end = special.eos_token ?? CLIP_SPECIAL.end;
  return createTokenizer({
    vocabulary: new Map(Object.entries(vocabulary)),
    merges: parseMerges(await readText(folder, 'merges.txt')),
    special: {
      start: special.bos_token ?? CLIP_SPECIAL.start,
      end,
      pad: special.pad_token ?? end,
      unknown: special.unk_token ?? end,
    },
    maxLength: Math.min(config.model_max_length, 4096),
  });
}

type Vocabulary = z.infer<typeof vocabularySchema>;

/** As a pipeline leaves them that was saved with textual inversions in it; the encoding here would cut them up as any text. */
function refuseAdded(folder: string, vocabulary: Vocabulary, added: Vocabulary): void {
  const own = Object.keys(added).filter((token) => !Object.hasOwn(vocabulary, token));
  if (own.length === 0) return;
  throw new CheckpointError(
    `${join(folder, 'added_tokens.json')}: ${own.slice(0, 5).join(', ')} are words beyond vocab.json; take the model as it was before they were added, and keep them as textual-inversion files`,
  );
}

/** Writes the four files so that Python's CLIPTokenizer.from_pretrained(folder) gives the same ids. */
export async function writeTokenizer(folder: string, definition: TokenizerDefinition): Promise<void> {
  const { vocabulary, merges, special, maxLength } = definition;
  const map = specialTokensMap(special);
  const config = {
    ...map,
    add_prefix_space: false,
    do_lower_case: true,
    errors: 'replace',
    model_max_length: maxLength,
    tokenizer_class: 'CLIPTokenizer',
  };
  await mkdir(folder, { recursive: true });
  const lines = merges.map(([left, right]) => `${left} ${right}\n`);
  await writeFile(join(folder, 'merges.txt'), `#version: 0.2\n${lines.join('')}`);
  await writeFile(join(folder, 'vocab.json'), `${JSON.stringify(Object.fromEntries(vocabulary))}\n`);
  await writeFile(join(folder, 'tokenizer_config.json'), `${JSON.stringify(config, undefined, 2)}\n`);
  await writeFile(join(folder, 'special_tokens_map.json'), `${JSON.stringify(map, undefined, 2)}\n`);
}

const specialTokensMap = (special: SpecialTokens): Record<string, string> => ({
  bos_token: special.start,
  eos_token: special.end,
  pad_token: special.pad,
  unk_token: special.unknown,
});

function parseMerges(text: string): Merge[] {
  const lines = text
    .trim()
    .split('\n')
    .slice(1, MAX_MERGES + 1);
  return lines.map((line, i) => {
    const [left, right, ...rest] = line.trim().split(' ');
    if (left === undefined || right === undefined || rest.length > 0) {
      throw new CheckpointError(`merges.txt: line ${i + 2} is ${JSON.stringify(line)}, expected two symbols`);
    }
    return [left, right];
  });
}

async function parseJson<T>(
  folder: string,
  file: string,
  schema: z.ZodType<T>,
  fallback?: unknown,
): Promise<T> {
  const text = await readText(folder, file, fallback === undefined ? undefined : JSON.stringify(fallback));
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new CheckpointError(`${join(folder, file)} is not JSON`, { cause });
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new CheckpointError(`${join(folder, file)}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

async function readText(folder: string, file: string, fallback?: string): Promise<string> {
  const path = join(folder, file);
  try {
    const status = await stat(path);
    // A link may lead to a pipe or a device, which never end.
    if (!status.isFile() || status.size > LARGEST_FILE) throw new Error(`${status.size} bytes, or no file`);
    return await readFile(path, 'utf8');
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    if (isMissing && fallback !== undefined) return fallback;
    throw new CheckpointError(`the tokenizer's ${file} cannot be read in ${folder}`, { cause });
  }
}

const dropUndefined = <T extends object>(object: T): Partial<T> =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Partial<T>;
