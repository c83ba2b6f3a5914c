/** @file Sending a picture to the server before a command uses it. */
import type { UploadView } from '../view.ts';
import { t } from './language.ts';
import { sendPicture } from './send-picture.ts';

/** A picture that is ready to go with the next command. */
export interface Attached extends UploadView {
  readonly previewUrl: string;
}

/** Throws an Error whose message is for the member. */
export async function uploadPicture(file: Blob, fileName: string, maxBytes: number): Promise<Attached> {
  if (file.size > maxBytes) {
    throw new Error(
      t`That file has ${megabytes(file.size)}; at most ${megabytes(maxBytes)} fit: choose a smaller one.`,
    );
  }
  const unreached = t`The upload did not reach the server. Try it again in a moment.`;
  const answer = await sendPicture<UploadView>('/uploads', { picture: file, fileName, unreached });
  return { ...answer, previewUrl: URL.createObjectURL(file) };
}

export const megabytes = (bytes: number): string =>
  bytes < 1024 * 1024
    ? t`${Math.max(1, Math.round(bytes / 1024))} KB`
    : t`${Math.round((10 * bytes) / 1024 / 1024) / 10} MB`;
