/** @file The two lines that the courier follows: pictures and registrations. */
import { defineLine, type Line } from '../src/chat/line.ts';
import type { Services } from '../src/chat/services.ts';
import { registrationWording } from './identity/wording.ts';
import { pictureWording } from './picture-wording.ts';

export const pictureLine = ({ imagine, pictures, signer }: Services): Line =>
  defineLine({
    kind: 'imagine',
    producer: imagine,
    pictures,
    wording: pictureWording(signer),
    seedsOf: (result) => (result.kind === 'made' ? result.pictures.map(({ seed }) => seed) : undefined),
  });

export const registrationLine = ({ encode, pictures }: Services): Line =>
  defineLine({
    kind: 'encode',
    producer: encode,
    pictures,
    wording: registrationWording,
    seedsOf: (result) => (result.kind === 'encoded' ? [] : undefined),
  });
