/** @file Registration with a bundle that has no encoder: by textual inversion, or a refusal that says what to do. */
import type { IdentityEncoder } from '../../workers/read-face.ts';
import { UserError } from '../errors.ts';
import { decodeImage } from '../image/decode-image.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import type { SessionOptions } from '../runtime/model.ts';
import { say } from '../say.ts';
import { invertPicture } from '../train/textual-inversion.ts';
import { vectorsOf } from './drawing-bundle.ts';
import { inversionOf } from './inversion.ts';

/** Nothing of it is kept but the vectors: a photo's state never reaches a disk. */
export const inversionEncoder = (
  pipeline: Pipeline,
  bundle: string,
  steps: number,
  session: SessionOptions,
): IdentityEncoder => ({
  bundle,
  async encode(photo, { signal, step } = {}) {
    if (steps === 0) throw withoutEncoder(pipeline.bundle.name);
    const inversion = await inversionOf(pipeline, await decodeImage(photo), { steps });
    const { pseudoWord, isFinished } = await invertPicture(inversion, {
      session,
      signal,
      onStep: (report) => step?.(report.step, report.steps),
    });
    if (!isFinished) signal?.throwIfAborted();
    return vectorsOf(pseudoWord);
  },
});

const withoutEncoder = (model: string): UserError =>
  new UserError(
    'no-encoder',
    say`The model “${model}” cannot learn a face in one look: ask whoever runs this bot to switch the slow way on (INVERSION_STEPS), or to choose a model with an encoder.`,
  );
