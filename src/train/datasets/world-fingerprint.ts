/** @file A short digest of how the toon world draws, so that cached pictures do not outlive a change of it. */
import { createHash } from 'node:crypto';
import { compose } from '../../toon/compose.ts';
import { contextOf } from '../../toon/context.ts';
import { identityOf } from '../../toon/identity.ts';
import { landmarksOf } from '../../toon/landmarks.ts';
import type { Shot } from '../../toon/shot.ts';
import { paint, STYLE_NAMES } from '../../toon/styles/index.ts';

const SIZE = 128;
const PORTRAITS = 200;

/** What makes a shot from a seed. */
type ShotOf = (seed: number) => Shot;

const known = new Map<ShotOf, string>();

/** Ten hexadecimal digits over 200 drawings in such shots, their landmarks and every style on a test pattern. */
export function worldFingerprint(shotOf: ShotOf): string {
  const fingerprint = known.get(shotOf) ?? digest(shotOf);
  known.set(shotOf, fingerprint);
  return fingerprint;
}

function digest(shotOf: ShotOf): string {
  const hash = createHash('sha256');
  for (let seed = 0; seed < PORTRAITS; seed++) {
    const spec = {
      identity: identityOf(seed),
      shot: shotOf(seed),
      context: contextOf(seed),
      style: 'plain',
    } as const;
    hash.update(compose(spec, SIZE)).update(JSON.stringify(landmarksOf(spec, SIZE)));
  }
  const pattern = Uint8Array.from({ length: SIZE * SIZE * 3 }, (_, i) => (i * 7919) % 256);
  for (const style of STYLE_NAMES) hash.update(paint(style, pattern, SIZE));
  return hash.digest('hex').slice(0, 10);
}
