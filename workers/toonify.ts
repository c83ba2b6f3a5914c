/** @file The toonify worker: a sealed photo becomes the parameters of a drawn person, and the photo dies. */
import { UserError } from '../src/errors.ts';
import type { Eraser } from '../src/identity/eraser.ts';
import type { SelfieStore } from '../src/identity/selfie-store.ts';
import { CancelledError } from '../src/queue/cancellation.ts';
import type { JobHooks } from '../src/queue/consumer.ts';
import { isFinal } from '../src/queue/failure.ts';
import type { ToonifiedPerson, ToonifyJob, ToonifyResult } from '../src/queue/toonify.ts';

export interface ToonifyWorkerOptions {
  /** Throws UserError that says what is wrong with the photo and what to do. */
  readonly toonify: (photo: Uint8Array) => Promise<ToonifiedPerson>;
  readonly selfies: SelfieStore;
  readonly eraser: Eraser;
  readonly onError: (error: unknown) => void;
}

export const toonifyHandler =
  ({ toonify, selfies, eraser, onError }: ToonifyWorkerOptions) =>
  async ({ selfieId, ownerId }: ToonifyJob, { signal, cancelled }: JobHooks): Promise<ToonifyResult> => {
    const destroyPhoto = async (): Promise<void> => {
      await selfies.destroy(selfieId, ownerId);
      eraser.soon(onError);
    };
    try {
      const photo = await selfies.read(selfieId, ownerId);
      if (photo === undefined) {
        throw new UserError(
          'photo-expired',
          'The photo waited too long and has been deleted: send it again.',
        );
      }
      const { person, expression, glasses, head } = await toonify(photo);
      photo.fill(0);
      // What was measured of a face is not left lying for nobody.
      if (await cancelled()) throw new CancelledError();
      await destroyPhoto();
      return { kind: 'toonified', version: 1, person, expression, glasses, head };
    } catch (error) {
      // What a retry may mend keeps the sealed photo for the next try; its minutes go on counting.
      if (isFinal(error) || error instanceof CancelledError || signal.aborted) await destroyPhoto();
      throw error;
    }
  };
