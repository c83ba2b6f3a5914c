/** @file The log: JSON lines, one child a job, with everything private taken out before it is written. */
import { type DestinationStream, destination, type Level, type Logger, pino } from 'pino';
import { privateNames, redact } from './redact.ts';

export interface LoggerOptions {
  /** The process' part: "bot", "worker", "demo". */
  readonly part: string;
  readonly level: Level | 'silent';
  /** Standard error unless given. */
  readonly to?: DestinationStream;
}

/** `logger.info({ job: id }, 'drawn')`; objects are redacted, so never put a prompt into the sentence itself. */
export function createLogger({ part, level, to }: LoggerOptions): Logger {
  return pino(
    {
      level,
      base: { part, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      // What a child logger carries does not pass through the formatter.
      redact: {
        paths: privateNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
        censor: '[private]',
      },
      serializers: { err: redact, error: redact },
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => redact(fields) as Record<string, unknown>,
      },
    },
    to ?? destination({ fd: 2, sync: true }),
  );
}

/** A log file that is appended to as lines come. */
export const logFile = (path: string): DestinationStream =>
  destination({ dest: path, mkdir: true, sync: true });
