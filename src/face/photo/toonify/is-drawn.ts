/** @file Whether the face of a picture is drawn, so that its measures are read as a drawing's. */
import type { RgbImage } from '../../../image/rgb-image.ts';
import { drawnScore } from '../../drawn.ts';
import { type FaceView, faceView } from '../face-view.ts';
import { MESH } from '../mesh.ts';
import type { PhotoFace } from '../photo-faces.ts';
import { luma } from './colours.ts';

/**
 * Of 236 photographed faces that serve nine score above the first, most of them dark-skinned people's, and none above the second; of 299
 * drawn ones all score above the first and one in eleven below the second.
 */
const MAYBE = 0;
const SURELY = 4;

/** Part of a face that is flat: at most 0.14 on those photographs, and at least 0.34 on those drawings (0.29 as JPEG of quality 75). */
const FLAT = 0.2;

/** What paints grain into a drawing, as oil does, scores high enough by itself. */
export function isDrawn(image: RgbImage, face: Pick<PhotoFace, 'points' | 'mesh'>): boolean {
  const score = drawnScore(image, face);
  return score > SURELY || (score > MAYBE && flatnessOf(faceView(image, face.mesh, NEAR)) > FLAT);
}

const NEAR = 0.7;
/** Pixels beside each other that differ by less in brightness, of 255, are of one fill. */
const ONE_FILL = 2.5;

/** The part of the places in the face around which 3 x 3 pixels are of one fill. */
function flatnessOf(view: FaceView): number {
  const [left, right] = [view.point(MESH.leftCheekbone)[0], view.point(MESH.rightCheekbone)[0]];
  const [top, bottom] = [view.point([10])[1], view.point(MESH.chin)[1]];
  const [x, y, across, along] = [
    (left + right) / 2,
    (top + bottom) / 2,
    (right - left) / 2,
    (bottom - top) / 2,
  ];
  let [places, flat] = [0, 0];
  for (let row = Math.ceil(top); row < bottom; row++) {
    for (let column = Math.ceil(left); column < right; column++) {
      if (((column - x) / across) ** 2 + ((row - y) / along) ** 2 > 0.9) continue;
      places++;
      if (rangeAround(view, column, row) < ONE_FILL) flat++;
    }
  }
  return flat / Math.max(1, places);
}

function rangeAround(view: FaceView, column: number, row: number): number {
  let [least, most] = [Infinity, -Infinity];
  for (let down = -1; down <= 1; down++) {
    for (let aside = -1; aside <= 1; aside++) {
      const light = luma(view.at([column + aside, row + down]));
      least = Math.min(least, light);
      most = Math.max(most, light);
    }
  }
  return most - least;
}
