/** @file What gates 2 to 5 measure with: the judges and the embedded bundle. */
import { openPipeline, type Pipeline } from '../../pipeline/pipeline.ts';
import { TOON_BUNDLE } from '../../train/recipes/weights.ts';
import { type Judges, openJudges } from '../judges.ts';

/** Both are closed whatever happens. */
export async function withBundle<T>(work: (judges: Judges, pipeline: Pipeline) => Promise<T>): Promise<T> {
  const judges = await openJudges();
  try {
    const pipeline = await openPipeline(TOON_BUNDLE);
    try {
      return await work(judges, pipeline);
    } finally {
      await pipeline.close();
    }
  } finally {
    await judges.close();
  }
}
