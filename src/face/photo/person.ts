/** @file Which places of a photographed head's view are of a person, by MediaPipe's selfie segmentation. */
import type { RgbImage } from '../../image/rgb-image.ts';
import { SELFIE_SEGMENTATION_SIZE as SIZE } from '../../models/selfie-segmentation.ts';
import type { SessionOptions } from '../../runtime/model.ts';
import { float32 } from '../../tensor/tensor.ts';
import { applySimilarity, type Point } from '../similarity.ts';
import { VIEW_SIZE, wholeHead } from './face-view.ts';
import type { Mesh } from './mesh.ts';
import { openNetwork } from './networks.ts';
import { pyramidOf, warpFrom } from './pyramid.ts';

/** How surely a place of the whole head's view is of a person, in [0, 1]; of somebody beside it too. */
export type Person = (place: Point) => number;

export interface PersonFinder {
  readonly find: (image: RgbImage, mesh: Mesh) => Promise<Person>;
  readonly close: () => Promise<void>;
}

/** On a thread. Throws CheckpointError when the package is missing. */
export async function openPersonFinder(session: SessionOptions = {}): Promise<PersonFinder> {
  const network = await openNetwork('selfieSegmentation', session);
  return {
    find: async (picture, mesh) => {
      const { mask } = await network.run({ image: wholeHeadOf(picture, mesh) });
      const sure = mask?.data as Float32Array;
      const cellOf = (v: number): number =>
        Math.min(SIZE - 1, Math.max(0, Math.floor((v * SIZE) / VIEW_SIZE)));
      return ([x, y]) => sure[cellOf(y) * SIZE + cellOf(x)] ?? 0;
    },
    close: network.close,
  };
}

/** `[1, 3, 256, 256]` in [0, 1]; white beyond the picture's edge, where the network takes black for dark hair. */
function wholeHeadOf(picture: RgbImage, mesh: Mesh) {
  const toPicture = wholeHead(mesh, SIZE);
  const image = float32([1, 3, SIZE, SIZE]);
  warpFrom(pyramidOf(picture), image.data, toPicture, SIZE);
  const area = SIZE * SIZE;
  for (let i = 0; i < area; i++) {
    const [x, y] = applySimilarity(toPicture, [(i % SIZE) + 0.5, Math.floor(i / SIZE) + 0.5]);
    const isSeen = x >= 0 && y >= 0 && x < picture.width && y < picture.height;
    for (let c = 0; c < 3; c++) {
      const k = c * area + i;
      image.data[k] = isSeen ? (image.data[k] as number) / 255 : 1;
    }
  }
  return image;
}
