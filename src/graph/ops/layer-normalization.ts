/** @file Normalises over the last axis, then scales and shifts. ONNX: LayerNormalization, opset 17. */
import { ShapeError } from '../../errors.ts';
import { formatShape, type Shape } from '../../tensor/shape.ts';
import { isFilledWith } from '../constants.ts';
import type { Value } from '../graph.ts';
import { defineOp, sharedDType } from '../op.ts';
import { mul } from './mul.ts';
import { reduceMean } from './reduce-mean.ts';
import { sub } from './sub.ts';

const op = defineOp({
  opType: 'LayerNormalization',
  inputs: ['X', 'Scale', 'B'],
  outputs: ['Y', 'Mean?', 'InvStdDev?'],
  attributes: { axis: -1, epsilon: 1e-5 },
  floatAttributes: ['epsilon'],
  infer({ X: { type }, Scale, B }) {
    requireSize('Scale', Scale.type.shape, type.shape);
    requireSize('B', B.type.shape, type.shape);
    const dtype = sharedDType('LayerNormalization', type, Scale.type, B.type);
    const statistic = { dtype, shape: type.shape.with(-1, 1) };
    return { Y: type, Mean: statistic, InvStdDev: statistic };
  },
  vjp({ inputs: { X, Scale, B }, outputs: { Y, Mean, InvStdDev } }, { Y: dY }) {
    const isPlain = isFilledWith(Scale, 1) && isFilledWith(B, 0);
    const normalized = isPlain ? Y : mul(sub(X, Mean), InvStdDev);
    return {
      X: () => centred(isPlain ? dY : mul(dY, Scale), normalized, InvStdDev),
      Scale: () => mul(dY, normalized),
      B: () => dY,
    };
  },
});

/** dx = (dn − mean(dn) − n ⊙ mean(dn ⊙ n)) / σ, of the normalised n and its cotangent dn. */
function centred(dn: Value, n: Value, inverseDeviation: Value): Value {
  const mean = reduceMean(dn, [-1], true);
  const projection = mul(n, reduceMean(mul(dn, n), [-1], true));
  return mul(sub(sub(dn, mean), projection), inverseDeviation);
}

function requireSize(name: string, shape: Shape, x: Shape): void {
  if (shape.length !== 1 || shape[0] !== x.at(-1)) {
    throw new ShapeError(`LayerNormalization: ${name} of ${formatShape(shape)} for ${formatShape(x)}`);
  }
}

/** `scale` and `bias` are [last size of x]; where they are constant ones and zeros the gradient is cheaper. */
export const layerNormalization = (X: Value, scale: Value, bias: Value, epsilon: number): Value =>
  op({ X, Scale: scale, B: bias }, { epsilon }).Y;
