/** @file `augment`: the self-augmented set of the paper, made by the text-to-image model that it will train for. */
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { UserError } from '../../errors.ts';
import { cosine } from '../../evaluate/embedding.ts';
import { openPromptJudge } from '../../evaluate/prompt-judge.ts';
import { encodeWebp } from '../../image/encode-lossy.ts';
import { openPipeline } from '../../pipeline/pipeline.ts';
import { augment, type Augmented } from '../../train/augment/augment.ts';
import { parseEditingPrompts, parseNames } from '../../train/augment/lists.ts';
import { augmentationSheet } from '../../train/augment/sheet.ts';
import { printProgress } from '../progress.ts';
import { loadConfig } from '../config.ts';
import { stopSignal } from '../stop-signal.ts';
import { decimalNumber, parse, wholeNumber } from './arguments.ts';
import { readInput, writeOutput } from './files.ts';

interface Flags {
  readonly bundle: string;
  readonly names: string;
  readonly prompts: string;
  readonly out: string;
  readonly seed: number;
  readonly steps?: number;
  readonly fast: boolean;
  readonly keep: number;
}

/** Takes the words after `augment`. */
export async function runAugment(argv: readonly string[]): Promise<void> {
  const command = new Command('augment')
    .description('Makes <face, editing prompt, picture> triplets with a model that knows people by name.')
    .requiredOption('--bundle <folder>', 'the model')
    .requiredOption('--names <file>', 'one a line: people whom the model knows')
    .requiredOption('--prompts <file>', 'one a line: editing prompts with S* in them')
    .requiredOption('--out <folder>', 'pictures, triplets.jsonl, sheet.webp; goes on where it was stopped')
    .option('--seed <number>', 'of the pictures', wholeNumber(0, 2 ** 32 - 1), 1)
    .option('--steps <number>', "denoising steps (default: the bundle's)", wholeNumber(1, 200))
    .option('--fast', "the bundle's fast settings: fewer steps for nearly the same picture", false)
    .option('--keep <part>', 'of each prompt’s pictures, as the paper', part, 0.25)
    .action(run);
  await parse(command, argv);
}

function part(text: string): number {
  const value = decimalNumber(text);
  if (value > 0 && value <= 1) return value;
  throw new InvalidArgumentError('Expected a part above 0, at most 1.');
}

const textOf = async (path: string): Promise<string> => new TextDecoder().decode(await readInput(path));

async function run({ bundle, out, seed, steps, fast, keep, ...files }: Flags): Promise<void> {
  const names = parseNames(await textOf(files.names));
  const prompts = parseEditingPrompts(await textOf(files.prompts));
  const progress = printProgress(process.stderr);
  progress.note(
    `${names.entries.length} names (${names.duplicates} repeated), ${prompts.entries.length} prompts (${prompts.duplicates} repeated)`,
  );
  const { threads, provider } = loadConfig();
  const pipeline = await openPipeline(bundle, { session: { threads, provider } });
  const scorer = await openPromptJudge(join(bundle, 'image_text'));
  const stopped = new UserError('stopped', `Stopped. The same command goes on with what ${out} holds.`);
  const stop = stopSignal(undefined, stopped);
  try {
    const result = await augment(
      pipeline,
      async (image, text) => cosine(await scorer.embedImage(image), await scorer.embedText(text)),
      out,
      {
        names: names.entries,
        prompts: prompts.entries,
        ...{ seed, fast, keep },
        ...(steps === undefined ? {} : { steps }),
        signal: stop.signal,
        onPicture: (done, total) => {
          progress.work(done, total, 'pictures');
        },
      },
    );
    await writeOutput(join(out, 'sheet.webp'), await encodeWebp(await augmentationSheet(out, result)));
    process.stdout.write(summaryOf(result, out));
  } finally {
    stop.close();
    await scorer.close();
    await pipeline.close();
  }
}

const summaryOf = ({ triplets, dropped, faceless }: Augmented, out: string): string =>
  `${triplets.length} triplets kept, ${dropped.length} pictures dropped, ${faceless} names without a usable face: ${out}\n`;
