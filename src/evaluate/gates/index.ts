/** @file The gates in the order in which a training passes them. */
import { g0 } from './g0.ts';
import { g1 } from './g1.ts';
import { g2 } from './g2.ts';
import { g3 } from './g3.ts';
import { g4 } from './g4.ts';
import { g5 } from './g5.ts';
import type { Gate } from './gate.ts';

export const GATES: readonly Gate[] = [g0, g1, g2, g3, g4, g5];
