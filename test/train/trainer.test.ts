/** @file The training loop: it learns, repeats itself, and resumes. */
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CheckpointError, ConfigError } from '../../src/errors.ts';
import { exportRecipe, exportState } from '../../src/train/finished.ts';
import { parseCurve } from '../../src/train/curve.ts';
import { type StepReport, trainRecipe, type TrainingOptions } from '../../src/train/trainer.ts';

const recipe = new URL('./recipes/wave.ts', import.meta.url).href;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dreamidentity-train-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The losses of the steps that this call takes. */
async function losses(options: Partial<TrainingOptions>): Promise<number[]> {
  const reports: StepReport[] = [];
  await trainRecipe({
    recipe,
    preset: 'v0',
    workers: 2,
    folder,
    onStep: (report) => reports.push(report),
    ...options,
  });
  return reports.map(({ loss }) => loss);
}

/** The losses of a training that nothing disturbs. */
let whole: number[] = [];
beforeAll(async () => {
  const undisturbed = mkdtempSync(join(tmpdir(), 'dreamidentity-train-'));
  whole = await losses({ folder: undisturbed });
  rmSync(undisturbed, { recursive: true });
});

/** Stops after so many steps. */
function stopAfter(steps: number): Pick<TrainingOptions, 'signal' | 'onStep'> & { readonly seen: number[] } {
  const controller = new AbortController();
  const seen: number[] = [];
  return {
    seen,
    signal: controller.signal,
    onStep: ({ step, loss }) => {
      seen.push(loss);
      if (step === steps) controller.abort();
    },
  };
}

