/** @file `encode`: a face to an identity file. */
import { Command, Option } from 'commander';
import { UserError } from '../../errors.ts';
import { decodePhoto } from '../../face/photo/decode-photo.ts';
import { writeIdentityFile } from '../../pipeline/identity-file.ts';
import { parse, wholeNumber } from './arguments.ts';
import { encodeByInversion, type InversionFlags } from './encode-inversion.ts';
import { explainPhoto } from './explain.ts';
import { readInput, writeOutput } from './files.ts';
import { withPipeline } from './with-pipeline.ts';

interface Flags extends Omit<InversionFlags, 'out'> {
  readonly method: 'm2' | 'textual-inversion';
  readonly out?: string;
  readonly explain?: string;
}

const INVERSION_FLAGS = ['words', 'steps', 'batch', 'seed', 'start', 'resume'] as const;

/** Takes the words after `encode`. */
export async function runEncode(argv: readonly string[]): Promise<void> {
  const command = new Command('encode')
    .description(
      'Turns one picture of a face into an identity: a textual-inversion file for the prompt word S*.',
    )
    .requiredOption('--face <file>', 'a picture with one face')
    .option('--out <file>', 'the identity, a .safetensors file')
    .option(
      '--explain <file>',
      'a copy of a photograph with the faces, points and scores that were seen in it',
    )
    .addOption(
      new Option(
        '--method <method>',
        'm2: one pass of the bundle’s encoder; textual-inversion: any bundle, slowly',
      )
        .choices(['m2', 'textual-inversion'])
        .default('m2'),
    )
    .option('--words <count>', 'textual inversion: vectors to find (default: 2)', wholeNumber(1, 16))
    .option('--steps <count>', 'textual inversion: how long (default: 400)', wholeNumber(1))
    .option('--batch <count>', 'textual inversion: noisy copies a step (default: 4)', wholeNumber(1, 64))
    .option('--seed <number>', 'textual inversion: of the noise (default: 1)', wholeNumber(0))
    .option('--start <text>', 'textual inversion: what the vectors begin as (default: "person")')
    .option('--resume', 'textual inversion: go on where Ctrl-C stopped it')
    .action(encode);
  await parse(command, argv);
}

async function encode({ method, out, explain, ...rest }: Flags): Promise<void> {
  if (explain !== undefined) await explainPhoto(explain, await decodePhoto(await readInput(rest.face)));
  if (out === undefined) {
    if (explain !== undefined) return;
    throw new UserError(
      'bad-arguments',
      'encode: --out, --explain or both are needed (--help lists the options)',
    );
  }
  const flags = { ...rest, out };
  if (method === 'textual-inversion') {
    await encodeByInversion(flags);
    return;
  }
  const surplus = INVERSION_FLAGS.find((name) => flags[name] !== undefined);
  if (surplus !== undefined) {
    throw new UserError('bad-arguments', `--${surplus} goes with --method textual-inversion alone.`);
  }
  const image = await decodePhoto(await readInput(flags.face));
  await withPipeline(async ({ identity, bundle }) => {
    const { pseudoWord } = await identity.encode(image);
    await writeOutput(out, writeIdentityFile(pseudoWord, bundle.name));
  });
}
