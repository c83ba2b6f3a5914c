/** @file `sheets`: contact sheets of the toon world, for people to look at. */
import { join } from 'node:path';
import { Argument, Command } from 'commander';
import { contactSheet } from '../../image/contact-sheet.ts';
import { encodeWebp } from '../../image/encode-lossy.ts';
import { drawPortrait } from '../../pipeline/draw-portrait.ts';
import { ACCESSORIES } from '../../toon/accessories/index.ts';
import type { PortraitSpec } from '../../toon/compose.ts';
import type { Context } from '../../toon/context.ts';
import { HAIR_STYLES } from '../../toon/hair/index.ts';
import { identityOf } from '../../toon/identity.ts';
import { JOBS } from '../../toon/jobs/index.ts';
import { keysOf } from '../../toon/keys.ts';
import { PLACES } from '../../toon/places/index.ts';
import { portraitShotOf, shotOf } from '../../toon/shot.ts';
import { STYLE_NAMES } from '../../toon/styles/index.ts';
import { parse } from './arguments.ts';
import { writeOutput } from './files.ts';

interface Cell extends PortraitSpec {
  readonly label?: string;
}

interface Sheet {
  readonly columns: number;
  readonly cell: number;
  readonly cells: readonly Cell[];
}

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

const plain = (person: number, shot: number, context: Context = {}): Cell => ({
  identity: identityOf(person),
  shot: shotOf(shot),
  context,
  style: 'plain',
});

const people = (): Sheet => ({
  columns: 8,
  cell: 160,
  cells: range(48).map((i) => plain(i + 1, i + 500)),
});

/** Rows of two people in every job and accessory. */
function contexts(): Sheet {
  const all = [
    ...keysOf(JOBS).map((job) => ({ label: job, context: { job } })),
    ...keysOf(ACCESSORIES).map((accessory) => ({ label: accessory, context: { accessory } })),
  ];
  const cells = range(Math.ceil(all.length / 10)).flatMap((row) =>
    [3, 12].flatMap((person) =>
      all
        .slice(row * 10, row * 10 + 10)
        .map(({ label, context }, i) => ({ ...plain(person, row * 10 + i + 77, context), label })),
    ),
  );
  return { columns: 10, cell: 140, cells };
}

const places = (): Sheet => ({
  columns: 6,
  cell: 192,
  cells: keysOf(PLACES).map((place, i) => ({ ...plain(60 + (i % 4), i + 30, { place }), label: place })),
});

function styles(): Sheet {
  const scenes: readonly Context[] = [
    {},
    { job: 'chef' },
    { place: 'beach' },
    { job: 'wizard', place: 'castle' },
    { accessory: 'headphones', place: 'city' },
    {},
  ];
  const cells = scenes.flatMap((context, i) =>
    STYLE_NAMES.map((style) => ({ ...plain(20 + i, i + 70, context), style, label: style })),
  );
  return { columns: STYLE_NAMES.length, cell: 192, cells };
}

const shots = (): Sheet => ({
  columns: 8,
  cell: 160,
  cells: [3, 4, 5, 8].flatMap((person) => range(8).map((i) => plain(person, person * 100 + i))),
});

/** Every hair style as it is and under a hat. */
function hair(): Sheet {
  const cells = keysOf(HAIR_STYLES).flatMap((style, i) => {
    const person = identityOf(i + 40);
    const cell = (context: Context, label: string): Cell => ({
      identity: { ...person, hair: { ...person.hair, style } },
      shot: portraitShotOf(i),
      context,
      style: 'plain',
      label,
    });
    return [cell({}, style), cell({ accessory: 'hat' }, `${style} + hat`)];
  });
  return { columns: 10, cell: 140, cells };
}

const SHEETS = { people, contexts, styles, places, shots, hair };

/** Takes the words after `sheets`. */
export async function runSheets(argv: readonly string[]): Promise<void> {
  const command = new Command('sheets')
    .description('Draws contact sheets of the toon world as FOLDER/toon-NAME.webp.')
    .argument('<folder>')
    .addArgument(new Argument('[names...]', 'which ones (default: all)').choices(keysOf(SHEETS)))
    .action(async (folder: string, names: readonly string[]) => {
      for (const name of keysOf(SHEETS)) {
        if (names.length === 0 || names.includes(name)) await draw(name, folder);
      }
    });
  await parse(command, argv);
}

async function draw(name: keyof typeof SHEETS, folder: string): Promise<void> {
  const { columns, cell, cells } = SHEETS[name]();
  const tiles = await Promise.all(
    cells.map(async (spec) => ({ image: await drawPortrait(spec, 128), label: spec.label })),
  );
  const file = join(folder, `toon-${name}.webp`);
  await writeOutput(file, await encodeWebp(await contactSheet(tiles, columns, { cell })));
  process.stdout.write(`${file}\n`);
}
