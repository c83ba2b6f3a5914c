/** @file A picture to the page's own server, and its answer. */

export interface Sent {
  readonly picture: Blob;
  readonly fileName: string;
  /** What the member reads where no answer comes that can be read, as from a proxy. */
  readonly unreached: string;
  readonly signal?: AbortSignal;
}

/** Throws an Error whose message is for the member. */
export async function sendPicture<Answer extends object>(
  path: '/uploads' | '/toonify',
  { picture, fileName, unreached, signal }: Sent,
): Promise<Answer> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': picture.type, 'x-file-name': encodeURIComponent(fileName) },
    body: picture,
    ...(signal === undefined ? {} : { signal }),
  })
    .then((response) => response.json() as Promise<Answer | { readonly sentence: string }>)
    .catch(() => undefined);
  if (answer === undefined) throw new Error(unreached);
  if ('sentence' in answer) throw new Error(answer.sentence);
  return answer;
}
