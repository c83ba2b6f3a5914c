/** @file Models as lines of text. */
import type { CatalogueEntry } from '../../../catalogue/catalogue.ts';
import type { ModelFile, RegisteredModel } from '../../../catalogue/registry.ts';

/** Several lines on one model: what it is, its networks, and what its files were checked against. */
function describeModel(model: RegisteredModel): string {
  const { name, type, folder, parts, files } = model;
  const rows = parts.map(({ name: part, tensors, parameters, dtypes }) => {
    const stored = Object.entries(dtypes).map(([dtype, count]) => `${count} ${dtype}`);
    return `  ${part.padEnd(14)}${(parameters / 1e6).toFixed(1).padStart(8)} M parameters in ${tensors} tensors (${stored.join(', ')})`;
  });
  return [`${name}  ${type}  ${folder}`, ...rows, `  ${trustOf(files)}`].join('\n');
}

export const NONE = 'No model is registered (models import FOLDER, models pull NAME).';

/** All registered models, then what the catalogue has besides. */
export function describeModels(
  models: readonly RegisteredModel[],
  catalogue: readonly CatalogueEntry[],
): readonly string[] {
  const names = new Set(models.map(({ name }) => name));
  const rest = catalogue.filter(({ name }) => !names.has(name));
  return [
    ...(models.length === 0 ? [NONE] : models.map(describeModel)),
    ...(rest.length === 0 ? [] : ['', 'To be pulled (models pull NAME):']),
    ...rest.map(describeEntry),
  ];
}

/** Two lines: what it is, and where it comes from, under what, held to which hashes. */
function describeEntry({ name, description, licence, repository, sha256 }: CatalogueEntry): string {
  const pinned = Object.keys(sha256).length;
  const hashes = pinned === 0 ? 'no hash pinned' : `${pinned} hashes pinned`;
  return `  ${name.padEnd(28)}${description}\n${' '.repeat(30)}${repository}; licence: ${licence.name}; ${hashes}`;
}

/** What is known of the files' bytes, without more than is known. */
export function trustOf(files: readonly ModelFile[]): string {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const count = (trust: ModelFile['trust']): number => files.filter((file) => file.trust === trust).length;
  const kinds = [
    [count('catalogue'), 'match the hash that the catalogue pins'],
    [
      count('source'),
      'match the hash that the source itself stated (which shows later changes, not a dishonest source)',
    ],
    [count('recorded'), 'have the hash of their first verification'],
    [count(undefined), 'were never hashed (models verify)'],
  ] as const;
  const said = kinds.filter(([n]) => n > 0).map(([n, text]) => `${n} ${text}`);
  return `${(bytes / 1e6).toFixed(1)} MB in ${files.length} files: ${said.join(', ')}`;
}

/** What stands on standard output after a model was added. */
export function printAdded(model: RegisteredModel, remarks: readonly string[]): void {
  const use = model.type === 'bundle' ? [`To draw with it, set BUNDLE=${model.name}.`] : [];
  printLines([describeModel(model), ...remarks, ...use]);
}

export function printLines(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
