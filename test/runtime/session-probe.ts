/** @file A process that runs one model (`thread|here`: on a thread of its own or not) and ends. */
import { loadModel } from '../../src/runtime/run.ts';
import { openSession } from '../../src/runtime/session.ts';
import { float32 } from '../../src/tensor/tensor.ts';
import { matMulModel } from './models.ts';

const session = await (process.argv[2] === 'thread' ? openSession : loadModel)(matMulModel(2));
await session.run({ x: float32([2, 2]), w: float32([2, 2]) });
await session.close();
