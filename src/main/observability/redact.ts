/** @file What must never reach a log: prompts, tokens, keys, pictures, embeddings, and whatever a refusal quotes. */
import { UserError } from '../../errors.ts';

/** Names of fields whose values are private, wherever they stand. */
export const privateNames: readonly string[] = [
  'prompt',
  'negativePrompt',
  'negative',
  'text',
  'content',
  'token',
  'secret',
  'password',
  'authorization',
  'cookie',
  'redisUrl',
  'keyRing',
  'key',
  'keys',
  'selfie',
  'photo',
  'face',
  'image',
  'images',
  'picture',
  'pictures',
  'preview',
  'png',
  'attachments',
  'embedding',
  'descriptor',
  'vectors',
  'pseudoWords',
  'fields',
  'options',
  'data',
  'returnvalue',
];
const privateFields = new Set(privateNames.map((name) => name.toLowerCase()));
const MAX_DEPTH = 6;
const MAX_LENGTH = 2000;

/** A copy of `value` that is safe to write down; binary data becomes its size. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return shorten(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'function') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer || value instanceof SharedArrayBuffer) {
    return `[${value.byteLength} bytes]`;
  }
  if (value instanceof Error) return describeError(value, depth);
  if (value instanceof Date) return value.toISOString();
  if (depth >= MAX_DEPTH) return '[deeper]';
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      privateFields.has(name.toLowerCase()) && item !== undefined ? '[private]' : redact(item, depth + 1),
    ]),
  );
}

/** A refusal's sentence may quote the prompt, so its id speaks for it. */
function describeError(error: Error, depth: number): Readonly<Record<string, unknown>> {
  if (error instanceof UserError) return { type: error.name, id: error.id };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const cause =
    error.cause === undefined || depth >= MAX_DEPTH ? {} : { cause: redact(error.cause, depth + 1) };
  return {
    type: error.name,
    message: shorten(error.message),
    ...code,
    stack: shorten(error.stack ?? ''),
    ...cause,
  };
}

const shorten = (text: string): string =>
  text.length <= MAX_LENGTH ? text : `${text.slice(0, MAX_LENGTH)}... (${text.length} characters)`;
