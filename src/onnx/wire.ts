/** @file The protobuf wire format, writing side. A field is a list of chunks, so that nesting copies no large bytes. */

export interface Field {
  readonly chunks: readonly Uint8Array[];
  readonly length: number;
}

const VARINT = 0;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;
/** Messages below this many bytes are joined into one chunk. */
const JOIN_BELOW = 4096;

const text = new TextEncoder();

/** Little-endian groups of seven bits; negative numbers are 64-bit two's complement, ten bytes long. */
function varint(value: number): number[] {
  if (value < 0) return negativeVarint(value);
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
  return bytes;
}

function negativeVarint(value: number): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest >= 0x80n) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return bytes;
}

const chunk = (bytes: Uint8Array): Field => ({ chunks: [bytes], length: bytes.length });

const tag = (field: number, wireType: number): number[] => varint(field * 8 + wireType);

/** An int32, int64 or enum; `value` is a safe integer. */
export const intField = (field: number, value: number): Field =>
  chunk(Uint8Array.from([...tag(field, VARINT), ...varint(value)]));

export function floatField(field: number, value: number): Field {
  const bytes = new Uint8Array(Float32Array.of(value).buffer);
  return chunk(Uint8Array.from([...tag(field, FIXED32), ...bytes]));
}

export const bytesField = (field: number, bytes: Uint8Array): Field => lengthDelimited(field, chunk(bytes));

export const stringField = (field: number, value: string): Field => bytesField(field, text.encode(value));

export const messageField = (field: number, fields: readonly Field[]): Field =>
  lengthDelimited(field, concatenate(fields));

function lengthDelimited(field: number, content: Field): Field {
  const head = Uint8Array.from([...tag(field, LENGTH_DELIMITED), ...varint(content.length)]);
  const whole = { chunks: [head, ...content.chunks], length: head.length + content.length };
  return whole.length < JOIN_BELOW ? chunk(toBytes(whole)) : whole;
}

function concatenate(fields: readonly Field[]): Field {
  return {
    chunks: fields.flatMap(({ chunks }) => chunks),
    length: fields.reduce((sum, { length }) => sum + length, 0),
  };
}

function toBytes({ chunks, length }: Field): Uint8Array {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const part of chunks) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

/** The bytes of a top-level message. */
export const encodeMessage = (fields: readonly Field[]): Uint8Array => toBytes(concatenate(fields));
