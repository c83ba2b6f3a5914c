/** @file Progress in characters, for platforms that have no bar of their own. */

const LENGTH = 20;

/** From 0 to 1; what lies beyond is drawn as the end. */
export function progressBar(fraction: number): string {
  const full = Math.round(Math.min(1, Math.max(0, fraction)) * LENGTH);
  return '▰'.repeat(full) + '▱'.repeat(LENGTH - full);
}
