/** @file x Φ(x), with the normal distribution's Φ: GELU in one node. ONNX: com.microsoft Gelu. */
import { scalar } from '../constants.ts';
import type { Value } from '../graph.ts';
import { defineOp } from '../op.ts';
import { add } from './add.ts';
import { erf } from './erf.ts';
import { exp } from './exp.ts';
import { mul } from './mul.ts';

const op = defineOp({
  opType: 'Gelu',
  domain: 'com.microsoft',
  inputs: ['X'],
  outputs: ['Y'],
  infer: ({ X }) => ({ Y: X.type }),
  // dx = dy ⊙ (Φ(x) + x φ(x))
  vjp: ({ inputs: { X } }, { Y: dY }) => ({
    X() {
      const distribution = mul(add(erf(mul(X, scalar(Math.SQRT1_2))), scalar(1)), scalar(0.5));
      const density = mul(exp(mul(mul(X, X), scalar(-0.5))), scalar(1 / Math.sqrt(2 * Math.PI)));
      return mul(dY, add(distribution, mul(X, density)));
    },
  }),
});

/** The exact GELU, by the error function. */
export const gelu = (X: Value): Value => op({ X }).Y;
