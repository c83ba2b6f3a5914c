/** @file Recipes: the face detector with five landmarks, once for the bundle and once, apart, for the judges. */
import { join } from 'node:path';
import { createParameters } from '../../checkpoint/parameter-scope.ts';
import { scalar } from '../../graph/functional.ts';
import { input, type Value } from '../../graph/graph.ts';
import { abs, add, div, exp, log, mul, neg, reduceSum, relu, slice, sub } from '../../graph/ops/index.ts';
import { FACE_CELL, FACE_CHANNELS, faceDetector } from '../../models/face-detector.ts';
import { FACE_DETECTOR } from '../../models/kinds.ts';
import { toonFaceDetector } from '../../models/presets/toon.ts';
import { seededRandom } from '../../tensor/random.ts';
import { float32 } from '../../tensor/tensor.ts';
import { openFaceScenes, type PlacedFace } from '../datasets/face-scenes.ts';
import { preparePortraits, type PortraitSet } from '../datasets/portraits.ts';
import { PLAN, type Planned, type Recipe } from '../recipe.ts';
import { JUDGES, saveWeights, TOON_BUNDLE } from './weights.ts';

interface Config {
  readonly set: PortraitSet;
  /** What an offset of one cell costs beside the score's cross-entropy. */
  readonly offsetWeight: number;
}

const model = toonFaceDetector;
const SIDE = model.image_size / FACE_CELL;
const CELLS = SIDE * SIDE;
const OFFSETS = FACE_CHANNELS.box + FACE_CHANNELS.landmarks;
const base = { ...PLAN, offsetWeight: 1, learningRate: 2e-3, batch: 32 };

const sumAll = (x: Value): Value =>
  reduceSum(
    x,
    x.type.shape.map((_, axis) => axis),
  );

/** Cross-entropy of a logit and a target in {0, 1}, in the form that cannot overflow. */
function binaryCrossEntropy(logit: Value, target: Value): Value {
  const softplus = log(add(scalar(1), exp(neg(abs(logit)))));
  return add(sub(relu(logit), mul(logit, target)), softplus);
}

function build({ offsetWeight }: Config, shardSize: number): ReturnType<Recipe<Config>['build']> {
  const { scope, parameters } = createParameters();
  const grid = (name: string, channels: number): Value =>
    input(name, { dtype: 'float32', shape: [shardSize, channels, SIDE, SIDE] });
  const [image, score, scored, offsets, placed] = [
    input('image', { dtype: 'float32', shape: [shardSize, 3, model.image_size, model.image_size] }),
    grid('score', 1),
    grid('scored', 1),
    grid('offsets', OFFSETS),
    grid('placed', 1),
  ];
  const output = faceDetector(scope, model, image);
  const logit = slice(output, 1, 0, FACE_CHANNELS.score);
  const found = slice(output, 1, FACE_CHANNELS.score, FACE_CHANNELS.score + OFFSETS);
  const scoreLoss = mul(sumAll(mul(binaryCrossEntropy(logit, score), scored)), scalar(1 / shardSize));
  const missed = sumAll(mul(abs(sub(found, offsets)), placed));
  const offset = div(missed, mul(add(sumAll(placed), scalar(1)), scalar(OFFSETS)));
  const loss = add(scoreLoss, mul(offset, scalar(offsetWeight)));
  return { loss, metrics: { score: scoreLoss, offset }, parameters };
}

/** Marks a face in the target grids: the cell of its centre has the score, its neighbours the offsets alone. */
function mark(
  face: PlacedFace,
  sample: number,
  grids: Record<'score' | 'scored' | 'offsets' | 'placed', Float32Array>,
): void {
  const { left, top, right, bottom } = face.box;
  const column = Math.floor((left + right) / 2 / FACE_CELL);
  const row = Math.floor((top + bottom) / 2 / FACE_CELL);
  const numbers = [left, top, right, bottom, ...face.points.flat()];
  for (let y = Math.max(0, row - 1); y <= Math.min(SIDE - 1, row + 1); y++) {
    for (let x = Math.max(0, column - 1); x <= Math.min(SIDE - 1, column + 1); x++) {
      const cell = y * SIDE + x;
      const isCentre = x === column && y === row;
      if (isCentre) grids.score[sample * CELLS + cell] = 1;
      grids.scored[sample * CELLS + cell] = isCentre ? 1 : 0;
      grids.placed[sample * CELLS + cell] = 1;
      numbers.forEach((at, channel) => {
        const origin = (channel % 2 === 0 ? x : y) + 0.5;
        grids.offsets[(sample * OFFSETS + channel) * CELLS + cell] = at / FACE_CELL - origin;
      });
    }
  }
}

const openData =
  (name: string): Recipe<Config>['openData'] =>
  ({ set, seed }, { cacheFolder }) => {
    const scenes = openFaceScenes(set, cacheFolder);
    const pixels = 3 * model.image_size ** 2;
    return Promise.resolve({
      next(step, shard, _shards, shardSize) {
        const random = seededRandom(`${seed}/${step}/${shard}`, name);
        const grid = (channels: number, value = 0): Float32Array<ArrayBuffer> =>
          new Float32Array(shardSize * channels * CELLS).fill(value);
        const image = float32([shardSize, 3, model.image_size, model.image_size]);
        const grids = { score: grid(1), scored: grid(1, 1), offsets: grid(OFFSETS), placed: grid(1) };
        for (let i = 0; i < shardSize; i++) {
          for (const face of scenes.paint(random, image.data, i * pixels)) mark(face, i, grids);
        }
        const shape = (channels: number): number[] => [shardSize, channels, SIDE, SIDE];
        return {
          image,
          score: float32(shape(1), grids.score),
          scored: float32(shape(1), grids.scored),
          offsets: float32(shape(OFFSETS), grids.offsets),
          placed: float32(shape(1), grids.placed),
        };
      },
    });
  };

function recipeFor(
  name: string,
  setName: PortraitSet['name'],
  people: number,
  folder: string,
): Recipe<Config> {
  const set = (count: number, perPerson: number): PortraitSet => ({
    name: setName,
    people: count,
    perPerson,
  });
  return {
    name,
    presets: {
      smoke: { ...base, set: set(100, 4), steps: 60 },
      v0: { ...base, set: set(people, setName === 'judge' ? 14 : 16), steps: 2500 },
      v1: { ...base, set: set(people, setName === 'judge' ? 14 : 16), steps: 10000 },
    },
    prepare: (config: Planned<Config>, { cacheFolder, onProgress }) =>
      preparePortraits(config.set, cacheFolder, (done, total) => {
        onProgress(done, total, 'drawing people');
      }),
    build,
    openData: openData(name),
    export(_config, parameters) {
      saveWeights(folder, FACE_DETECTOR, model, parameters);
      return Promise.resolve();
    },
  };
}

export const detector = recipeFor('face-detector', 'celebrities', 3000, join(TOON_BUNDLE, 'face_detector'));
export const judgeDetector = recipeFor('judge-detector', 'judge', 1500, join(JUDGES, 'detector'));
