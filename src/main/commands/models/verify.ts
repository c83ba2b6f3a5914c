/** @file `models verify`: whether registered models are still what they were. */
import { findModel, readRegistry, type RegisteredModel, registerModel } from '../../../catalogue/registry.ts';
import { verifyModel } from '../../../catalogue/verify.ts';
import { UserError } from '../../../errors.ts';
import { printProgress } from '../../progress.ts';
import { loadConfig } from '../../config.ts';
import { NONE, printLines, trustOf } from './describe.ts';

/** Checks all, then throws UserError that lists every problem. */
export async function verifyModels(
  name: string | undefined,
  { quick = false }: { readonly quick?: boolean },
): Promise<void> {
  const { dataFolder } = loadConfig();
  const models = name === undefined ? await readRegistry(dataFolder) : [await findModel(dataFolder, name)];
  if (models.length === 0) printLines([NONE]);
  const progress = printProgress(process.stderr);
  const problems: string[] = [];
  for (const registered of models) {
    const { model, recorded, ...found } = await verifyModel(registered, {
      hashes: !quick,
      onFile: (done, total) => {
        progress.work(done, total, `files of ${registered.name}`);
      },
    });
    problems.push(...found.problems.map((problem) => `${model.name}: ${problem}`));
    if (found.problems.length > 0) continue;
    if (recorded > 0) await registerModel(dataFolder, model);
    printLines(
      quick
        ? [`${model.name}: structure and sizes are right; no hash was compared`]
        : reportOf(model, recorded),
    );
  }
  if (problems.length > 0) throw new UserError('damaged-model', problems.join('\n'));
}

/** A whole model is only as trustworthy as who stated its hashes, so that is said too. */
function reportOf(model: RegisteredModel, recorded: number): readonly string[] {
  const news = recorded > 0 ? `; ${recorded} hashes were not known and are recorded now` : '';
  return [`${model.name}: whole${news}`, `  ${trustOf(model.files)}`];
}
