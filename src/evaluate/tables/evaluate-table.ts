/** @file Measures a table: every row's encoders by both training seeds, on the protocol's people and prompts. */
import { join } from 'node:path';
import { openModel } from '../../checkpoint/model-folder.ts';
import { UserError } from '../../errors.ts';
import type { RgbImage } from '../../image/rgb-image.ts';
import { ID_ENCODER, TEXT_ENCODER, UNET, VAE } from '../../models/kinds.ts';
import { BUNDLE_FOLDERS } from '../../pipeline/bundle.ts';
import { openPipeline, type Pipeline } from '../../pipeline/pipeline.ts';
import type { SessionOptions } from '../../runtime/model.ts';
import { type BackboneName, backboneOf } from '../../train/backbone.ts';
import { TOON_BUNDLE } from '../../train/recipes/weights.ts';
import { anybody, type DrawingOptions, peopleAsWords } from '../encoded-people.ts';
import { type InputFeatures, readInputs, wordsBy } from '../encoder-words.ts';
import type { JudgedPrompt } from '../judged-context.ts';
import type { Judges } from '../judges.ts';
import { drawInput, type MakePictures, openJury, type Subjects } from '../measure.ts';
import { seedRange } from '../people.ts';
import type { Verdict } from '../verdict.ts';
import { comparisonSheet, type SheetLine } from './comparison-sheet.ts';
import { measureEncoder, readPicture, SHOWN_PEOPLE, type Sitting } from './measure-encoder.ts';
import type { TableResults } from './report.ts';
import { boundsOf, type MeasuredRow, orderOf, resultOf } from './results.ts';
import {
  encoderId,
  isMadeWith,
  isTrained,
  type RowEncoder,
  type RowFolders,
  rowFolders,
  startId,
} from './row-encoder.ts';
import type { Table } from './tables.ts';

export interface TableMeasurement {
  readonly table: Table;
  readonly root: string;
  readonly trainingSeeds: readonly number[];
  readonly prompts: readonly JudgedPrompt[];
  /** Test people, and how many stand in the gallery, they included. */
  readonly first: number;
  readonly people: number;
  readonly gallery: number;
  readonly images: number;
  readonly denoising: Required<DrawingOptions>;
  /** Digests of the bundle's and the judges' weights: verdicts of others are not taken for these. */
  readonly weights: Readonly<Record<string, string>>;
  readonly session?: SessionOptions;
  readonly onPicture: (done: number, total: number, label: string) => void;
}

export interface MeasuredTable extends TableResults {
  /** A line for each row: the first people, unselected, by the first training seed. */
  readonly sheet: RgbImage;
}

/** A row to be measured: an encoder by each training seed, or the same pictures without one. */
interface Contestant extends Pick<MeasuredRow, 'name' | 'paper'> {
  readonly backbone: BackboneName | undefined;
  readonly folders: readonly RowFolders[];
}

/** Throws UserError that names the rows that are not trained yet. */
export async function evaluateTable(judges: Judges, measurement: TableMeasurement): Promise<MeasuredTable> {
  const { table, first, people, gallery, prompts, images, denoising, weights, session } = measurement;
  const contestants = contestantsOf(measurement);
  requireTrained(contestants);
  const subjects: Subjects = {
    seeds: seedRange(first, first + people),
    distractors: seedRange(first + people, first + gallery),
    prompts,
  };
  const jury = await openJury(judges, subjects);
  const sitting: Sitting = { subjects, jury, images, conditions: { ...denoising, ...weights } };
  const pipeline = await openPipeline(TOON_BUNDLE, session === undefined ? {} : { session });
  try {
    const rows = await measureAll(contestants, sitting, pipeline, measurement);
    const ceiling: Verdict[] = [];
    for (let person = 0; person < people; person++) {
      for (let prompt = 0; prompt < prompts.length; prompt++) {
        ceiling.push(...(await jury.judgeTrue(person, prompt, images)));
      }
    }
    return {
      table,
      rows: rows.map(resultOf),
      bounds: boundsOf(rows, ceiling),
      order: orderOf(rows),
      remarks: [],
      sheet: await sheetOf(contestants, sitting, table.figure.prompt),
    };
  } finally {
    await pipeline.close();
  }
}

