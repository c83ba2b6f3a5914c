/** @file Under the sea with a fish. */
import { circle, ellipse, opacity, path, poly } from '../svg.ts';
import { type Place, sky } from './scenery.ts';

export const underwater: Place = {
  words: ['under the sea', 'underwater', 'under water'],
  outdoors: true,
  draw: () =>
    sky('#4fd0e0', '#0f4f8a') +
    path('M0 200C10 160 20 150 14 96C34 140 34 170 38 200Z', '#2f9a6a') +
    path('M162 200C170 150 190 136 186 80C202 130 200 170 200 200Z', '#2a8a60') +
    ellipse(30, 50, 19, 12, '#ff9a3d') +
    poly([14, 50, -2, 39, -2, 61], '#ff9a3d') +
    circle(39, 47, 3.6, '#222222') +
    circle(172, 36, 9, '#c9f3fa', opacity(0.7)) +
    circle(186, 60, 6, '#c9f3fa', opacity(0.7)) +
    circle(152, 16, 6, '#c9f3fa', opacity(0.7)),
};
