/** @file What a setting is, and the forms that several have. */
import { z } from 'zod';

export interface Setting<S extends z.ZodType = z.ZodType> {
  readonly schema: S;
  /** Completes "expected ..." where a value does not fit. */
  readonly expected: string;
  readonly description: string;
  /** What holds when it is not set, in words, where the schema's own default does not say it. */
  readonly otherwise?: string;
  /** Never printed; may also stand in the file that NAME_FILE names, as container secrets do. */
  readonly secret?: boolean;
}

export const setting = <S extends z.ZodType>(definition: Setting<S>): Setting<S> => definition;

/** A whole number; from a file it is a JSON number, from the environment its digits. */
export const whole = (min: number, max: number): z.ZodType<number> =>
  z.preprocess(
    (value) => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value),
    z.number().int().min(min).max(max),
  );

export const number = (
  min: number,
  max: number,
  fallback: number,
  description: string,
): Setting<z.ZodDefault<z.ZodType<number>>> => ({
  schema: whole(min, max).default(fallback),
  expected: `a whole number from ${min} to ${max}`,
  description,
});

export const host = (description: string): Setting<z.ZodDefault<z.ZodString>> => ({
  schema: z
    .string()
    .regex(/^[\w.:-]+$/)
    .default('127.0.0.1'),
  expected: 'a host name or an address to listen on',
  description,
});
