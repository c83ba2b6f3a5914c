/** @file `encode --method textual-inversion`: for bundles without an encoder, minutes to hours for one face. */
import { rm } from 'node:fs/promises';
import { decodeImage } from '../../image/decode-image.ts';
import { writeIdentityFile } from '../../pipeline/identity-file.ts';
import { formatDuration, printProgress } from '../progress.ts';
import { type InversionOptions, invertPicture } from '../../train/textual-inversion.ts';
import { loadConfig } from '../config.ts';
import { inversionOf, type InversionSettings } from '../inversion.ts';
import { stopSignal } from '../stop-signal.ts';
import { readInput, writeOutput } from './files.ts';
import { withPipeline } from './with-pipeline.ts';

export interface InversionFlags extends Omit<InversionSettings, 'startText'> {
  readonly face: string;
  readonly out: string;
  readonly start?: string;
  readonly resume?: boolean;
}

/** Writes the same identity file as the encoder does; a first Ctrl-C keeps the state beside it. */
export async function encodeByInversion(flags: InversionFlags): Promise<void> {
  const { face, out, start, resume = false, ...settings } = flags;
  const printer = printProgress(process.stderr);
  const image = await decodeImage(await readInput(face));
  const inversion = await withPipeline((pipeline) =>
    inversionOf(pipeline, image, { ...settings, ...(start === undefined ? {} : { startText: start }) }),
  );
  const { threads, provider } = loadConfig();
  const stateFile = `${out}.state`;
  const stop = stopSignal();
  const onStep = stepPrinter(printer.work);
  try {
    const options = { session: { threads, provider }, stateFile, resume, signal: stop.signal, onStep };
    const { pseudoWord, isFinished, step, loss } = await invertPicture(inversion, options);
    if (!isFinished) {
      printer.note(`stopped at step ${step} of ${inversion.steps}; --resume goes on from ${stateFile}`);
      process.exitCode = 130;
      return;
    }
    await writeOutput(out, writeIdentityFile(pseudoWord, inversion.bundle.name));
    await rm(stateFile, { force: true });
    printer.note(`${out}: loss ${loss.before.toFixed(4)} -> ${loss.after.toFixed(4)} on the same noise`);
  } finally {
    stop.close();
  }
}

/** Loss as a running mean, and the time left. */
function stepPrinter(
  work: (done: number, total: number, label: string) => void,
): NonNullable<InversionOptions['onStep']> {
  let mean: number | undefined;
  let first: { readonly step: number; readonly ms: number } | undefined;
  return ({ step, steps, loss }) => {
    mean = mean === undefined ? loss : mean + (loss - mean) / 20;
    first ??= { step, ms: performance.now() };
    const secondsAStep = (performance.now() - first.ms) / 1000 / (step - first.step);
    const left = formatDuration((steps - step) * secondsAStep);
    work(step, steps, `loss ${mean.toFixed(4)}, ${left} left, step`);
  };
}
