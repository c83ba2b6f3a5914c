/** @file What a person at a terminal sees of a failure. */
import { CheckpointError, ConfigError, UserError } from '../errors.ts';

/** A sentence and status 2 for what the caller can mend; status 1 with the stack for what is our fault. */
export function reportFailure(error: unknown, write: (text: string) => void = toStandardError): number {
  if (error instanceof UserError || error instanceof ConfigError || error instanceof CheckpointError) {
    write(`${error.message}\n`);
    return 2;
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  write(`This is a fault of the program, not yours:\n${detail}\n`);
  return 1;
}

function toStandardError(text: string): void {
  process.stderr.write(text);
}
