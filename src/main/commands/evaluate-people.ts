/** @file `evaluate --seeds --prompts`: the bundle as it stands, or what it is compared with. */
import {
  anybody,
  encodedWords,
  peopleAsWords,
  unlessRefused,
  type WordOf,
} from '../../evaluate/encoded-people.ts';
import { chosen, type Figure, FIGURE_NAMES, type Figures, figuresOf } from '../../evaluate/figures.ts';
import { type JudgedPrompt, parsePrompts } from '../../evaluate/judged-context.ts';
import { openJudges } from '../../evaluate/judges.ts';
import { sexOf, skinOf } from '../../evaluate/look-alikes.ts';
import { drawInput, type MakePictures, verdictsOf } from '../../evaluate/measure.ts';
import { peopleSheet } from '../../evaluate/people-sheet.ts';
import type { Verdict, Verdicts } from '../../evaluate/verdict.ts';
import { encodeWebp } from '../../image/encode-lossy.ts';
import type { Pipeline } from '../../pipeline/pipeline.ts';
import { printProgress } from '../progress.ts';
import { invertPicture } from '../../train/textual-inversion.ts';
import { loadConfig } from '../config.ts';
import { inversionOf } from '../inversion.ts';
import { readInput, writeOutput } from './files.ts';
import { withPipeline } from './with-pipeline.ts';

/** The encoder; optimisation on the one picture; nothing: "a person" (the paper's "w/o ID"). */
export const METHODS = ['encoder', 'textual-inversion', 'a-person'] as const;

export interface PeopleFlags {
  readonly seeds: readonly number[];
  readonly prompts: string;
  readonly images: number;
  readonly steps?: number;
  readonly method: (typeof METHODS)[number];
  readonly inversionSteps: number;
  readonly lookAlikes?: number;
  readonly groups?: boolean;
  readonly json?: boolean;
  readonly sheet?: string;
  readonly cell: number;
}

type Groups = Readonly<Record<string, Readonly<Record<string, Figures>>>>;

/** Prints the figures; with `sheet` writes a picture of the first people too. */
export async function evaluatePeople(flags: PeopleFlags): Promise<void> {
  const prompts = parsePrompts(new TextDecoder().decode(await readInput(flags.prompts)));
  const progress = printProgress(process.stderr);
  const sheet = peopleSheet(flags.seeds, prompts);
  const clock = stopwatch();
  const verdicts = await withPipeline(async (pipeline) => {
    const judges = await openJudges();
    try {
      return await verdictsOf(judges, {
        ...{ seeds: flags.seeds, prompts, images: flags.images, lookAlikes: flags.lookAlikes },
        make: sheet.watch(makerOf(pipeline, flags, clock)),
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
  const figures = figuresOf(verdicts);
  const groups = flags.groups === true ? groupsOf(verdicts, flags.seeds, prompts) : {};
  const encodingSeconds = clock.median();
  process.stdout.write(
    flags.json === true
      ? `${JSON.stringify({ ...figures, groups, encodingSeconds })}\n`
      : `${table(figures)}${groupTables(groups)}${timeLine(encodingSeconds)}`,
  );
}

function makerOf(pipeline: Pipeline, flags: PeopleFlags, clock: Stopwatch): MakePictures {
  const drawing = flags.steps === undefined ? {} : { steps: flags.steps };
  const { textToImage } = pipeline;
  if (flags.method === 'a-person') return anybody(textToImage, drawing);
  const wordOf =
    flags.method === 'encoder' ? encodedWords(pipeline) : invertedWords(pipeline, flags.inversionSteps);
  return peopleAsWords(textToImage, (seed) => clock.time(() => wordOf(seed)), drawing);
}

/** The slow way; no face is looked for, so none is refused but where the drawing itself cannot be read. */
function invertedWords(pipeline: Pipeline, steps: number): WordOf {
  const { threads, provider } = loadConfig();
  return async (seed) => {
    const image = await drawInput(seed);
    return unlessRefused(async () => {
      const inversion = await inversionOf(pipeline, image, { steps });
      return (await invertPicture(inversion, { session: { threads, provider } })).pseudoWord;
    });
  };
}

interface Stopwatch {
  readonly time: <T>(work: () => Promise<T>) => Promise<T>;
  /** Seconds of the middle one; undefined when nothing was timed. The first, which loads models, counts like any other. */
  readonly median: () => number | undefined;
}

function stopwatch(): Stopwatch {
  const seconds: number[] = [];
  return {
    async time(work) {
      const begun = performance.now();
      const result = await work();
      seconds.push((performance.now() - begun) / 1000);
      return result;
    },
    median: () => seconds.sort((a, b) => a - b)[seconds.length >> 1],
  };
}

/** By the style that a prompt asks for, by the person's sex and by their skin. */
function groupsOf(verdicts: Verdicts, seeds: readonly number[], prompts: readonly JudgedPrompt[]): Groups {
  const by = (nameOf: (verdict: Verdict) => string): Readonly<Record<string, Figures>> => {
    const names = [...new Set(verdicts.made.map(nameOf))].sort();
    const of = (name: string): Figures => figuresOf(chosen(verdicts, (verdict) => nameOf(verdict) === name));
    return Object.fromEntries(names.map((name) => [name, of(name)]));
  };
  const seedOf = ({ person }: Verdict): number => seeds[person] ?? 0;
  return {
    style: by(({ prompt }) => prompts[prompt]?.judged.style ?? ''),
    sex: by((verdict) => sexOf(seedOf(verdict))),
    skin: by((verdict) => skinOf(seedOf(verdict))),
  };
}

/** How far a figure is from its floor to its ceiling. */
const wayOf = ({ value, floor, ceiling }: Figure): number => (value - floor) / (ceiling - floor);

const COLUMNS = ['value', 'low', 'high', 'floor', 'ceiling', 'of the way'] as const;
const cells = (texts: readonly string[], width: number): string =>
  texts.map((text) => text.padStart(width)).join('');

function table(figures: Figures): string {
  const line = (name: string, figure: Figure): string => {
    const { value, low, high, floor, ceiling } = figure;
    const numbers = [value, low, high, floor, ceiling, wayOf(figure)].map((number) => number.toFixed(3));
    return `${name.padEnd(24)}${cells(numbers, 12)}\n`;
  };
  const lines = Object.entries(figures).map(([key, figure]) =>
    line(FIGURE_NAMES[key as keyof Figures], figure as Figure),
  );
  return `${''.padEnd(24)}${cells(COLUMNS, 12)}\n${lines.join('')}`;
}

function groupTables(groups: Groups): string {
  const columns = ['retrieval@1', 'its ceiling', 'contexts', 'joint@1', 'similarity'];
  return Object.entries(groups)
    .map(([title, rows]) => {
      const lines = Object.entries(rows).map(([name, figures]) => {
        const { retrievalAt1, contextAccuracy, jointAt1, faceSimilarity } = figures;
        const numbers = [
          retrievalAt1.value,
          retrievalAt1.ceiling,
          contextAccuracy.value,
          jointAt1.value,
          faceSimilarity.value,
        ].map((number) => number.toFixed(3));
        return `${name.padEnd(24)}${cells(numbers, 12)}\n`;
      });
      return `\n${`by ${title}`.padEnd(24)}${cells(columns, 12)}\n${lines.join('')}`;
    })
    .join('');
}

const timeLine = (seconds: number | undefined): string =>
  seconds === undefined ? '' : `\none face to S*: ${seconds.toFixed(3)} s (median)\n`;
