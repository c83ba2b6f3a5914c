/** @file Sending a picture to the server before a command uses it. */
import type { UploadView } from '../view.ts';

/** A picture that is ready to go with the next command. */
export interface Attached extends UploadView {
  readonly previewUrl: string;
}

/** Throws an Error whose message is for the member. */
export async function uploadPicture(file: Blob, fileName: string, maxBytes: number): Promise<Attached> {
  if (file.size > maxBytes) {
    throw new Error(`That file has ${megabytes(file.size)}; at most ${megabytes(maxBytes)} fit.`);
  }
  const response = await fetch('/uploads', {
    method: 'POST',
    headers: { 'content-type': file.type, 'x-file-name': encodeURIComponent(fileName) },
    body: file,
  }).catch(() => undefined);
  if (response === undefined)
    throw new Error('The upload did not reach the server. Try it again in a moment.');
  const answer = (await response.json()) as UploadView | { readonly sentence: string };
  if ('sentence' in answer) throw new Error(answer.sentence);
  return { ...answer, previewUrl: URL.createObjectURL(file) };
}

export const megabytes = (bytes: number): string =>
  bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, '')} MB`;
