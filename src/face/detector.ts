/** @file Finds the faces of a picture of any size with the trained detector. */
import { openModel } from '../checkpoint/model-folder.ts';
import { emit } from '../graph/emit.ts';
import { input } from '../graph/graph.ts';
import { FACE_CELL, faceDetector } from '../models/face-detector.ts';
import { FACE_DETECTOR } from '../models/kinds.ts';
import type { SessionOptions } from '../runtime/model.ts';
import { openSession } from '../runtime/session.ts';
import { float32 } from '../tensor/tensor.ts';
import { type Face, heightOf, movedFace, widthOf } from './face.ts';
import { distinctFaces, facesInGrid, isSameFace } from './grid.ts';
import { applySimilarity, type Similarity } from './similarity.ts';
import { warpInto } from './warp.ts';
import type { RgbImage } from '../image/rgb-image.ts';

export interface FaceDetector {
  /** The surest first, in pixels of the picture. */
  readonly find: (image: RgbImage) => Promise<Face[]>;
  readonly close: () => Promise<void>;
}

export interface DetectorOptions {
  readonly session?: SessionOptions;
  /** Least confidence in [0, 1]. */
  readonly threshold?: number;
}

/** A face is looked at again where it fills about this much of the detector's input. */
const CLOSE_UP = 0.55;

/** Opens the folder that the recipe wrote. Throws CheckpointError. */
export async function openFaceDetector(
  folder: string,
  { session: options = {}, threshold = 0.5 }: DetectorOptions = {},
): Promise<FaceDetector> {
  const { config, scope, finish } = openModel(folder, FACE_DETECTOR);
  const size = config.image_size;
  const shape = [1, config.num_channels, size, size];
  const grid = faceDetector(scope, config, input('image', { dtype: 'float32', shape }));
  finish();
  const session = await openSession(emit({ grid }), options);

  const look = async (image: RgbImage, view: Similarity): Promise<Face[]> => {
    const pixels = float32(shape);
    warpInto(pixels.data, 0, image, view, size);
    pixels.data.forEach((value, i) => {
      pixels.data[i] = value / 127.5 - 1;
    });
    const { grid: output } = await session.run({ image: pixels });
    const faces = facesInGrid(output?.data as Float32Array, size / FACE_CELL, { threshold });
    return faces.map((face) => movedFace(face, (point) => applySimilarity(view, point)));
  };

  return {
    find: async (image) => {
      const whole = wholeView(image, size);
      const found = await look(image, whole);
      if (whole.a <= 1) return found;
      const closer: Face[] = [];
      for (const face of found) closer.push(await lookCloser(face, image, size, look));
      return distinctFaces(closer);
    },
    close: () => session.close(),
  };
}

/** The picture centred in the detector's square. */
function wholeView({ width, height }: RgbImage, size: number): Similarity {
  const scale = Math.max(width, height) / size;
  return { a: scale, b: 0, tx: (width - scale * size) / 2, ty: (height - scale * size) / 2 };
}

/** In a picture that had to shrink, a second look at the face alone places its landmarks more finely. */
async function lookCloser(
  face: Face,
  image: RgbImage,
  size: number,
  look: (image: RgbImage, view: Similarity) => Promise<Face[]>,
): Promise<Face> {
  const { box } = face;
  const scale = Math.max(widthOf(box), heightOf(box)) / (CLOSE_UP * size);
  const centre = [(box.left + box.right) / 2, (box.top + box.bottom) / 2] as const;
  const view = { a: scale, b: 0, tx: centre[0] - (scale * size) / 2, ty: centre[1] - (scale * size) / 2 };
  const seen = await look(image, view);
  return seen.find((other) => isSameFace(face, other)) ?? face;
}
