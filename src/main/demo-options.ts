/** @file The demo's arguments. */
import { parseArgs } from 'node:util';
import { UserError } from '../errors.ts';
import { MAX_FIRST_SEED } from '../queue/imagine.ts';

export interface OnceOptions {
  readonly face: string;
  readonly prompt: string;
  readonly out: string;
  readonly seed: number | undefined;
  readonly json: boolean;
}

export interface DemoOptions {
  /** The whole trip without a browser; undefined: the web chat. */
  readonly once: OnceOptions | undefined;
  /** To be shown instead of running anything. */
  readonly help?: string;
}

const ONCE = 'npm run -s demo -- --once --face FILE --prompt "S* as a chef" --out FILE [--seed N] [--json]';
const USAGE = `usage: npm run demo, or ${ONCE}`;

const HELP = `npm run demo
  Starts everything on this machine (Redis, a worker, the web chat), prints the address, and runs until Ctrl-C.

${ONCE}
  The whole trip without a browser: registers the face, draws the prompt, saves the picture, and ends.
  --face FILE    a picture of one drawn face (PNG, JPEG or WebP)
  --prompt TEXT  what to draw; S* is the face
  --out FILE     where the picture goes, as PNG
  --seed N       the same seed draws the same picture again
  --json         tells the time of each stage in milliseconds

Settings are environment variables: docs/configuration.md lists them (WEB_PORT=8081 npm run demo).
`;

/** Throws UserError that says what is wrong and how it is used. */
export function demoOptions(words: readonly string[]): DemoOptions {
  const { once, json, seed, help, ...files } = parsed(words);
  if (help === true) return { once: undefined, help: HELP };
  if (once !== true) {
    if (words.length > 0) throw wrong(`${words[0] ?? ''} belongs to --once`);
    return { once: undefined };
  }
  const required = (name: 'face' | 'prompt' | 'out'): string => {
    const value = files[name];
    if (value === undefined || value === '') throw wrong(`--once needs --${name}`);
    return value;
  };
  return {
    once: {
      face: required('face'),
      prompt: required('prompt'),
      out: required('out'),
      seed: seed === undefined ? undefined : parseSeed(seed),
      json: json === true,
    },
  };
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        once: { type: 'boolean' },
        face: { type: 'string' },
        prompt: { type: 'string' },
        out: { type: 'string' },
        seed: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw wrong(error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error));
  }
}

function parseSeed(text: string): number {
  const seed = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(seed <= MAX_FIRST_SEED)) throw wrong(`--seed is a whole number from 0 to ${MAX_FIRST_SEED}`);
  return seed;
}

const wrong = (what: string): UserError => new UserError('usage', `${what}; ${USAGE}`);
