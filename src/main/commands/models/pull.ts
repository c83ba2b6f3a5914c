/** @file `models pull`: a model of the catalogue, once its licence is accepted on purpose. */
import { join, resolve } from 'node:path';
import { CATALOGUE, type CatalogueEntry } from '../../../catalogue/catalogue.ts';
import { inspectModel } from '../../../catalogue/inspect.ts';
import { pullModel } from '../../../catalogue/pull.ts';
import { registerModel } from '../../../catalogue/registry.ts';
import { filesBesides } from '../../../catalogue/verify.ts';
import { UserError } from '../../../errors.ts';
import { printProgress } from '../../progress.ts';
import { loadConfig } from '../../config.ts';
import { printAdded } from './describe.ts';

interface Flags {
  readonly acceptLicence?: boolean;
  readonly float32?: boolean;
  readonly source: string;
}

export async function pull(name: string, { acceptLicence, float32, source }: Flags): Promise<void> {
  const entry = entryOf(name);
  const { licence, repository } = entry;
  if (acceptLicence !== true) throw notAccepted(entry);
  const { dataFolder } = loadConfig();
  const folder = resolve(join(dataFolder, 'models', name));
  const licenceAcceptedAt = new Date().toISOString();
  const { commit, files } = await pullModel(entry, folder, {
    source,
    precision: float32 === true ? 'float32' : 'float16',
    onProgress: megabytes(),
  });
  const inspection = await inspectModel(folder);
  const others = filesBesides(inspection, files);
  if (others.length > 0) throw otherWeights(folder, others);
  const { type, parts, remarks } = inspection;
  const addedAt = new Date().toISOString();
  const origin = {
    kind: 'pull',
    repository,
    revision: commit,
    licence: licence.name,
    licenceAcceptedAt,
  } as const;
  const model = { name, type, folder, addedAt, origin, parts: [...parts], files: [...files] };
  await registerModel(dataFolder, model);
  printAdded(model, remarks);
}

function entryOf(name: string): CatalogueEntry {
  const entry = CATALOGUE.find((candidate) => candidate.name === name);
  if (entry !== undefined) return entry;
  const known = CATALOGUE.map((candidate) => candidate.name).join(', ');
  throw new UserError('unknown-model', `The catalogue has no "${name}"; it has ${known}.`);
}

const notAccepted = ({ name, licence }: CatalogueEntry): UserError =>
  new UserError(
    'licence-not-accepted',
    `${name} is published under: ${licence.name}. ${licence.summary}\n${licence.url}\n` +
      `When you have read it and accept it: models pull ${name} --accept-licence`,
  );

/** As after a pull in the other precision. */
const otherWeights = (folder: string, paths: readonly string[]): UserError =>
  new UserError(
    'other-weights',
    `${folder} also holds ${paths.join(', ')}, which would be used in place of what was pulled. Delete that and pull again.`,
  );

/** A bar over all files, in megabytes. */
function megabytes(): (done: number, total: number, path: string) => void {
  const progress = printProgress(process.stderr);
  return (done, total, path) => {
    progress.work(Math.floor(done / 1e6), Math.ceil(total / 1e6), `MB  ${path}`);
  };
}
