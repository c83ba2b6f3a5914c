/** @file Sentences that were kept: in a queue, in a log. */
import { z } from 'zod';
import type { Phrase } from '../say.ts';

const valueSchema: z.ZodType = z.lazy(() =>
  z.union([
    z.string(),
    z.number(),
    z.object({ day: z.string() }),
    wordedSchema,
    z.array(z.union([z.string(), wordedSchema])),
  ]),
);
const wordedSchema = z.object({
  say: z.string().max(600),
  values: z.array(valueSchema).max(20),
  capital: z.boolean().optional(),
});

export const phraseSchema = z.custom<Phrase>((given) => wordedSchema.safeParse(given).success);
