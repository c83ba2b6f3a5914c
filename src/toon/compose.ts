/** @file The whole picture before its style, as SVG text; back to front: place, hair behind, body, head, hat, light. */
import { type Accessory } from './accessories/accessory.ts';
import { accessoryOf } from './accessories/index.ts';
import { type Colour, darker, lighter } from './colour.ts';
import type { Context } from './context.ts';
import { beard } from './face/beard.ts';
import { brow } from './face/brow.ts';
import { ear } from './face/ear.ts';
import { eye } from './face/eye.ts';
import { marks } from './face/marks.ts';
import { mouth } from './face/mouth.ts';
import { nose } from './face/nose.ts';
import { outline } from './face/outline.ts';
import { CANVAS, CHIN_PIVOT, type Frames, framesOf } from './frames.ts';
import { drawHair } from './hair/index.ts';
import { HAT_LINE, type HairParts } from './hair/style.ts';
import type { Costume, Headwear } from './jobs/costume.ts';
import { costumeOf } from './jobs/index.ts';
import { OUTFITS } from './outfits.ts';
import { PLACES } from './places/index.ts';
import type { LightName, Shot } from './shot.ts';
import type { StyleName } from './styles/index.ts';
import { d, ellipse, gradient, group, opacity, outlined, path, rect, shifted } from './svg.ts';
import type { Identity } from './traits.ts';

export interface PortraitSpec {
  readonly identity: Identity;
  readonly shot: Shot;
  readonly context: Context;
  readonly style: StyleName;
}

/** What the picture shows, looked up once. */
interface Scene {
  readonly person: Identity;
  readonly view: Shot;
  readonly frames: Frames;
  readonly costume: Costume | undefined;
  readonly accessory: Accessory | undefined;
  /** What is on the head: the accessory's hat before the job's. */
  readonly headwear: Headwear | undefined;
  readonly hair: HairParts;
  /** Half width of the skull with its hair. */
  readonly b: number;
}

/** Light multiplies, so that dark skin stays dark. */
const TINTS: Readonly<Record<LightName, Colour | undefined>> = {
  day: undefined,
  warm: '#ffe0b4',
  cool: '#c8deff',
  dusk: '#eeccea',
};

function sceneOf({ identity: person, shot: view, context }: PortraitSpec): Scene {
  const costume = context.job === undefined ? undefined : costumeOf(context.job);
  const accessory = context.accessory === undefined ? undefined : accessoryOf(context.accessory);
  const headwear = accessory?.hat === undefined ? costume : accessory;
  const hair = drawHair({ ...person, hatted: headwear?.coversSkull === true });
  return {
    person,
    view,
    frames: framesOf(person, view),
    costume,
    accessory,
    headwear,
    hair,
    b: person.face.width + 6,
  };
}

function definitions({ person: { skin }, view, b }: Scene): string {
  const rightward = view.light.side > 0;
  const [from, to] = [lighter(skin, 0.1), darker(skin, 0.16)];
  return [
    '<defs>',
    d`<clipPath id="under"><path d="M${-b - 40} 200V0Q${-b - 26} ${HAT_LINE} ${-b + 6} ${HAT_LINE}H${b - 6}Q${b + 26} ${HAT_LINE} ${b + 40} 0V200Z"/></clipPath>`,
    `<clipPath id="bubble">${ellipse(0, -8, b + 20, 74, '#000000')}</clipPath>`,
    gradient('skin', rightward ? to : from, rightward ? from : to, 'x1="0" y1="0.2" x2="1" y2="0.35"'),
    gradient('back', lighter(view.backdrop, 0.35), darker(view.backdrop, 0.12)),
    gradient(
      'light',
      '#180a30',
      '#180a30',
      rightward ? 'x1="0" y1="0" x2="1" y2="0"' : 'x1="1" y1="0" x2="0" y2="0"',
      0,
    ),
    '</defs>',
  ].join('');
}

function drawBody({ person: { skin, face }, view, costume }: Scene): string {
  const shade = darker(skin, 0.1);
  const neck = d`M${-face.neck} -34V2Q${-face.neck} 8 -26 10H26Q${face.neck} 8 ${face.neck} 2V-34Z`;
  return (
    path(neck, darker(skin, 0.16)) +
    group(
      `transform="scale(${face.build.toFixed(2)} 1)"`,
      ellipse(0, -14, face.neck, 10, darker(skin, 0.34)),
      path('M-26 10Q0 -2 26 10L0 30Z', shade),
      costume?.wear(shade) ?? OUTFITS[view.outfit.cut](view.outfit.colour, shade),
    )
  );
}

function drawHead(
  { person, view, frames: { turn }, costume, accessory, headwear, hair, b }: Scene,
  clip: string,
): string {
  const { skin, face } = person;
  return [
    shifted(-turn * 0.6, ear(person, 1), ear(person, -1)),
    path(outline(face), 'url(#skin)', outlined(darker(skin, 0.38), 2)),
    shifted(turn * 0.4, beard(person)),
    shifted(
      turn,
      marks(person),
      brow(person, view, 1),
      brow(person, view, -1),
      eye(person, view, 1),
      eye(person, view, -1),
      shifted(turn * 0.7, nose(person)),
      mouth(person, view),
      costume?.face?.(person) ?? '',
      accessory?.face?.(person) ?? '',
    ),
    group(clip, shifted(turn * 0.3, hair.front ?? '')),
    headwear?.hat?.(b) ?? '',
  ].join('');
}

function drawLight({ light }: Shot): string {
  const tint = TINTS[light.name];
  const whole = (fill: string, amount: number, extra = ''): string =>
    rect(0, 0, CANVAS, CANVAS, fill, `${opacity(amount)} ${extra}`);
  return (
    whole('url(#light)', light.strength * 1.5) +
    (tint === undefined ? '' : whole(tint, 0.2 + light.strength * 2.5, 'style="mix-blend-mode:multiply"'))
  );
}

/** SVG text of `size` x `size` pixels; its ids are the document's own, so pages show it as an image, not inline. */
export function compose(spec: PortraitSpec, size: number): string {
  const scene = sceneOf(spec);
  const { head, body } = scene.frames;
  const bubble = scene.headwear?.bubble === true ? 'clip-path="url(#bubble)"' : '';
  const clip = scene.headwear?.coversSkull === true ? 'clip-path="url(#under)"' : bubble;
  const inHead = d`transform="translate(${head.x} ${head.y}) scale(${head.scale.toFixed(3)}) rotate(${head.tilt} 0 ${CHIN_PIVOT})"`;
  const inBody = d`transform="translate(${body.x} ${body.y}) scale(${body.scale.toFixed(3)})"`;
  const { place } = spec.context;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${CANVAS} ${CANVAS}">`,
    definitions(scene),
    place === undefined ? rect(0, 0, CANVAS, CANVAS, 'url(#back)') : PLACES[place].draw(),
    group(inHead, group(clip, scene.hair.back ?? ''), scene.headwear?.behind?.(scene.b) ?? ''),
    group(inBody, drawBody(scene)),
    group(inHead, scene.hair.over ?? ''),
    group(inHead, drawHead(scene, clip)),
    group(inBody, scene.accessory?.neck?.() ?? ''),
    drawLight(scene.view),
    '</svg>',
  ].join('');
}
