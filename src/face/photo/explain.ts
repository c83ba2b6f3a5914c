/** @file What the program saw in a photo, drawn over it: boxes, points, and what was measured. */
import { overlay } from '../../image/overlay.ts';
import type { RgbImage } from '../../image/rgb-image.ts';
import { areaOf, type Face, widthOf } from '../face.ts';
import { measurePhotoFace } from './photo-quality.ts';
import type { PhotoFace } from './photo-faces.ts';

const COLOURS = { box: '#3df07a', point: '#ffd23d', mesh: '#ffffff' } as const;

/** Every face of the photo; those found in the mesh's way also with their mesh, and the largest, which is judged, with its scores. */
export function explainFaces(
  image: RgbImage,
  faces: readonly (Face | PhotoFace)[],
  verdict: string,
): Promise<RgbImage> {
  const { width, height } = image;
  const unit = Math.max(width, height) / 640;
  const largest = [...faces].sort((a, b) => areaOf(b.box) - areaOf(a.box))[0];
  const drawings = faces.map((face) => drawFace(image, face, unit, face === largest));
  return overlay(
    image,
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="DejaVu Sans, sans-serif" font-size="${12 * unit}">` +
      drawings.join('') +
      textLines([6 * unit, height - 8 * unit], wrapped(verdict, width / (7 * unit)), unit, 'up') +
      '</svg>',
  );
}

/** All scores of one face alone: several would lie over each other. */
function drawFace(image: RgbImage, face: Face | PhotoFace, unit: number, isJudged: boolean): string {
  const { left, top, right, bottom } = face.box;
  const dot = ([x, y]: readonly [number, number], radius: number, colour: string): string =>
    `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${radius.toFixed(2)}" fill="${colour}"/>`;
  const mesh = 'mesh' in face ? face.mesh : new Float32Array();
  const points = Array.from({ length: mesh.length / 3 }, (_, n) =>
    dot([mesh[3 * n] ?? 0, mesh[3 * n + 1] ?? 0], widthOf(face.box) / 160, COLOURS.mesh),
  );
  const lines = isJudged && 'mesh' in face ? scoresOf(image, face) : [`sure ${face.score.toFixed(2)}`];
  const beside =
    right + 6 * unit + 150 * unit < image.width ? right + 6 * unit : Math.max(0, left - 156 * unit);
  return (
    `<rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}" fill="none" stroke="${COLOURS.box}" stroke-width="${2 * unit}"/>` +
    `<g opacity="0.6">${points.join('')}</g>` +
    face.points.map((point) => dot(point, 3 * unit, COLOURS.point)).join('') +
    textLines([beside, Math.max(top, 0) + 12 * unit], lines, unit, 'down')
  );
}

function scoresOf(image: RgbImage, face: PhotoFace): string[] {
  const { side, visible, pose, brightness, sharpness, cover } = measurePhotoFace(image, face);
  return [
    `sure ${face.score.toFixed(2)}, mesh ${face.presence.toFixed(2)}`,
    `side ${side.toFixed(0)} px, visible ${(visible * 100).toFixed(0)} %`,
    `yaw ${pose.yaw.toFixed(0)}°, pitch ${pose.pitch.toFixed(0)}°, roll ${pose.roll.toFixed(0)}°`,
    `bright ${brightness.toFixed(2)}, sharp ${sharpness.toFixed(3)}`,
    `eyes ${cover.eyes.toFixed(2)}, sockets ${cover.sockets.toFixed(2)}`,
    `mouth ${cover.mouth.toFixed(2)}, skin ${cover.skin.toFixed(3)}`,
  ];
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Dark edges keep it readable on any photo. */
function textLines(
  [x, y]: readonly [number, number],
  lines: readonly string[],
  unit: number,
  direction: 'up' | 'down',
): string {
  const step = 15 * unit;
  const first = direction === 'down' ? y : y - (lines.length - 1) * step;
  return lines
    .map(
      (line, i) =>
        `<text x="${x.toFixed(1)}" y="${(first + i * step).toFixed(1)}" fill="#ffffff" stroke="#000000" stroke-width="${3 * unit}" paint-order="stroke">${escaped(line)}</text>`,
    )
    .join('');
}

function wrapped(text: string, columns: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + word.length + 1 > columns) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}
