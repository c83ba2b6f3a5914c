/** @file `imagine`: that person in a new scene. */
import { randomInt } from 'node:crypto';
import { Command, InvalidArgumentError, Option } from 'commander';
import { UserError } from '../../errors.ts';
import { decodeImage } from '../../image/decode-image.ts';
import { readIdentityFile } from '../../pipeline/identity-file.ts';
import { pictureMetadata } from '../../pipeline/picture-metadata.ts';
import type { Pipeline } from '../../pipeline/pipeline.ts';
import type { PseudoWord } from '../../pipeline/pseudo-word.ts';
import { MOST_PICTURES, type Picture } from '../../pipeline/text-to-image.ts';
import { printProgress } from '../progress.ts';
import { decimalNumber, parse, wholeNumber } from './arguments.ts';
import { numbered, readInput, writeOutput } from './files.ts';
import { encodePicture } from './pictures.ts';
import { withPipeline } from './with-pipeline.ts';

interface Flags {
  readonly face?: string;
  readonly identity?: string;
  readonly prompt: string;
  readonly out: string;
  readonly count: number;
  readonly seed?: number;
  readonly fast?: boolean;
  readonly steps?: number;
  readonly guidance?: number;
  readonly size?: Size;
  readonly control?: string;
  readonly controlnet?: string;
  readonly controlScale?: number;
  readonly lowMemory?: boolean;
  readonly json?: boolean;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const PSEUDO_WORD = 'S*';
const SEEDS = 2 ** 32;

/** Takes the words after `imagine`. */
export async function runImagine(argv: readonly string[]): Promise<void> {
  const command = new Command('imagine')
    .description(`Draws a person in a new scene; ${PSEUDO_WORD} in the prompt is where the person goes.`)
    .addOption(new Option('--face <file>', 'a picture with one face').conflicts('identity'))
    .option('--identity <file>', 'what encode wrote')
    .requiredOption('--prompt <text>', `such as "${PSEUDO_WORD} as a chef"`)
    .requiredOption('--out <file>', 'the picture: .png, .jpg or .webp; further ones are FILE-2, FILE-3, ...')
    .option('--count <number>', 'how many', wholeNumber(1, MOST_PICTURES), 1)
    .option(
      '--seed <number>',
      'of the first; the next ones count up (default: random)',
      wholeNumber(0, SEEDS - 1),
    )
    .option('--fast', "the bundle's fast settings: fewer steps for nearly the same picture")
    .option('--steps <number>', "denoising steps (default: the bundle's)", wholeNumber(1))
    .option('--guidance <scale>', "how closely to follow the prompt (default: the bundle's)", decimalNumber)
    .option('--size <pixels>', "such as 512x768: width, then height (default: the bundle's)", sizeOf)
    .option('--control <file>', 'a picture that says where things are; needs --controlnet')
    .option('--controlnet <name>', 'what reads it: a registered ControlNet, or its folder')
    .option('--control-scale <number>', 'how strongly it is heeded (default: 1)', decimalNumber)
    .option(
      '--low-memory',
      'one network at a time, weights left in their files; slower (also LOW_MEMORY=true)',
    )
    .option('--json', 'print seeds, settings and times as JSON')
    .action(imagine);
  await parse(command, argv);
}

async function imagine(flags: Flags): Promise<void> {
  const started = performance.now();
  const { controlnet: controlNet, control, lowMemory = false } = flags;
  if ((controlNet === undefined) !== (control === undefined)) {
    throw new UserError('half-a-control', '--control PICTURE and --controlnet NAME go together.');
  }
  await withPipeline(
    async (pipeline) => {
      const opened = performance.now();
      const pseudoWord = await pseudoWordOf(pipeline, flags);
      const encoded = performance.now();
      const pictures = await draw(pipeline, flags, pseudoWord);
      const drawn = performance.now();
      const files = await write(pictures, flags.out);
      const ms = {
        open: Math.round(opened - started),
        encode: Math.round(encoded - opened),
        draw: Math.round(drawn - encoded),
        write: Math.round(performance.now() - drawn),
      };
      report(pictures, files, ms, flags.json === true);
    },
    { controlNet, lowMemory },
  );
}

/** "512x768". */
function sizeOf(text: string): Size {
  const [, width, height] = /^(\d{1,5})x(\d{1,5})$/.exec(text) ?? [];
  if (width === undefined || height === undefined) {
    throw new InvalidArgumentError('Expected WIDTHxHEIGHT in pixels, such as 512x768.');
  }
  return { width: Number(width), height: Number(height) };
}

async function pseudoWordOf(
  { identity, bundle }: Pipeline,
  { face, identity: file }: Flags,
): Promise<PseudoWord> {
  if (file !== undefined) {
    return readIdentityFile(await readInput(file), bundle.textEncoder.config.hidden_size);
  }
  if (face === undefined) {
    throw new UserError(
      'no-face-given',
      'Name a face: --face PICTURE, or --identity FILE that encode wrote.',
    );
  }
  const { pseudoWord } = await identity.encode(await decodeImage(await readInput(face)));
  return pseudoWord;
}

async function draw({ textToImage }: Pipeline, flags: Flags, pseudoWord: PseudoWord): Promise<Picture[]> {
  const {
    prompt,
    count,
    seed = randomInt(SEEDS),
    fast = false,
    steps,
    guidance,
    size,
    control,
    controlScale,
  } = flags;
  const image = control === undefined ? undefined : await decodeImage(await readInput(control));
  const progress = printProgress(process.stderr);
  return textToImage(
    {
      prompt,
      count,
      seed,
      pseudoWords: { [PSEUDO_WORD]: pseudoWord },
      requirePseudoWord: true,
      fast,
      ...(steps === undefined ? {} : { steps }),
      ...(guidance === undefined ? {} : { guidanceScale: guidance }),
      ...size,
      ...(image === undefined
        ? {}
        : { control: { image, ...(controlScale === undefined ? {} : { scale: controlScale }) } }),
    },
    {
      onStep: ({ step, count: steps }) => {
        progress.work(step, steps, 'steps');
      },
    },
  );
}

async function write(pictures: readonly Picture[], out: string): Promise<string[]> {
  const files = pictures.map((_, index) => numbered(out, index));
  for (const [index, { image, settings }] of pictures.entries()) {
    const path = files[index] ?? out;
    await writeOutput(path, await encodePicture(path, image, pictureMetadata(settings)));
  }
  return files;
}

function report(
  pictures: readonly Picture[],
  files: readonly string[],
  ms: Readonly<Record<string, number>>,
  json: boolean,
): void {
  const made = pictures.map(({ settings }, index) => ({ file: files[index], ...settings }));
  if (json) process.stdout.write(`${JSON.stringify({ pictures: made, ms })}\n`);
  else for (const { file, seed } of made) process.stdout.write(`${file ?? ''} (seed ${seed})\n`);
}
