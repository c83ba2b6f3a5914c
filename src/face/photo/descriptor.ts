/** @file A photographed face as 128 numbers, by dlib's network: one person's lie near each other. */
import type { RgbImage } from '../../image/rgb-image.ts';
import { FACE_DESCRIPTOR_SIZE } from '../../models/face-descriptor.ts';
import type { SessionOptions } from '../../runtime/model.ts';
import { float32 } from '../../tensor/tensor.ts';
import { euclideanDistance, type FaceEmbedder, type LikenessScale } from '../likeness.ts';
import { fitSimilarity, type Point, type Similarity } from '../similarity.ts';
import { MESH, type Mesh, meshPoint } from './mesh.ts';
import { openNetwork } from './networks.ts';
import { pyramidOf, warpFrom } from './pyramid.ts';

/** A photo with the mesh of one of its faces. */
export interface MeshedFace {
  readonly image: RgbImage;
  readonly mesh: Mesh;
}

/**
 * dlib's threshold of 0.6: 99.38 % of the 6,000 pairs of "Labeled Faces in the Wild" come out right (King 2017). Were all of
 * those errors false matches, they would be 1.24 % of the pairs of different people: that rate at most, on those photos. Between people
 * of one origin it is far higher (15 % of 153 pairs in docs/photographs.md): enough to judge pictures by, not to recognise anybody.
 */
export const PHOTO_LIKENESS: LikenessScale = {
  distance: euclideanDistance,
  threshold: 0.6,
  softness: 0.06,
  falseMatchRate: 0.0124,
};

/** Mean places of dlib's five landmarks in a unit square, and the mesh's points for them: eye corners and the nose's base. */
const LANDMARKS: readonly { readonly at: Point; readonly mesh: readonly number[] }[] = [
  { at: [0.8595674595992, 0.2134981538014], mesh: MESH.rightEyeOuter },
  { at: [0.6460604764104, 0.2289674387677], mesh: MESH.rightEyeInner },
  { at: [0.1205750620789, 0.2137274526848], mesh: MESH.leftEyeOuter },
  { at: [0.3340850613712, 0.2290642403242], mesh: MESH.leftEyeInner },
  { at: [0.4901123135679, 0.6277975316475], mesh: MESH.noseBase },
];

/** What dlib's network was trained with around that square, as a part of it. */
const PADDING = 0.25;

/** dlib's `get_face_chip_details`: from the chip's pixels into the picture. */
function chipView(mesh: Mesh): Similarity {
  const place = (v: number): number => (FACE_DESCRIPTOR_SIZE * (PADDING + v)) / (2 * PADDING + 1);
  return fitSimilarity(
    LANDMARKS.map(({ at: [x, y] }): Point => [place(x), place(y)]),
    LANDMARKS.map(({ mesh: numbers }) => meshPoint(mesh, numbers)),
  );
}

/** Opens the network on a thread. Throws CheckpointError when the package is missing. */
export async function openPhotoJudge(session: SessionOptions = {}): Promise<FaceEmbedder<MeshedFace>> {
  const network = await openNetwork('faceDescriptor', session);
  const embedOne = async ({ image: picture, mesh }: MeshedFace): Promise<Float32Array> => {
    const image = float32([1, 3, FACE_DESCRIPTOR_SIZE, FACE_DESCRIPTOR_SIZE]);
    warpFrom(pyramidOf(picture), image.data, chipView(mesh), FACE_DESCRIPTOR_SIZE);
    const { descriptor } = await network.run({ image });
    return descriptor?.data as Float32Array;
  };
  return {
    embed: async (faces) => {
      const descriptors: Float32Array[] = [];
      for (const face of faces) descriptors.push(await embedOne(face));
      return descriptors;
    },
    close: () => network.close(),
  };
}
