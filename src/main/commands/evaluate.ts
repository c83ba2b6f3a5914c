/** @file `evaluate`: how well the bundle keeps people and follows prompts, on identities that it never saw. */
import { Command, InvalidArgumentError } from 'commander';
import { UserError } from '../../errors.ts';
import { parsePrompts, type JudgedPrompt } from '../../evaluate/judged-context.ts';
import { openJudges } from '../../evaluate/judges.ts';
import { drawInput, type Figure, type Figures, measure } from '../../evaluate/measure.ts';
import { PICTURE_SIZE, seedRange } from '../../evaluate/people.ts';
import type { RgbImage } from '../../image/rgb-image.ts';
import type { Pipeline } from '../../pipeline/pipeline.ts';
import type { PseudoWord } from '../../pipeline/pseudo-word.ts';
import { printProgress } from '../../train/progress.ts';
import { parse, wholeNumber } from './arguments.ts';
import { readInput } from './files.ts';
import { withPipeline } from './with-pipeline.ts';

interface Flags {
  readonly seeds: readonly number[];
  readonly prompts: string;
  readonly images: number;
  readonly steps?: number;
  readonly json?: boolean;
}

const PSEUDO_WORD = 'S*';

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
  const figures = await withPipeline(async (pipeline) => {
    const judges = await openJudges();
    try {
      return await measure(judges, {
        seeds: flags.seeds,
        prompts,
        images: flags.images,
        make: maker(pipeline, flags),
        onPicture: (done, total) => {
          progress.work(done, total, 'pictures');
        },
      });
    } finally {
      await judges.close();
    }
  });
  process.stdout.write(flags.json === true ? `${JSON.stringify(figures)}\n` : table(figures));
}

/** Encodes each person's one input face, once, and draws what the prompts say. */
function maker({ identity, textToImage }: Pipeline, { steps }: Flags) {
  const words = new Map<number, Promise<PseudoWord | undefined>>();
  const encode = async (seed: number): Promise<PseudoWord | undefined> => {
    try {
      return (await identity.encode(await drawInput(seed))).pseudoWord;
    } catch (error) {
      // A face that is refused is a miss in every picture, not a person left out.
      if (error instanceof UserError) return undefined;
      throw error;
    }
  };
  return async (seed: number, { prompt }: JudgedPrompt, count: number): Promise<RgbImage[]> => {
    const known = words.get(seed) ?? encode(seed);
    words.set(seed, known);
    const pseudoWord = await known;
    if (pseudoWord === undefined) return Array.from({ length: count }, blank);
    const pictures = await textToImage({
      prompt,
      count,
      seed: (seed * 16) % 2 ** 32,
      pseudoWords: { [PSEUDO_WORD]: pseudoWord },
      ...(steps === undefined ? {} : { steps }),
    });
    return pictures.map(({ image }) => image);
  };
}

const blank = (): RgbImage => ({
  width: PICTURE_SIZE,
  height: PICTURE_SIZE,
  data: new Uint8Array(PICTURE_SIZE * PICTURE_SIZE * 3).fill(128),
});

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
