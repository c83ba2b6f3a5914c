/** @file The photo networks from the packages that carry their weights: built by our own graph builder when first opened. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { constantScope } from '../../checkpoint/constant-scope.ts';
import type { Scope } from '../../checkpoint/scope.ts';
import { readTfjsWeights } from '../../checkpoint/tfjs-weights.ts';
import { readTfliteWeights } from '../../checkpoint/tflite-weights.ts';
import { CheckpointError } from '../../errors.ts';
import { emit, type EmittedModel } from '../../graph/emit.ts';
import { input, type Value } from '../../graph/graph.ts';
import { BLAZE_FACE_SIZE, blazeFace } from '../../models/blaze-face.ts';
import { FACE_DESCRIPTOR_SIZE, faceDescriptor } from '../../models/face-descriptor.ts';
import { FACE_MESH_SIZE, faceMesh } from '../../models/face-mesh.ts';
import { SELFIE_SEGMENTATION_SIZE, selfieSegmentation } from '../../models/selfie-segmentation.ts';
import type { Session, SessionOptions } from '../../runtime/model.ts';
import { openSession } from '../../runtime/session.ts';

interface Network {
  /** Side of its input in pixels. */
  readonly size: number;
  /** Finds a file of the package that carries the weights, which lie at `weights` from its folder. */
  readonly resolve: () => string;
  readonly weights: string;
  readonly build: (scope: Scope, image: Value) => Readonly<Record<string, Value>>;
}

const require = createRequire(import.meta.url);

const resolveHuman = (): string => require.resolve('@vladmandic/human');

/** Licences: NOTICE. */
const NETWORKS = {
  blazeFace: {
    size: BLAZE_FACE_SIZE,
    resolve: resolveHuman,
    weights: '../models/blazeface.json',
    build: (scope, image) => ({ ...blazeFace(scope, image) }),
  },
  faceMesh: {
    size: FACE_MESH_SIZE,
    resolve: resolveHuman,
    weights: '../models/facemesh.json',
    build: (scope, image) => ({ ...faceMesh(scope, image) }),
  },
  faceDescriptor: {
    size: FACE_DESCRIPTOR_SIZE,
    resolve: () => require.resolve('@vladmandic/face-api/package.json'),
    weights: 'model/face_recognition_model-weights_manifest.json',
    build: (scope, image) => ({ descriptor: faceDescriptor(scope, image) }),
  },
  selfieSegmentation: {
    size: SELFIE_SEGMENTATION_SIZE,
    resolve: () => require.resolve('@mediapipe/selfie_segmentation/package.json'),
    weights: 'selfie_segmentation.tflite',
    build: (scope, image) => ({ mask: selfieSegmentation(scope, image) }),
  },
} as const satisfies Readonly<Record<string, Network>>;

export type NetworkName = keyof typeof NETWORKS;

/** Where the package's file lies. Throws CheckpointError when the package is not installed. */
function locate({ resolve, weights }: Network): string {
  try {
    return join(dirname(resolve()), weights);
  } catch (cause) {
    throw new CheckpointError(`the package that carries ${weights} is not installed`, { cause });
  }
}

/** The network as an ONNX model for one picture at a time; its input is `image` [1, 3, size, size]. Throws CheckpointError. */
export function photoModel(name: NetworkName): EmittedModel {
  const network: Network = NETWORKS[name];
  const { size, build } = network;
  const image = input('image', { dtype: 'float32', shape: [1, 3, size, size] });
  const path = locate(network);
  const weights = path.endsWith('.tflite') ? readTfliteWeights(path) : readTfjsWeights(path);
  return emit(build(constantScope(weights), image));
}

/** On a thread of its own. Throws CheckpointError. */
export const openNetwork = (name: NetworkName, options: SessionOptions = {}): Promise<Session> =>
  openSession(photoModel(name), options);
