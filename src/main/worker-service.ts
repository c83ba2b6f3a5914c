/** @file A worker over one bundle as a service. */
import { openPipeline } from '../pipeline/pipeline.ts';
import { photoToonifier } from '../pipeline/toonify-photo.ts';
import type { JobReport } from '../queue/consumer.ts';
import { failureOf } from '../queue/failure.ts';
import { openLikenessJudge } from './likeness-judge.ts';
import { bundleFolder } from './bundle-folder.ts';
import { bundleSpace } from './bundle-space.ts';
import { required } from './config.ts';
import { faceEncoder, pictureMaker } from './drawing-bundle.ts';
import { inversionEncoder } from './inversion-encoder.ts';
import { onceInAWhile } from './quiet-errors.ts';
import type { Service, ServiceContext } from './service.ts';
import { createToonifyParts } from './toonify-parts.ts';
import { createWorkerParts } from './worker-parts.ts';

/** Takes jobs once resolved: the networks are loaded by then. */
export async function startWorker({ config, logger, metrics }: ServiceContext): Promise<Service> {
  const redisUrl = required(config, 'redisUrl', 'a worker');
  const ring = required(config, 'keyRing', 'a worker');
  const { provider, threads, lowMemory, inversionSteps } = config;
  const pipeline = await openPipeline(await bundleFolder(config), {
    session: { provider, threads },
    lowMemory,
  });
  // The first picture would otherwise wait for the networks to load.
  await pipeline.textToImage({ prompt: 'a face', steps: 1 });
  const bundle = await bundleSpace(pipeline.bundle.name, pipeline.bundle.folder);
  const reports = {
    onReport: (report: JobReport): void => {
      measure(metrics, report);
      const { queue, id: job, outcome, waitMs, runMs, error } = report;
      const failed = error === undefined ? {} : { err: error };
      logger[outcome === 'failed' ? 'error' : 'info'](
        { queue, job, outcome, waitMs, runMs, ...failed },
        'job ended',
      );
    },
    onError: onceInAWhile((error) => {
      logger.error({ err: error }, 'something failed beside a job');
    }),
  };
  const judge = openLikenessJudge(pipeline.bundle, { provider, threads });
  const parts = createWorkerParts({
    redisUrl,
    ring,
    ...reports,
    encoder:
      pipeline.bundle.identity === undefined
        ? inversionEncoder(pipeline, bundle, inversionSteps, { provider, threads })
        : faceEncoder(pipeline, bundle),
    maker: pictureMaker(pipeline, bundle, metrics.stepTaken),
    judge,
  });
  const toonifier = photoToonifier({ provider, threads });
  const toonifyParts = createToonifyParts({
    redisUrl,
    ring,
    ...reports,
    toonifier,
  });
  logger.info({ bundle, provider, threads }, 'taking jobs');
  return {
    checks: { redis: parts.check },
    stop: [
      parts.close,
      toonifyParts.close,
      toonifier.close,
      ...(judge === undefined ? [] : [judge.close]),
      pipeline.close,
    ],
  };
}

function measure(
  metrics: ServiceContext['metrics'],
  { queue, outcome, waitMs, runMs, error }: JobReport,
): void {
  metrics.jobStarted(queue, waitMs);
  const ended = outcome === 'failed' || outcome === 'refused';
  metrics.jobEnded(queue, runMs, outcome, ended ? failureOf(error).id : undefined);
}
