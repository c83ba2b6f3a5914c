/** @file A drawn face as a picture: SVG for the screen, PNG for the server. */
import { compose } from '../../../../toon/compose.ts';
import { type Expression, portraitShotOf } from '../../../../toon/shot.ts';
import type { Identity } from '../../../../toon/traits.ts';

export interface Portrait {
  readonly identity: Identity;
  /** Of clothes and backdrop. */
  readonly shotSeed: number;
  readonly expression: Expression;
  /** Drawn, but no part of the face: pictures show them where a prompt asks for them. */
  readonly glasses: boolean;
}

const PORTRAIT_SIZE = 512;

const svgOf = ({ identity, shotSeed, expression, glasses }: Portrait, size: number): string => {
  const shot = { ...portraitShotOf(shotSeed), expression };
  return compose({ identity, shot, context: glasses ? { accessory: 'glasses' } : {}, style: 'plain' }, size);
};

/** For an image's `src`: its ids cannot meet those of another face on the page. */
export const portraitUrl = (portrait: Portrait, size = PORTRAIT_SIZE): string =>
  `data:image/svg+xml;utf8,${encodeURIComponent(svgOf(portrait, size))}`;

/** 512 x 512. */
export async function portraitPng(portrait: Portrait): Promise<Blob> {
  const image = new Image(PORTRAIT_SIZE, PORTRAIT_SIZE);
  image.src = portraitUrl(portrait);
  await image.decode();
  const canvas = new OffscreenCanvas(PORTRAIT_SIZE, PORTRAIT_SIZE);
  canvas.getContext('2d')?.drawImage(image, 0, 0, PORTRAIT_SIZE, PORTRAIT_SIZE);
  return canvas.convertToBlob({ type: 'image/png' });
}

/** Faces that people may register carry seeds outside every split of the training data. */
const FIRST_SEED = 4_000_000_000;
export const randomSeed = (): number => FIRST_SEED + Math.floor(Math.random() * 2 ** 31);