/** The table's rows; then, of ours, the warm start of its last row alone, and no identity at all. */
function contestantsOf({ table, root, trainingSeeds }: TableMeasurement): Contestant[] {
  const folders = (id: string): RowFolders[] => trainingSeeds.map((seed) => rowFolders(root, id, seed));
  const whole: RowEncoder = { backbone: 'vit', scales: 'multi', words: 2, data: 'both' };
  return [
    ...table.rows.map(({ name, paper, encoder }) => ({
      ...{ name, paper },
      backbone: encoder.backbone,
      folders: folders(encoderId(encoder)),
    })),
    { name: 'warm start of M² alone (ours)', backbone: whole.backbone, folders: folders(startId(whole)) },
    {
      name: 'w/o ID: "a person"',
      backbone: undefined,
      folders: [{ ...rowFolders(root, 'anybody', 0) }],
    },
  ];
}

/** All there, and through the text-to-image model that they are to be measured with. */
function requireTrained(contestants: readonly Contestant[]): void {
  const encoders = contestants.flatMap(({ backbone, folders }) =>
    backbone === undefined ? [] : folders.map((row) => ({ backbone, row })),
  );
  const listed = (some: typeof encoders): string => some.map(({ row }) => row.folder).join(', ');
  const missing = encoders.filter(({ row }) => !isTrained(row));
  if (missing.length > 0) {
    throw new UserError('rows-not-trained', `Not trained yet, see train-rows: ${listed(missing)}.`);
  }
  const foreign = encoders.filter(({ backbone, row }) => !isMadeWith(row, TOON_BUNDLE, backbone));
  if (foreign.length > 0) {
    throw new UserError(
      'rows-of-another-bundle',
      `Trained through other weights than ${TOON_BUNDLE} has: ${listed(foreign)}.`,
    );
  }
}

async function measureAll(
  contestants: readonly Contestant[],
  sitting: Sitting,
  pipeline: Pipeline,
  { denoising, onPicture }: TableMeasurement,
): Promise<MeasuredRow[]> {
  const inputs = new Map<BackboneName, InputFeatures>();
  const inputsOf = async (name: BackboneName): Promise<InputFeatures> => {
    const known =
      inputs.get(name) ?? (await readInputs(pipeline, backboneOf(TOON_BUNDLE, name), sitting.subjects.seeds));
    inputs.set(name, known);
    return known;
  };
  const makerOf = async (
    backbone: BackboneName | undefined,
    { encoder }: RowFolders,
  ): Promise<MakePictures> => {
    if (backbone === undefined) return anybody(pipeline.textToImage, denoising);
    const words = await wordsBy(openModel(encoder, ID_ENCODER), await inputsOf(backbone));
    return peopleAsWords(pipeline.textToImage, words, denoising);
  };
  const rows: MeasuredRow[] = [];
  for (const { name, paper, backbone, folders } of contestants) {
    const trainings: Verdict[][] = [];
    for (const row of folders) {
      const make = await makerOf(backbone, row);
      trainings.push(
        await measureEncoder(row.folder, sitting, make, (done, total) => {
          onPicture(done, total, name);
        }),
      );
    }
    rows.push({ name, trainings, ...(paper === undefined ? {} : { paper }) });
  }
  return rows;
}

async function sheetOf(
  contestants: readonly Contestant[],
  sitting: Sitting,
  prompt: string,
): Promise<RgbImage> {
  const { seeds, prompts } = sitting.subjects;
  const place = prompts.findIndex((candidate) => candidate.prompt === prompt);
  if (place < 0) throw new UserError('no-figure-prompt', `The prompts file lacks "${prompt}".`);
  const shown = seeds.slice(0, SHOWN_PEOPLE);
  const inputs: SheetLine = { name: 'input', pictures: await Promise.all(shown.map(drawInput)) };
  const lines = await Promise.all(
    contestants.map(async ({ name, folders: [row] }): Promise<SheetLine> => {
      const folder = row?.folder ?? '';
      const pictures = shown.map((_, person) => readPicture(folder, sitting, person, place));
      return { name, pictures: await Promise.all(pictures) };
    }),
  );
  return comparisonSheet([inputs, ...lines]);
}

/** Files whose bytes decide what a table's verdicts are. */
export const judgedFiles = (judges: string): Readonly<Record<string, string>> => ({
  vae: join(TOON_BUNDLE, BUNDLE_FOLDERS.vae, VAE.file),
  unet: join(TOON_BUNDLE, BUNDLE_FOLDERS.unet, UNET.file),
  textEncoder: join(TOON_BUNDLE, BUNDLE_FOLDERS.textEncoder, TEXT_ENCODER.file),
  faceJudge: join(judges, 'face', 'model.safetensors'),
  promptJudge: join(judges, 'prompt', 'model.safetensors'),
});
