/** @file Normalises each channel of each sample; for inference, without a gradient. ONNX: InstanceNormalization, opset 6. */
import { ShapeError } from '../../errors.ts';
import { formatShape } from '../../tensor/shape.ts';
import { filled } from '../constants.ts';
import type { Value } from '../graph.ts';
import { defineOp } from '../op.ts';

const op = defineOp({
  opType: 'InstanceNormalization',
  inputs: ['input', 'scale', 'B'],
  outputs: ['output'],
  attributes: { epsilon: 1e-5 },
  floatAttributes: ['epsilon'],
  infer({ input: { type } }) {
    if (type.shape.length < 3) {
      throw new ShapeError(`InstanceNormalization: ${formatShape(type.shape)} is not [batch, channels, ...]`);
    }
    return { output: type };
  },
});

/** `x` `[batch, channels, ...]` to mean 0 and variance 1 over all but the first two axes. Throws ShapeError. */
export function instanceNormalization(x: Value, epsilon: number): Value {
  const channels = [x.type.shape[1] ?? 0];
  return op({ input: x, scale: filled(channels, 1), B: filled(channels, 0) }, { epsilon }).output;
}
