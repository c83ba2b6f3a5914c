/** @file A thread that tests call: it answers, throws, waits and dies. */
import { setTimeout } from 'node:timers/promises';
import { ConfigError, UserError } from '../../src/errors.ts';
import { serve } from '../../src/runtime/thread.ts';

export interface EchoMethods {
  readonly echo: (argument: unknown) => unknown;
  readonly later: (ms: number) => Promise<number>;
  readonly refuse: (kind: 'user' | 'config' | 'plain') => never;
  readonly exit: (code: number) => never;
}

serve<EchoMethods>({
  echo: (argument) => argument,
  later: (ms) => setTimeout(ms, ms),
  refuse: (kind) => {
    if (kind === 'user') throw new UserError('no-face', 'no face was found');
    throw kind === 'config' ? new ConfigError('a bad setting') : new TypeError('a bad type');
  },
  exit: (code) => process.exit(code),
});
