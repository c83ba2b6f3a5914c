/** @file x · sigmoid(αx) in one node: SiLU, and CLIP's fast GELU. ONNX: com.microsoft QuickGelu. */
import { scalar } from '../constants.ts';
import type { Value } from '../graph.ts';
import { defineOp } from '../op.ts';
import { add } from './add.ts';
import { mul } from './mul.ts';
import { sigmoid } from './sigmoid.ts';
import { sub } from './sub.ts';

const op = defineOp({
  opType: 'QuickGelu',
  domain: 'com.microsoft',
  inputs: ['X'],
  outputs: ['Y'],
  attributes: { alpha: 1.702 },
  floatAttributes: ['alpha'],
  infer: ({ X }) => ({ Y: X.type }),
  // s = sigmoid(αx), y = x s:  dx = dy ⊙ (s + α (y − y s))
  vjp: ({ inputs: { X }, outputs: { Y }, attributes: { alpha } }, { Y: dY }) => ({
    X() {
      const times = (value: Value): Value => (alpha === 1 ? value : mul(value, scalar(alpha)));
      const s = sigmoid(times(X));
      return mul(dY, add(s, times(sub(Y, mul(Y, s)))));
    },
  }),
});

/** x · sigmoid(αx); α = 1 is SiLU. */
export const quickGelu = (X: Value, alpha: number): Value => op({ X }, { alpha }).Y;
