/** @file `toon`: a person of the drawn world as a picture, to try the rest with. */
import { Command, Option } from 'commander';
import { UserError } from '../../errors.ts';
import { drawPortrait } from '../../pipeline/draw-portrait.ts';
import { ACCESSORIES } from '../../toon/accessories/index.ts';
import type { Context } from '../../toon/context.ts';
import { identityOf } from '../../toon/identity.ts';
import { JOBS } from '../../toon/jobs/index.ts';
import { keysOf } from '../../toon/keys.ts';
import { PLACES } from '../../toon/places/index.ts';
import { portraitShotOf } from '../../toon/shot.ts';
import { STYLE_NAMES, type StyleName } from '../../toon/styles/index.ts';
import { parse, wholeNumber } from './arguments.ts';
import { writeOutput } from './files.ts';
import { encodePicture } from './pictures.ts';

interface Flags {
  readonly seed: number;
  readonly out: string;
  readonly context?: string;
  readonly style: StyleName;
  readonly size: number;
}

/** Takes the words after `toon`. */
export async function runToon(argv: readonly string[]): Promise<void> {
  const command = new Command('toon')
    .description(
      'Draws a person of the toon world, looking into the camera. The same seed is the same person.',
    )
    .requiredOption('--seed <number>', 'who', wholeNumber(0))
    .requiredOption('--out <file>', 'the picture: .png, .jpg or .webp')
    .option('--context <name>', 'a job, an accessory or a place, such as chef, glasses or beach')
    .addOption(new Option('--style <name>').choices(STYLE_NAMES).default('plain'))
    .option('--size <pixels>', 'side of the picture', wholeNumber(64, 2048), 512)
    .action(draw);
  await parse(command, argv);
}

async function draw({ seed, out, context, style, size }: Flags): Promise<void> {
  const spec = {
    identity: identityOf(seed),
    shot: portraitShotOf(seed),
    context: context === undefined ? {} : contextNamed(context),
    style,
  };
  const image = await drawPortrait(spec, size);
  await writeOutput(out, await encodePicture(out, image, { Title: `toon ${seed}` }));
}

/** Throws UserError that lists what there is. */
function contextNamed(name: string): Context {
  const job = keysOf(JOBS).find((known) => known === name);
  const accessory = keysOf(ACCESSORIES).find((known) => known === name);
  const place = keysOf(PLACES).find((known) => known === name);
  if (job === undefined && accessory === undefined && place === undefined) {
    const known = [JOBS, ACCESSORIES, PLACES].flatMap((names) => Object.keys(names));
    throw new UserError('unknown-context', `There is no context "${name}"; there are ${known.join(', ')}.`);
  }
  return { job, accessory, place };
}
