/** @file The registry: which models this deployment knows, where they lie and what their files were (models.json in the data folder). */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ConfigError, UserError } from '../errors.ts';
import { MODEL_TYPES } from './catalogue.ts';

const size = z.int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const fileSchema = z.object({
  /** Below the model's folder. */
  path: z.string().min(1),
  bytes: size,
  sha256: sha256.optional(),
  /**
   * Who said what the hash must be. 'catalogue': this project, so whatever the source sends is what was published. 'source': the source
   * itself in its list, which tells a broken transfer and a later change, and not a source that publishes something else. 'recorded':
   * nobody, it is what was found the first time.
   */
  trust: z.enum(['catalogue', 'source', 'recorded']).optional(),
});

const partSchema = z.object({
  name: z.string(),
  tensors: size,
  parameters: size,
  /** Tensors by the dtype they are stored in. */
  dtypes: z.record(z.string(), size),
});

const originSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('import') }),
  z.object({
    kind: z.literal('pull'),
    repository: z.string(),
    /** The commit. */
    revision: z.string(),
    licence: z.string(),
    licenceAcceptedAt: z.iso.datetime(),
  }),
]);

const modelSchema = z.object({
  name: z.string().min(1).max(100),
  type: z.enum(MODEL_TYPES),
  folder: z.string().min(1),
  addedAt: z.iso.datetime(),
  origin: originSchema,
  parts: z.array(partSchema),
  files: z.array(fileSchema),
});

const registrySchema = z.object({ version: z.literal(1), models: z.array(modelSchema) });

export type ModelFile = z.infer<typeof fileSchema>;
export type ModelPart = z.infer<typeof partSchema>;
export type RegisteredModel = z.infer<typeof modelSchema>;

const REGISTRY_FILE = 'models.json';

/** In the order in which they were added. Throws ConfigError when the file is damaged or may not be read. */
export async function readRegistry(dataFolder: string): Promise<readonly RegisteredModel[]> {
  const path = join(dataFolder, REGISTRY_FILE);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    // Taken for empty, it would be written over by the next model that is registered.
    throw new ConfigError(`${path} cannot be read; give this user the right to, or move it away.`, { cause });
  }
  const parsed = registrySchema.safeParse(parseJson(text));
  if (!parsed.success) {
    throw new ConfigError(
      `${path} is damaged (${z.prettifyError(parsed.error)}); move it away and import again.`,
    );
  }
  return parsed.data.models;
}

/** Adds the model or takes the place of the one of its name; the file is the old or the new one, never half. */
export async function registerModel(dataFolder: string, model: RegisteredModel): Promise<void> {
  const others = (await readRegistry(dataFolder)).filter(({ name }) => name !== model.name);
  await mkdir(dataFolder, { recursive: true });
  const path = join(dataFolder, REGISTRY_FILE);
  const draft = `${path}.${process.pid}.part`;
  await writeFile(draft, `${JSON.stringify({ version: 1, models: [...others, model] }, undefined, 2)}\n`);
  await rename(draft, path);
}

/** Throws UserError that lists the known names. */
export async function findModel(dataFolder: string, name: string): Promise<RegisteredModel> {
  const models = await readRegistry(dataFolder);
  const found = models.find((model) => model.name === name);
  if (found !== undefined) return found;
  const known = models.map((model) => model.name).join(', ');
  throw new UserError(
    'unknown-model',
    known === ''
      ? `No model is called "${name}": none is registered yet (models import FOLDER).`
      : `No model is called "${name}"; there are ${known}.`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
