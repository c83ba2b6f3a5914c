/** @file x where it is positive, else slope · x. ONNX: PRelu, opset 16; the slope broadcasts to x. */
import { ShapeError } from '../../errors.ts';
import { formatShape, sameShape } from '../../tensor/shape.ts';
import { scalar } from '../constants.ts';
import { broadcastTypes } from '../elementwise.ts';
import type { Value } from '../graph.ts';
import { defineOp } from '../op.ts';
import { add } from './add.ts';
import { mul } from './mul.ts';
import { relu } from './relu.ts';
import { sign } from './sign.ts';
import { sub } from './sub.ts';

const op = defineOp({
  opType: 'PRelu',
  inputs: ['X', 'slope'],
  outputs: ['Y'],
  infer({ X: { type }, slope }) {
    if (!sameShape(broadcastTypes('PRelu', type, slope.type).shape, type.shape)) {
      throw new ShapeError(
        `PRelu: a slope of ${formatShape(slope.type.shape)} for ${formatShape(type.shape)}`,
      );
    }
    return { Y: type };
  },
  vjp: ({ inputs: { X, slope } }, { Y: dY }) => ({
    X() {
      const isPositive = relu(sign(X));
      return mul(dY, add(isPositive, mul(slope, sub(scalar(1), isPositive))));
    },
    slope: () => mul(dY, sub(X, relu(X))),
  }),
});

/** `slope` is [channels, 1, 1] for pictures. Throws ShapeError. */
export const pRelu = (X: Value, slope: Value): Value => op({ X, slope }).Y;
