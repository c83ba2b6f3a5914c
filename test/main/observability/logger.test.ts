/** @file Logs: structured lines that never hold what a member typed, showed or proved. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { UserError } from '../../../src/errors.ts';
import { createLogger } from '../../../src/main/observability/logger.ts';
import { redact } from '../../../src/main/observability/redact.ts';

function record() {
  const lines: string[] = [];
  const logger = createLogger({ part: 'test', level: 'debug', to: { write: (line) => lines.push(line) } });
  const last = () => z.record(z.string(), z.unknown()).parse(JSON.parse(lines.at(-1) ?? ''));
  return { logger, lines, last };
}

describe('a log line', () => {
  it('says when, how grave, which part and which job', () => {
    const { logger, last } = record();
    logger.child({ job: '17', queue: 'imagine' }).info({ ms: 12 }, 'drawn');
    expect(last()).toMatchObject({
      level: 'info',
      part: 'test',
      job: '17',
      queue: 'imagine',
      ms: 12,
      msg: 'drawn',
    });
    expect(last()['time']).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  });

  it('holds no prompt, token, key or picture at any depth', () => {
    const { logger, lines } = record();
    const hidden = { prompt: 'hush-1', token: 'hush-2', keyRing: 'hush-3', selfie: Buffer.from('hush-4') };
    logger
      .child({ request: hidden })
      .warn({ job: { data: hidden }, deep: { er: { hidden } }, ...hidden }, 'odd');
    expect(lines.join('')).not.toContain('hush');
    expect(lines.join('')).not.toContain(Buffer.from('hush-4').toString('base64'));
  });

  it('holds no number that was measured of a face', () => {
    const { logger, lines } = record();
    const measured = { descriptor: [0.123456], embedding: [[0.123456]], photo: { mean: 0.123456 } };
    logger.child({ person: measured }).error({ ...measured, people: [measured] }, 'odd');
    expect(lines.join('')).not.toContain('0.123456');
  });

  it('shows a refusal by its id, since its sentence may quote the prompt', () => {
    const { logger, lines, last } = record();
    logger.error({ err: new UserError('prompt-too-long', 'cut "hush"') }, 'refused');
    expect(last()).toMatchObject({ err: { type: 'UserError', id: 'prompt-too-long' } });
    expect(lines.join('')).not.toContain('hush');
  });

  it('keeps the stack and the cause of a failure', () => {
    const { logger, last } = record();
    logger.error(new Error('outer', { cause: new TypeError('inner') }));
    expect(last()).toMatchObject({
      err: { type: 'Error', message: 'outer', cause: { type: 'TypeError', message: 'inner' } },
    });
  });

  it('gives binary data by its size alone', () => {
    expect(redact({ latents: new Float32Array(3), raw: new ArrayBuffer(7) })).toEqual({
      latents: '[12 bytes]',
      raw: '[7 bytes]',
    });
  });

  it('can be written whatever the fields are', () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withTypedArray: true, withMap: true }),
        (value) => {
          const { logger, lines } = record();
          logger.info({ value }, 'anything');
          expect(lines).toHaveLength(1);
          JSON.parse(lines[0] ?? '');
        },
      ),
    );
  });

  it('survives fields that refer to themselves', () => {
    const circle: Record<string, unknown> = {};
    circle['again'] = circle;
    const { logger, lines } = record();
    logger.info({ circle }, 'round');
    expect(lines[0]).toContain('[deeper]');
  });
});
