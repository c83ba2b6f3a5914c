/** @file What a contender written here prints for contender.ts to read: a JSON line a phase. */

/** Runs it `times` times and reports each one's seconds; returns the last result. */
export async function phase<T>(name: string, work: () => Promise<T>, times = 1): Promise<T> {
  const seconds: number[] = [];
  for (;;) {
    const begun = performance.now();
    const result = await work();
    seconds.push((performance.now() - begun) / 1000);
    if (seconds.length < times) continue;
    report(name, seconds);
    return result;
  }
}

export const report = (name: string, seconds: readonly number[]): void => {
  process.stdout.write(`${JSON.stringify({ phase: name, seconds })}\n`);
};
