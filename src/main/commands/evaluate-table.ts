/** @file `evaluate --table`: one of the paper's tables, measured here and printed beside the paper's numbers. */
import { join } from 'node:path';
import { parsePrompts } from '../../evaluate/judged-context.ts';
import { openJudges } from '../../evaluate/judges.ts';
import { seedRange } from '../../evaluate/people.ts';
import { tableChart } from '../../evaluate/tables/chart.ts';
import { evaluateTable, judgedFiles } from '../../evaluate/tables/evaluate-table.ts';
import { identificationTop1 } from '../../evaluate/tables/identification.ts';
import { PROTOCOL } from '../../evaluate/tables/protocol.ts';
import { tableCsv, tableText } from '../../evaluate/tables/report.ts';
import { TABLES } from '../../evaluate/tables/tables.ts';
import { encodeWebp } from '../../image/encode-lossy.ts';
import { backboneOf, BACKBONES } from '../../train/backbone.ts';
import { weightsDigest } from '../../train/datasets/weights-digest.ts';
import { printProgress } from '../progress.ts';
import { JUDGES, TOON_BUNDLE } from '../../train/recipes/weights.ts';
import { loadConfig } from '../config.ts';
import { readInput, writeOutput } from './files.ts';

export interface TableFlags {
  readonly table: keyof typeof TABLES;
  readonly trainingSeeds: readonly number[];
  readonly folder: string;
  readonly results: string;
  /** Fewer than the protocol's, for a trial. */
  readonly people?: number;
  readonly steps?: number;
}

/** Writes `results`/tableN.csv, .svg and .webp. Goes on where it was stopped. */
export async function evaluateTableCommand(flags: TableFlags): Promise<void> {
  const { trainingSeeds, folder: root, results, people = PROTOCOL.people, steps } = flags;
  const table = TABLES[flags.table];
  const prompts = parsePrompts(new TextDecoder().decode(await readInput(PROTOCOL.prompts)));
  const denoising = { ...PROTOCOL.denoising, ...(steps === undefined ? {} : { steps }) };
  const { threads, provider } = loadConfig();
  const progress = printProgress(process.stderr);
  const judges = await openJudges();
  try {
    const { sheet, ...measured } = await evaluateTable(judges, {
      ...{ table, root, trainingSeeds, prompts, people, denoising },
      first: PROTOCOL.first,
      gallery: Math.max(people, PROTOCOL.gallery),
      images: PROTOCOL.images,
      weights: Object.fromEntries(
        Object.entries(judgedFiles(JUDGES)).map(([name, file]) => [name, weightsDigest(file)]),
      ),
      session: { threads, provider },
      onPicture: progress.work,
    });
    const remarks = table.number === 2 ? await identificationLines(people) : [];
    const whole = { ...measured, remarks };
    const write = (extension: string, bytes: Uint8Array): Promise<void> =>
      writeOutput(join(results, `table${table.number}.${extension}`), bytes);
    const encoder = new TextEncoder();
    await write('csv', encoder.encode(tableCsv(whole)));
    await write('txt', encoder.encode(tableText(whole)));
    await write('svg', encoder.encode(tableChart(whole)));
    await write('webp', await encodeWebp(sheet));
    process.stdout.write(tableText(whole));
  } finally {
    await judges.close();
  }
}

/** A trial on fewer people identifies fewer, too. */
async function identificationLines(people: number): Promise<string[]> {
  const identified = Math.min(PROTOCOL.identified, 4 * people);
  const seeds = seedRange(PROTOCOL.first, PROTOCOL.first + identified);
  const lines: string[] = [];
  for (const name of BACKBONES) {
    const backbone = backboneOf(TOON_BUNDLE, name);
    const { value, low, high } = await identificationTop1(backbone, seeds, PROTOCOL.queries);
    const paper = name === 'vit' ? '0.876' : '0.810';
    lines.push(
      `identification top-1 of ${seeds.length}, ${name}: ${value.toFixed(3)} [${low.toFixed(3)} ${high.toFixed(3)}] (the paper: ${paper}, on its own set)`,
    );
  }
  return lines;
}
