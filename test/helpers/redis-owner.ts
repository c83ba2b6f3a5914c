/** @file A process that starts a Redis of its own and then only waits, to be killed. */
import { startRedisChild } from '../../src/main/redis-child.ts';

const redis = await startRedisChild({ folder: process.env['FOLDER'] ?? '' });
process.send?.(redis.pid());
process.on('message', () => undefined);
