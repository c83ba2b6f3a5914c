/** @file The toonify worker: a sealed photo becomes the parameters of a drawn person, and the photo dies. */
import { UserError } from '../src/errors.ts';
import { CancelledError } from '../src/queue/cancellation.ts';
import type { JobHooks } from '../src/queue/consumer.ts';
import type { ToonifiedPerson, ToonifyJob, ToonifyResult } from '../src/queue/toonify.ts';
import { endingPhoto, type PhotoOptions, readPhoto } from './sealed-photo.ts';

export interface ToonifyWorkerOptions extends PhotoOptions {
  /** Throws UserError that says what is wrong with the photo and what to do. */
  readonly toonify: (photo: Uint8Array) => Promise<ToonifiedPerson>;
}

export const toonifyHandler =
  (options: ToonifyWorkerOptions) =>
  (job: ToonifyJob, hooks: JobHooks): Promise<ToonifyResult> =>
    endingPhoto(options, job, hooks, async () => {
      const drawn = await readPhoto(options, job, options.toonify);
      if (drawn === undefined) {
        throw new UserError(
          'photo-expired',
          'The photo waited too long and has been deleted: send it again.',
        );
      }
      // What was measured of a face is not left lying for nobody.
      if (await hooks.cancelled()) throw new CancelledError();
      const { person, expression, glasses, head } = drawn;
      return { kind: 'toonified', version: 1, person, expression, glasses, head };
    });
