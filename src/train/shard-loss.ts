/** @file What a part of a batch lost, and the mean over parts of one size. */

export interface ShardLoss {
  readonly loss: number;
  readonly metrics: Readonly<Record<string, number>>;
}

export function meanOf(shards: readonly ShardLoss[]): ShardLoss {
  const mean = (pick: (shard: ShardLoss) => number): number =>
    shards.reduce((sum, shard) => sum + pick(shard), 0) / shards.length;
  const names = Object.keys(shards[0]?.metrics ?? {});
  return {
    loss: mean(({ loss }) => loss),
    metrics: Object.fromEntries(names.map((name) => [name, mean(({ metrics }) => metrics[name] ?? NaN)])),
  };
}
