/** @file A pseudo word as a textual-inversion file (learned_embeds.safetensors), which other Stable Diffusion tools load. */
import { z } from 'zod';
import { UserError } from '../errors.ts';
import { decodeBfloat16 } from '../tensor/bfloat16.ts';
import { decodeFloat16 } from '../tensor/float16.ts';
import type { PseudoWord } from './pseudo-word.ts';

/** The file's only key, and the token that a prompt has there. */
const TOKEN = 'S*';

const LARGEST_FILE = 1_000_000;
const MOST_WORDS = 16;
/** Token embeddings have norms about 1; a vector beyond this is no embedding. */
const LARGEST_NORM = 1000;

const BYTES = { F32: 4, F16: 2, BF16: 2 } as const;

const DECODERS = {
  F32: (buffer: ArrayBuffer) => new Float32Array(buffer),
  F16: (buffer: ArrayBuffer) => decodeFloat16(new Uint16Array(buffer)),
  BF16: (buffer: ArrayBuffer) => decodeBfloat16(new Uint16Array(buffer)),
} as const;

const headerSchema = z.record(z.string(), z.unknown());
const entrySchema = z.object({
  dtype: z.enum(['F32', 'F16', 'BF16']),
  shape: z.array(z.int().positive().max(65_536)).min(1).max(2),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
});

/** The same pseudo word gives the same bytes; they hold nothing but its vectors and the model's name. */
export function writeIdentityFile({ count, width, vectors }: PseudoWord, model: string): Uint8Array {
  const header = JSON.stringify({
    __metadata__: { format: 'pt', model },
    [TOKEN]: { dtype: 'F32', shape: [count, width], data_offsets: [0, vectors.length * 4] },
  });
  const text = Buffer.from(header);
  const length = Math.ceil(text.length / 8) * 8;
  const bytes = Buffer.alloc(8 + length + vectors.length * 4, ' ');
  bytes.writeBigUInt64LE(BigInt(length));
  text.copy(bytes, 8);
  vectors.forEach((value, i) => bytes.writeFloatLE(value, 8 + length + i * 4));
  return bytes;
}

/**
 * Reads our own files and those of diffusers' textual inversion. `width` is the text encoder's hidden_size. Throws
 * UserError 'bad-identity-file' for anything else: a file may come from anywhere.
 */
export function readIdentityFile(bytes: Uint8Array, width: number): PseudoWord {
  const { entry, data } = parse(bytes);
  const [count = 0, found = 0] = entry.shape.length === 1 ? [1, ...entry.shape] : entry.shape;
  if (found !== width)
    throw refusal(`it was made for another model (its words are ${found} wide, expected ${width})`);
  if (count > MOST_WORDS) throw refusal(`it has ${count} words, expected at most ${MOST_WORDS}`);
  if (data.length !== count * width * BYTES[entry.dtype]) throw refusal('its size is not what it says');
  const { buffer } = Uint8Array.from(data);
  const vectors = DECODERS[entry.dtype](buffer);
  for (let word = 0; word < count; word++) {
    const norm = Math.hypot(...vectors.subarray(word * width, (word + 1) * width));
    if (!(norm <= LARGEST_NORM)) throw refusal('its numbers are no word embeddings');
  }
  return { count, width, vectors };
}

function parse(bytes: Uint8Array): {
  readonly entry: z.infer<typeof entrySchema>;
  readonly data: Uint8Array;
} {
  if (bytes.length > LARGEST_FILE) throw refusal('it is too large');
  if (bytes.length < 8) throw refusal('it is too short');
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const begin = 8 + length;
  if (begin > bytes.length) {
    throw refusal(isPickle(bytes) ? 'it is a pickle (.bin, .pt), which is a program' : 'it is cut off');
  }
  const header = headerSchema.safeParse(parseJson(bytes.subarray(8, begin)));
  if (!header.success) throw refusal('it is not a safetensors file');
  const [first, ...others] = Object.keys(header.data).filter((key) => key !== '__metadata__');
  if (others.length > 0) throw refusal('it holds more than one token');
  const entry = entrySchema.safeParse(header.data[first ?? '']);
  if (!entry.success) throw refusal('it holds no embedding');
  const [start, end] = entry.data.data_offsets;
  if (begin + end > bytes.length) throw refusal('it is cut off');
  return { entry: entry.data, data: bytes.subarray(begin + start, begin + end) };
}

/** What PyTorch saves: a ZIP archive, or in old files the pickle itself, of protocol 2 to 5. */
const isPickle = ([first, second = 0]: Uint8Array): boolean =>
  (first === 0x50 && second === 0x4b) || (first === 0x80 && second >= 2 && second <= 5);

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

const refusal = (reason: string): UserError =>
  new UserError(
    'bad-identity-file',
    `This is no identity file that I can use: ${reason}. Export one again, or register a photo.`,
  );
