/** @file Operators that work element by element: what their definitions share. */
import { broadcastShapes } from '../tensor/shape.ts';
import type { TensorType } from '../tensor/tensor.ts';
import type { Value } from './graph.ts';
import { defineOp, sharedDType } from './op.ts';

/** `vjp(dy, y, x)` is the cotangent of x; without it the gradient is zero everywhere. */
export function defineUnary(
  opType: string,
  inputName: string,
  outputName: string,
  vjp: ((dy: Value, y: Value, x: Value) => Value) | undefined,
): (x: Value) => Value {
  const op = defineOp<string, string>({
    opType,
    inputs: [inputName],
    outputs: [outputName],
    infer: (inputs) => ({ [outputName]: only(inputs, inputName).type }),
    vjp: ({ inputs, outputs }, cotangents) =>
      vjp === undefined
        ? {}
        : {
            [inputName]: () =>
              vjp(only(cotangents, outputName), only(outputs, outputName), only(inputs, inputName)),
          },
  });
  return (x) => only(op({ [inputName]: x }), outputName);
}

function only(values: Readonly<Record<string, Value | undefined>>, name: string): Value {
  const value = values[name];
  if (value === undefined) throw new TypeError(`no value named ${name}`);
  return value;
}

/** The type of an elementwise result under broadcasting. Throws ShapeError. */
export const broadcastTypes = (opType: string, a: TensorType, b: TensorType): TensorType => ({
  dtype: sharedDType(opType, a, b),
  shape: broadcastShapes(a.shape, b.shape),
});
