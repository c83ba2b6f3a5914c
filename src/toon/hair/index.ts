/** @file All hair styles. */
import { bald } from './bald.ts';
import { buzz } from './buzz.ts';
import { receding } from './receding.ts';
import { sidepart } from './sidepart.ts';
import { quiff } from './quiff.ts';
import { slick } from './slick.ts';
import { spiky } from './spiky.ts';
import { mohawk } from './mohawk.ts';
import { curly } from './curly.ts';
import { afro } from './afro.ts';
import { locs } from './locs.ts';
import { bowl } from './bowl.ts';
import { pixie } from './pixie.ts';
import { bob } from './bob.ts';
import { long } from './long.ts';
import { wavy } from './wavy.ts';
import { bigcurls } from './bigcurls.ts';
import { bun } from './bun.ts';
import { ponytail } from './ponytail.ts';
import { pigtails } from './pigtails.ts';
import { braid } from './braid.ts';
import type { HairStyle } from '../traits.ts';
import type { HairParts, HairStyleDefinition, Strand } from './style.ts';

export const HAIR_STYLES: Readonly<Record<HairStyle, HairStyleDefinition>> = {
  bald,
  buzz,
  receding,
  sidepart,
  quiff,
  slick,
  spiky,
  mohawk,
  curly,
  afro,
  locs,
  bowl,
  pixie,
  bob,
  long,
  wavy,
  bigcurls,
  bun,
  ponytail,
  pigtails,
  braid,
};

export const drawHair = (strand: Strand): HairParts => HAIR_STYLES[strand.hair.style].draw(strand);
