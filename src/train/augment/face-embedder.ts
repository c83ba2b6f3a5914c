/** @file The bundle's own eyes: its detector and the identity vector of its face ViT, for cleaning. */
import { readFileSync } from 'node:fs';
import { alignFaceInto } from '../../face/align.ts';
import type { Face } from '../../face/face.ts';
import { shrunkTemplate } from '../../face/template.ts';
import { emit } from '../../graph/emit.ts';
import { l2Normalize } from '../../graph/functional.ts';
import { input } from '../../graph/graph.ts';
import { decodeImage } from '../../image/decode-image.ts';
import type { RgbImage } from '../../image/rgb-image.ts';
import { vit } from '../../models/vit.ts';
import type { FaceParts } from '../../pipeline/bundle.ts';
import { openFaceFinder } from '../../pipeline/face-finder.ts';
import { openSession } from '../../runtime/session.ts';
import { float32 } from '../../tensor/tensor.ts';

interface FaceEmbedder {
  /** The surest face. */
  readonly find: (image: RgbImage) => Promise<Face | undefined>;
  /** The face at those landmarks: the ViT's last vector, at unit length. */
  readonly embed: (image: RgbImage, points: Face['points']) => Promise<Float32Array>;
  readonly embedFile: (path: string, points: Face['points']) => Promise<Float32Array>;
  readonly close: () => Promise<void>;
}

export async function openFaceEmbedder({
  vit: face,
  zoom,
  detectorFolder,
}: FaceParts): Promise<FaceEmbedder> {
  const finder = await openFaceFinder({ detectorFolder }, 'any');
  const { image_size: size, num_channels: channels } = face.config;
  const crop = float32([1, channels, size, size]);
  const { final } = vit(face.scope, face.config, input('crop', crop));
  const session = await openSession(emit({ identity: l2Normalize(final) }));
  const embed: FaceEmbedder['embed'] = async (image, points) => {
    alignFaceInto(crop.data, 0, image, points, size, shrunkTemplate(zoom));
    const { identity } = await session.run({ crop });
    return identity?.data as Float32Array;
  };
  return {
    find: async (image) => (await finder.find(image))[0],
    embed,
    embedFile: async (path, points) => embed(await decodeImage(readFileSync(path)), points),
    close: async () => {
      await finder.close();
      await session.close();
    },
  };
}
