/** @file Errors that come again and again, as with every attempt to connect: each message is passed on once in a while. */

const QUIET_MS = 30_000;
const MOST_MESSAGES = 100;

/** Passes an error on, with what is said about it, unless one of the same message was passed on in the last half minute. */
export function onceInAWhile<About extends unknown[]>(
  pass: (error: unknown, ...about: About) => void,
  now: () => number = Date.now,
): (error: unknown, ...about: About) => void {
  const passedAt = new Map<string, number>();
  return (error, ...about) => {
    const message = error instanceof Error ? error.message : String(error);
    if (now() - (passedAt.get(message) ?? -Infinity) < QUIET_MS) return;
    if (passedAt.size > MOST_MESSAGES) passedAt.clear();
    passedAt.set(message, now());
    pass(error, ...about);
  };
}
