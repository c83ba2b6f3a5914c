/** @file Finds the faces of a photograph, with 468 points of each: BlazeFace on the whole picture, FaceMesh on every face. */
import type { RgbImage } from '../../image/rgb-image.ts';
import { BLAZE_FACE_SIZE } from '../../models/blaze-face.ts';
import { FACE_MESH_SIZE } from '../../models/face-mesh.ts';
import type { SessionOptions } from '../../runtime/model.ts';
import { float32 } from '../../tensor/tensor.ts';
import { type Face, heightOf, widthOf } from '../face.ts';
import { applySimilarity, scaleOf, type Similarity } from '../similarity.ts';
import { distinct, type Sighting, sightings } from './blaze.ts';
import { fivePoints, type Mesh, meshBox } from './mesh.ts';
import { openNetwork } from './networks.ts';
import { type Pose, poseOf } from './pose.ts';
import { type Pyramid, pyramidOf, warpFrom } from './pyramid.ts';

export interface PhotoFace extends Face {
  readonly mesh: Mesh;
  /** How sure FaceMesh is in [0, 1] that it saw a face. */
  readonly presence: number;
  readonly pose: Pose;
}

export interface PhotoFaces {
  /** The surest first, in pixels of the picture. */
  readonly find: (image: RgbImage) => Promise<PhotoFace[]>;
  readonly close: () => Promise<void>;
}

export interface PhotoFacesOptions {
  readonly session?: SessionOptions;
  /** Least confidence of the detector in [0, 1]. */
  readonly threshold?: number;
  /** Least confidence of the mesh in [0, 1]: below it, the detector was wrong. */
  readonly leastPresence?: number;
}

/** The most faces of a picture that are looked at closely. */
const MOST_FACES = 20;
/** Where nobody is found, halves and then quarters of the picture are looked at. */
const MOST_PARTS = 4;
/** Pixels of the picture to one of the detector's: a picture blown up further shows no face that was not seen before. */
const LEAST_SCALE = 0.5;
/** FaceMesh wants a face with this much around it. */
const MESH_MARGIN = 1.5;

/** Opens both networks, each on a thread. Throws CheckpointError when a package is missing. */
export async function openPhotoFaces({
  session = {},
  threshold = 0.5,
  leastPresence = 0.5,
}: PhotoFacesOptions = {}): Promise<PhotoFaces> {
  const [detector, mesher] = await Promise.all([
    openNetwork('blazeFace', session),
    openNetwork('faceMesh', session),
  ]);

  const look = async (pyramid: Pyramid, view: Similarity): Promise<Sighting[]> => {
    const image = view256(pyramid, view);
    const { scores, boxes } = await detector.run({ image });
    const found = sightings(scores?.data as Float32Array, boxes?.data as Float32Array, threshold);
    return found.map((one) => movedSighting(one, view));
  };

  const closeUp = async (pyramid: Pyramid, sighting: Sighting): Promise<PhotoFace | undefined> => {
    const view = meshView(sighting);
    const image = float32([1, 3, FACE_MESH_SIZE, FACE_MESH_SIZE]);
    warpFrom(pyramid, image.data, view, FACE_MESH_SIZE);
    for (let i = 0; i < image.data.length; i++) image.data[i] = (image.data[i] as number) / 255;
    const { mesh: local, presence } = await mesher.run({ image });
    const sure = Number(presence?.data[0]);
    if (sure < leastPresence) return undefined;
    const mesh = movedMesh(local?.data as Float32Array, view);
    return {
      score: sighting.score,
      presence: sure,
      mesh,
      box: meshBox(mesh),
      points: fivePoints(mesh),
      pose: poseOf(mesh),
    };
  };

  const facesIn = async (pyramid: Pyramid, views: readonly Similarity[]): Promise<PhotoFace[]> => {
    const found: Sighting[] = [];
    for (const view of views) found.push(...(await look(pyramid, view)));
    const faces: PhotoFace[] = [];
    for (const sighting of distinct(found).slice(0, MOST_FACES)) {
      const face = await closeUp(pyramid, sighting);
      if (face !== undefined) faces.push(face);
    }
    return distinct(faces);
  };

  return {
    find: async (picture) => {
      const pyramid = pyramidOf(picture);
      let faces = await facesIn(pyramid, [squareView(picture)]);
      for (let parts = 2; faces.length === 0 && parts <= MOST_PARTS; parts *= 2) {
        faces = await facesIn(pyramid, closerViews(picture, parts));
      }
      return faces;
    },
    close: async () => {
      await Promise.all([detector.close(), mesher.close()]);
    },
  };
}

function view256(pyramid: Pyramid, view: Similarity) {
  const image = float32([1, 3, BLAZE_FACE_SIZE, BLAZE_FACE_SIZE]);
  warpFrom(pyramid, image.data, view, BLAZE_FACE_SIZE);
  for (let i = 0; i < image.data.length; i++) image.data[i] = (image.data[i] as number) / 127.5 - 1;
  return image;
}

type Size = Pick<RgbImage, 'width' | 'height'>;

/** The picture centred in the detector's square. */
function squareView({ width, height }: Size): Similarity {
  const scale = Math.max(width, height) / BLAZE_FACE_SIZE;
  const shift = (BLAZE_FACE_SIZE * scale) / 2;
  return { a: scale, b: 0, tx: width / 2 - shift, ty: height / 2 - shift };
}

/** Squares that overlap by half, of the picture's longer side over `parts`: for faces too small in the whole of it. */
function closerViews({ width, height }: Size, parts: number): Similarity[] {
  const side = Math.max(width, height) / parts;
  const scale = side / BLAZE_FACE_SIZE;
  if (scale < LEAST_SCALE) return [];
  const starts = (length: number): number[] => {
    const steps = Math.max(0, Math.ceil((2 * (length - side)) / side));
    if (steps === 0) return [(length - side) / 2];
    return Array.from({ length: steps + 1 }, (_, i) => (i * (length - side)) / steps);
  };
  return starts(height).flatMap((ty) => starts(width).map((tx) => ({ a: scale, b: 0, tx, ty })));
}

function movedSighting({ score, box, eyes: [left, right] }: Sighting, view: Similarity): Sighting {
  const [x0, y0] = applySimilarity(view, [box.left, box.top]);
  const [x1, y1] = applySimilarity(view, [box.right, box.bottom]);
  return {
    score,
    box: { left: x0, top: y0, right: x1, bottom: y1 },
    eyes: [applySimilarity(view, left), applySimilarity(view, right)],
  };
}

/** The face upright in the middle of FaceMesh's square. */
function meshView({ box, eyes: [left, right] }: Sighting): Similarity {
  const scale = (Math.max(widthOf(box), heightOf(box)) * MESH_MARGIN) / FACE_MESH_SIZE;
  const angle = Math.atan2(right[1] - left[1], right[0] - left[0]);
  const [a, b] = [scale * Math.cos(angle), scale * Math.sin(angle)];
  const half = FACE_MESH_SIZE / 2;
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  return { a, b, tx: x - a * half + b * half, ty: y - b * half - a * half };
}

function movedMesh(local: Float32Array, view: Similarity): Mesh {
  const mesh = new Float32Array(local.length);
  const scale = scaleOf(view);
  for (let i = 0; i < local.length; i += 3) {
    const [x, y] = applySimilarity(view, [local[i] as number, local[i + 1] as number]);
    mesh[i] = x;
    mesh[i + 1] = y;
    mesh[i + 2] = (local[i + 2] as number) * scale;
  }
  return mesh;
}
