/** @file A photographed head's hair: its colour, and the drawn hair of the nearest shape; and what of the face is bearded. */
import { channels, type Colour, mix } from '../../../toon/colour.ts';
import { keysOf } from '../../../toon/keys.ts';
import { HAIR_COLOURS, type HairColour } from '../../../toon/palette.ts';
import type { BeardStyle, Hair } from '../../../toon/traits.ts';
import type { FaceView, Rgb } from '../face-view.ts';
import type { Person } from '../person.ts';
import { type Centre, centresOf, hueOf, misfit } from './colour-model.ts';
import { hexOf, luma, medianColour } from './colours.ts';
import { type HairShape, nearestHair, USUAL } from './hair-styles.ts';
import { type HeadMap, headMap } from './head-map.ts';
import { CELL } from './head-shape.ts';

/** Of a head that the photo cuts off. */
const HIDDEN: HairShape = { style: 'sidepart', volume: 0.5, length: 0.5, side: 'right', part: 0.5 };
const BROWN = channels(mix(...HAIR_COLOURS.brown, 0.5));

/** `person` is of the same view; undefined for a drawing. */
export async function seenHair(
  view: FaceView,
  skin: Rgb,
  person: Person | undefined,
): Promise<{ readonly hair: Hair; readonly beard: BeardStyle }> {
  const map = headMap(view, skin, person);
  const isDrawn = person === undefined;
  const colours = hairColours(view, map, isDrawn);
  const seen = colours.length > 0 ? medianColour(colours) : undefined;
  const shape = map.crown === 'cut off' ? HIDDEN : await nearestHair(map, isDrawn);
  const colour = drawnHair(seen ?? (map.crown === 'cut off' ? BROWN : skin));
  return {
    hair: { ...shape, ...USUAL, colour },
    beard: beardOf(view, isDrawn ? map.models.hair : centresOf(colours.map(hueOf)), map.models.skin),
  };
}

/** Eye distances outside the face within which hair is surely the person's own. */
const OWN = 0.3;
/** On photographs hair is surest above the brows, so far from the face: beside it ears and skin in the shade are taken for hair. */
const CROWN = { from: 0.1, to: 0.7 };

/** The colours of hair where it is surest; of none where no hair is seen. */
function hairColours(
  view: FaceView,
  { shape: { side, away, brow }, labels }: HeadMap,
  isDrawn: boolean,
): Rgb[] {
  const coloursOf = (isSure: (away: number, row: number) => boolean): Rgb[] =>
    labels.flatMap((label, i): Rgb[] => {
      const [column, row] = [i % side, Math.floor(i / side)];
      return label === 'hair' && isSure(away[i] ?? 0, row) ? [view.at([column * CELL, row * CELL])] : [];
    });
  const crown = isDrawn ? [] : coloursOf((far, row) => row < brow[1] && far > CROWN.from && far < CROWN.to);
  return crown.length > 0 ? crown : coloursOf((far) => far < OWN);
}

/** Light changes from photo to photo, hue less. */
const HUE_WEIGHT = 2;

/** Reddish light makes grey hair look pink, which few dye theirs: dyes must fit this much better, in squares of distances. */
const DYES: ReadonlySet<HairColour> = new Set(['pink', 'blue', 'green', 'purple', 'red']);
const DYE = 4;

/** How much of the seen colour goes into the drawn one. */
const OWN_SHADE = 0.5;

/** Between the seen colour and the nearest of the drawn world's, anywhere between their two ends; hue counts more than light. */
function drawnHair(seen: Rgb): Colour {
  const far = ({ name, shade }: { readonly name: HairColour; readonly shade: Colour }): number => {
    const rgb = channels(shade);
    const [warm, yellow] = [rgb[0] - rgb[2] - seen[0] + seen[2], rgb[0] - rgb[1] - seen[0] + seen[1]];
    const square = (luma(rgb) - luma(seen)) ** 2 + HUE_WEIGHT * (warm ** 2 + yellow ** 2);
    return square * (DYES.has(name) ? DYE : 1);
  };
  const shades = keysOf(HAIR_COLOURS).flatMap((name) => {
    const [from, to] = HAIR_COLOURS[name];
    return [0, 0.25, 0.5, 0.75, 1].map((t) => ({ name, shade: mix(from, to, t) }));
  });
  const nearest = shades.reduce((best, one) => (far(one) < far(best) ? one : best));
  return mix(nearest.shade, hexOf(seen), OWN_SHADE);
}

/** How much better the hair's colours must fit than the skin's, on the scale of `misfit`. */
const CLEARLY = 3;

const BEARDED = {
  chin: [199, 175, 200],
  leftJaw: [172, 136, 150],
  rightJaw: [397, 365, 379],
  lip: [164, 167, 393],
} as const;

/**
 * Chin and jaw are bearded where two of three points, and the upper lip where all of them, have the hair's colours and clearly not
 * those that the face's skin has in light and shade. Of a bald head no hair is known, and so no beard.
 */
function beardOf(view: FaceView, hair: readonly Centre[], skin: readonly Centre[]): BeardStyle {
  if (hair.length === 0) return 'none';
  const bearded = (part: keyof typeof BEARDED): number =>
    BEARDED[part].filter((n) => {
      const hue = hueOf(view.colourAt(view.point([n])));
      return misfit(hair, hue) + CLEARLY < misfit(skin, hue);
    }).length;
  const isChin = bearded('chin') >= 2;
  const isJaw = bearded('leftJaw') >= 2 && bearded('rightJaw') >= 2;
  if (isJaw) return isChin ? 'full' : 'chinstrap';
  if (isChin) return 'goatee';
  return bearded('lip') === 3 ? 'moustache' : 'none';
}
