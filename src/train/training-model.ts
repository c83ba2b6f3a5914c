/** @file A recipe's graph with its backward pass, ready to run. */
import { gradients } from '../graph/autodiff.ts';
import { emit, type EmittedModel } from '../graph/emit.ts';
import type { Value } from '../graph/graph.ts';
import type { TrainingGraph } from './recipe.ts';

const LOSS = 'loss';
const METRIC = 'metric:';
const GRADIENT = 'gradient:';

export const lossOutput = LOSS;
export const metricOutput = (name: string): string => METRIC + name;
export const gradientOutput = (key: string): string => GRADIENT + key;

/** Inputs: the feeds, and the parameters by key. Outputs: the loss, the metrics and a gradient for each parameter. */
export function trainingModel({ loss, metrics, parameters, segments = 1 }: TrainingGraph): EmittedModel {
  const cotangents = gradients(
    loss,
    parameters.map(({ value }) => value),
    { segments },
  );
  const outputs: Record<string, Value> = { [LOSS]: loss };
  for (const [name, value] of Object.entries(metrics)) outputs[metricOutput(name)] = value;
  parameters.forEach(({ key }, i) => {
    outputs[gradientOutput(key)] = cotangents[i] as Value;
  });
  return emit(outputs);
}
