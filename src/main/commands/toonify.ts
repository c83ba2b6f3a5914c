/** @file `toonify`: the drawn person nearest to a photographed one, beside the photo. */
import { Command, Option } from 'commander';
import { alignFace } from '../../face/align.ts';
import { shrunkTemplate } from '../../face/template.ts';
import { contactSheet } from '../../image/contact-sheet.ts';
import { drawPortrait } from '../../pipeline/draw-portrait.ts';
import { photoToonifier } from '../../pipeline/toonify-photo.ts';
import { portraitShotOf } from '../../toon/shot.ts';
import { parse, wholeNumber } from './arguments.ts';
import { readInput, writeOutput } from './files.ts';
import { encodePicture } from './pictures.ts';

interface Flags {
  readonly photo: string;
  readonly out: string;
  readonly beside: boolean;
  readonly size: number;
  readonly traits?: string;
}

/** Takes the words after `toonify`. */
export async function runToonify(argv: readonly string[]): Promise<void> {
  const command = new Command('toonify')
    .description(
      'Draws the person of a photograph as a person of the toon world, by measured proportions and colours.',
    )
    .requiredOption('--photo <file>', 'a photograph of one person, from the front and in good light')
    .requiredOption('--out <file>', 'the drawing: .png, .jpg or .webp')
    .addOption(
      new Option('--beside', 'the photo’s face at the left, the drawing at the right').default(false),
    )
    .option('--traits <file>', 'also write what was measured, as JSON')
    .option('--size <pixels>', 'side of the drawing', wholeNumber(64, 2048), 512)
    .action(draw);
  await parse(command, argv);
}

/** How much of the photo stands beside the drawing: the template shrunk to this. */
const SHOWN = 0.5;

async function draw({ photo, out, beside, size, traits }: Flags): Promise<void> {
  const toonifier = photoToonifier();
  try {
    const { image, face, identity, expression, glasses } = await toonifier.toonify(await readInput(photo));
    const shot = { ...portraitShotOf(1), expression };
    const drawing = await drawPortrait(
      { identity, shot, context: glasses ? { accessory: 'glasses' } : {}, style: 'plain' },
      size,
    );
    const shown = alignFace(image, face.points, size, shrunkTemplate(SHOWN));
    const picture = beside
      ? await contactSheet([{ image: shown }, { image: drawing }], 2, { cell: size })
      : drawing;
    await writeOutput(out, await encodePicture(out, picture, { Title: 'toonify' }));
    if (traits !== undefined) {
      await writeOutput(
        traits,
        new TextEncoder().encode(`${JSON.stringify({ expression, glasses, ...identity }, undefined, 2)}\n`),
      );
    }
  } finally {
    await toonifier.close();
  }
}
