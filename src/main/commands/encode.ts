/** @file `encode`: a face to an identity file. */
import { Command } from 'commander';
import { decodeImage } from '../../image/decode-image.ts';
import { writeIdentityFile } from '../../pipeline/identity-file.ts';
import { parse } from './arguments.ts';
import { readInput, writeOutput } from './files.ts';
import { withPipeline } from './with-pipeline.ts';

interface Flags {
  readonly face: string;
  readonly out: string;
}

/** Takes the words after `encode`. */
export async function runEncode(argv: readonly string[]): Promise<void> {
  const command = new Command('encode')
    .description(
      'Turns one picture of a face into an identity: a textual-inversion file for the prompt word S*.',
    )
    .requiredOption('--face <file>', 'a picture with one face')
    .requiredOption('--out <file>', 'the identity, a .safetensors file')
    .action(encode);
  await parse(command, argv);
}

async function encode({ face, out }: Flags): Promise<void> {
  const image = await decodeImage(await readInput(face));
  await withPipeline(async ({ identity, bundle }) => {
    const { pseudoWord } = await identity.encode(image);
    await writeOutput(out, writeIdentityFile(pseudoWord, bundle.name));
  });
}