describe('a training', () => {
  test('learns', async () => {
    const all = await losses({ preset: 'smoke' });
    const end = all.slice(-20).reduce((sum, loss) => sum + loss, 0) / 20;
    expect(all[0]).toBeGreaterThan(0.1);
    expect(end).toBeLessThan(0.01);
  });

  test('takes the same losses again from the same seed, and others from another', async () => {
    expect(await losses({})).toEqual(whole);
    expect(await losses({ overrides: { seed: 2 } })).not.toEqual(whole);
  });

  test('in several parts a step takes the losses of as many workers', async () => {
    const inParts = await losses({ workers: 1, overrides: { accumulate: 2 } });
    inParts.forEach((loss, i) => {
      expect(loss).toBeCloseTo(whole[i] ?? NaN, 5);
    });
    await expect(losses({ workers: 2, overrides: { accumulate: 3 } })).rejects.toThrow(
      '2 workers in 3 parts',
    );
  });

  test('tells once when a metric goes beyond its limit, and nothing when none does', async () => {
    const alarms: [number, string][] = [];
    const onAlarm = (step: number, text: string) => alarms.push([step, text]);
    await losses({ onAlarm });
    expect(alarms).toEqual([]);
    await losses({ onAlarm, overrides: { limit: -10 } });
    expect(alarms).toHaveLength(1);
    expect(alarms[0]?.[0]).toBe(1);
    expect(alarms[0]?.[1]).toMatch(/^bias is -?\d\.\d\d, above -10$/);
  });

  test('refuses an option that its recipe does not have, or of another type', async () => {
    await expect(losses({ overrides: { words: 3 } })).rejects.toThrow('"words" is no entry of its config');
    await expect(losses({ overrides: { steps: 'many' } })).rejects.toThrow('"steps" is a number, got many');
  });

  test('that stopped goes on from its checkpoint with the losses of one that never stopped', async () => {
    const stop = stopAfter(8);
    const result = await trainRecipe({ recipe, preset: 'v0', workers: 2, folder, ...stop });
    expect(result).toMatchObject({ step: 8, isFinished: false });
    expect([...stop.seen, ...(await losses({ resume: true }))]).toEqual(whole);
    const rows = parseCurve(readFileSync(join(folder, 'curve.csv'), 'utf8'));
    expect(rows.map(({ step }) => step)).toEqual(whole.map((_, i) => i + 1));
  });

  test('goes on from a small state file, nearly as if it had never stopped', async () => {
    const stop = stopAfter(8);
    await trainRecipe({ recipe, preset: 'v0', workers: 2, folder, ...stop });
    const small = join(folder, 'small.safetensors');
    expect(await exportState({ recipe, preset: 'v0', folder }, small)).toEqual([
      'ema',
      'parameters',
      'moment1',
      'moment2',
    ]);
    const rest = await losses({ resume: small, folder: join(folder, 'elsewhere') });
    expect(rest).toHaveLength(12);
    rest.forEach((loss, i) => {
      expect(loss).toBeCloseTo(whole[i + 8] ?? NaN, 2);
    });
  });

  test('skips a step whose gradients are not finite and goes on learning', async () => {
    const reports: StepReport[] = [];
    await trainRecipe({ recipe, preset: 'v1', workers: 2, folder, onStep: (report) => reports.push(report) });
    expect(reports.map(({ loss }) => Number.isNaN(loss))).toEqual(reports.map((_, i) => i === 3));
    expect(reports.at(-1)?.skipped).toBe(1);
  });

  test('evaluates every so many steps and at its end', async () => {
    const seen: [number, Readonly<Record<string, number>>][] = [];
    await losses({
      overrides: { evaluateEvery: 15 },
      onEvaluation: (step, figures) => seen.push([step, figures]),
    });
    expect(seen).toEqual([
      [15, { tensors: 4 }],
      [20, { tensors: 4 }],
    ]);
    expect(readFileSync(join(folder, 'evaluations.jsonl'), 'utf8').split('\n')).toHaveLength(3);
  });

  test('leaves a checkpoint, a curve and a chart, from which the bundle can be exported again', async () => {
    await losses({});
    expect(
      ['state.safetensors', 'curve.csv', 'curve.svg'].filter((name) => existsSync(join(folder, name))),
    ).toHaveLength(3);
    await expect(exportRecipe({ recipe, preset: 'v0', folder })).resolves.toBeUndefined();
  });

  test('is exported with the options that it was trained with, not with its preset’s', async () => {
    await losses({ overrides: { width: 5, exportFolder: folder } });
    const file = join(folder, 'exported.json');
    rmSync(file);
    await exportRecipe({ recipe, preset: 'v0', folder });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ width: 5, keys: 4 });
    const small = join(folder, 'small.safetensors');
    await exportState({ recipe, preset: 'v0', folder }, small);
    await expect(losses({ resume: small, overrides: { width: 5 } })).resolves.toEqual([]);
  });

  test('with workers that do not divide the batch is refused', async () => {
    await expect(losses({ workers: 3 })).rejects.toThrow(ConfigError);
  });

  test('of an unknown recipe is refused', async () => {
    await expect(losses({ recipe: 'no-such' })).rejects.toThrow('there is no recipe "no-such"');
  });

  test('that resumes from a file of another kind is refused by its name', async () => {
    const other = join(folder, 'other.safetensors');
    writeFileSync(other, 'not a state');
    await expect(losses({ resume: other })).rejects.toThrow(CheckpointError);
    copyFileSync(other, join(folder, 'state.safetensors'));
    await expect(losses({ resume: true })).rejects.toThrow('state.safetensors');
  });

  test.each([
    {
      state: 'which does not say how far it had come',
      damage: ['"step":"2"', '"step":"x"'],
      refusal: /state\.safetensors does not say how far the training had come: .*step/s,
    },
    {
      state: 'with a damaged plan',
      damage: ['\\"warmupSteps\\"', '\\"warmupStepz\\"'],
      refusal: /state\.safetensors: the config of its training cannot be read/,
    },
  ] as const)('that resumes from a state $state is refused by its name', async ({ damage, refusal }) => {
    await trainRecipe({ recipe, preset: 'v0', workers: 2, folder, ...stopAfter(2) });
    const state = join(folder, 'state.safetensors');
    const [whole, damaged] = damage;
    writeFileSync(state, readFileSync(state).toString('latin1').replace(whole, damaged), 'latin1');
    await expect(losses({ resume: true })).rejects.toThrow(refusal);
  });
});
