/** @file `npm run worker`: encodes and draws for all bots over the Redis that REDIS_URL names. */
import { runService } from './service.ts';
import { startWorker } from './worker-service.ts';

await runService('worker', startWorker);
