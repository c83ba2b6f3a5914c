/** @file A gate: a measurement on validation people that must pass before the next hours are spent. */

export interface GateResult {
  readonly figures: Readonly<Record<string, number>>;
  /** What the figures have to reach, in words. */
  readonly wanted: string;
  readonly passed: boolean;
}

export interface Gate {
  readonly name: string;
  readonly run: () => Promise<GateResult>;
}

/** One line for docs/training.md: "G0 passed: plain 0.980, oil 0.950 (wanted: plain at least 0.97)". */
export function gateLine({ name }: Gate, { figures, wanted, passed }: GateResult): string {
  const shown = Object.entries(figures).map(([figure, value]) => `${figure} ${value.toFixed(3)}`);
  return `${name} ${passed ? 'passed' : 'FAILED'}: ${shown.join(', ')} (wanted: ${wanted})`;
}
