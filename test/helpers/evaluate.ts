/** @file Runs a graph once, in this thread. */
import { emit } from '../../src/graph/emit.ts';
import type { Value } from '../../src/graph/graph.ts';
import { loadModel } from '../../src/runtime/run.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';

/** The values of `outputs` by name, for the inputs fed by name. */
export async function evaluate(
  outputs: Readonly<Record<string, Value>>,
  feeds: Readonly<Record<string, Tensor>> = {},
): Promise<Readonly<Record<string, Tensor>>> {
  const model = emit(outputs);
  const session = await loadModel(model);
  try {
    return await session.run(
      Object.fromEntries(model.inputs.map(({ name }) => [name, feeds[name] as Tensor])),
    );
  } finally {
    await session.close();
  }
}
