/** @file Hair in spikes. */
import { inked } from '../colour.ts';
import { d, outlined, path } from '../svg.ts';
import { strokesOf } from './strokes.ts';
import type { HairStyleDefinition } from './style.ts';

export const spiky: HairStyleDefinition = {
  odds: [0.2, 0.9],
  adjectives: ['spiky', 'spiked'],
  draw(strand) {
    const { w, fill } = strokesOf(strand);
    const v = strand.hair.volume;
    const tips = d`L${-w - 7} -22L${-w - 11} -46L${-w * 0.72} -50L${-w * 0.62} ${-70 - v * 6}L${-w * 0.22} -60L0 ${-75 - v * 6}L${w * 0.24} -60L${w * 0.66} ${-69 - v * 6}L${w * 0.74} -50L${w + 11} -44L${w + 6} -22`;
    const brow = d`L${w - 6} 0L${w - 7} -22L${w * 0.5} -36L${w * 0.24} -24L0 -36L${-w * 0.3} -24L${-w * 0.52} -36L${-w + 7} -22L${-w + 6} 0Z`;
    return { front: path(d`M${-w - 2} 0${tips}L${w + 2} 0${brow}`, fill, outlined(inked(fill, 0.4), 1.5)) };
  },
};
