/** @file `evaluate`: how well the bundle keeps people and follows prompts, on identities that it never saw. */
import { Command, InvalidArgumentError } from 'commander';
import { encodedPeople } from '../../evaluate/encoded-people.ts';
import { parsePrompts } from '../../evaluate/judged-context.ts';
import { openJudges } from '../../evaluate/judges.ts';
import { type Figure, type Figures, measure } from '../../evaluate/measure.ts';
import { seedRange } from '../../evaluate/people.ts';
import { peopleSheet } from '../../evaluate/people-sheet.ts';
import { encodeWebp } from '../../image/encode-lossy.ts';
import { printProgress } from '../../train/progress.ts';
import { parse, wholeNumber } from './arguments.ts';
import { readInput, writeOutput } from './files.ts';
import { withPipeline } from './with-pipeline.ts';

interface Flags {
  readonly seeds: readonly number[];
  readonly prompts: string;
  readonly images: number;
  readonly steps?: number;
  readonly json?: boolean;
  readonly sheet?: string;
  readonly cell: number;
}

/** Takes the words after `evaluate`. */
export async function runEvaluate(argv: readonly string[]): Promise<void> {
  const command = new Command('evaluate')
    .description(
      'Measures identity and context on drawn people; judges of their own say who and what is shown.',
    )
    .requiredOption(
      '--seeds <a:b>',
      'identity seeds from a to b - 1; the test people begin at 2000000',
      seeds,
    )
    .requiredOption('--prompts <file>', 'one a line: prompt with S*, a tab, the context to judge')
    .option('--images <number>', 'pictures for each person and prompt', wholeNumber(1, 8), 1)
    .option('--steps <number>', "denoising steps (default: the bundle's)", wholeNumber(1))
    .option(
      '--sheet <file>',
      'also writes the first eight people in the first eight prompts as a WebP picture',
    )
    .option('--cell <pixels>', 'side of a tile of the sheet', wholeNumber(32, 512), 192)
    .option('--json', 'print the figures as JSON')
    .action(evaluate);
  await parse(command, argv);
}

function seeds(text: string): readonly number[] {
  const [, from, to] = /^(\d{1,12}):(\d{1,12})$/.exec(text) ?? [];
  const count = Number(to) - Number(from);
  if (count >= 2 && count <= 10_000) return seedRange(Number(from), Number(to));
  throw new InvalidArgumentError('Expected two to ten thousand seeds, as in 2000000:2000050.');
}

async function evaluate(flags: Flags): Promise<void> {
  const prompts = parsePrompts(new TextDecoder().decode(await readInput(flags.prompts)));
  const progress = printProgress(process.stderr);
  const sheet = peopleSheet(flags.seeds, prompts);
  const figures = await withPipeline(async (pipeline) => {
    const judges = await openJudges();
    try {
      return await measure(judges, {
        seeds: flags.seeds,
        prompts,
        images: flags.images,
        make: sheet.watch(encodedPeople(pipeline, flags)),
        onPicture: (done, total) => {
          progress.work(done, total, 'pictures');
        },
      });
    } finally {
      await judges.close();
    }
  });
  if (flags.sheet !== undefined)
    await writeOutput(flags.sheet, await encodeWebp(await sheet.finish(flags.cell)));
  process.stdout.write(flags.json === true ? `${JSON.stringify(figures)}\n` : table(figures));
}

const NAMES: Readonly<Record<keyof Figures, string>> = {
  retrievalAt1: 'retrieval@1',
  contextAccuracy: 'context accuracy',
  jointAt1: 'joint@1',
  faceSimilarity: 'face-similarity',
  textAlignment: 'text-alignment',
};

function table(figures: Figures): string {
  const row = (name: string, { value, low, high, floor, ceiling }: Figure): string =>
    `${name.padEnd(18)}${[value, low, high, floor, ceiling].map((n) => n.toFixed(3).padStart(9)).join('')}\n`;
  const head = `${''.padEnd(18)}${['value', 'low', 'high', 'floor', 'ceiling'].map((n) => n.padStart(9)).join('')}\n`;
  return (
    head + (Object.keys(NAMES) as (keyof Figures)[]).map((key) => row(NAMES[key], figures[key])).join('')
  );
}
