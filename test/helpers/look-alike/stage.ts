/** @file What the look-alikes are recorded with: a real Redis, the bundle's own networks, and drawn people. */
import { bundleSpace } from '../../../src/main/bundle-space.ts';
import { faceEncoder, pictureMaker } from '../../../src/main/drawing-bundle.ts';
import { openLikenessJudge } from '../../../src/main/likeness-judge.ts';
import { encodePng } from '../../../src/image/encode-png.ts';
import { rasterise } from '../../../src/image/rasterise.ts';
import { openPipeline } from '../../../src/pipeline/pipeline.ts';
import { compose } from '../../../src/toon/compose.ts';
import { identityOf } from '../../../src/toon/identity.ts';
import { portraitShotOf } from '../../../src/toon/shot.ts';
import type { IdentityEncoder } from '../../../workers/read-face.ts';
import type { PictureMaker } from '../../../workers/imagine.ts';
import type { LikenessJudge } from '../../../workers/likeness.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { dataUrl } from './markup.ts';

export interface Stage {
  readonly server: TestRedis;
  readonly encoder: IdentityEncoder;
  readonly maker: PictureMaker;
  readonly judge: LikenessJudge | undefined;
  /** Pictures asked for from now on stop half-way, so that their progress can be looked at, until that is called. */
  readonly hold: () => () => void;
  readonly close: () => Promise<void>;
}

/** Seeds of drawn people that the bundle has not met. */
export const FACES = { ann: 2_000_022, bob: 2_000_009, mia: 2_000_018 } as const;

/** Where a held picture stops. */
const SHOWN = 0.6;

/** `bundle` is a folder. */
export async function openStage(bundle: string): Promise<Stage> {
  const pipeline = await openPipeline(bundle, { session: { threads: 1 } });
  const space = await bundleSpace(pipeline.bundle.name, pipeline.bundle.folder);
  const made = pictureMaker(pipeline, space, () => undefined);
  const judge = openLikenessJudge(pipeline.bundle, { threads: 1 });
  const server = await startTestRedis();
  let held: Promise<void> | undefined;
  return {
    server,
    encoder: faceEncoder(pipeline, space),
    judge,
    maker: {
      bundle: space,
      async draw(order, hooks) {
        const waiting = held;
        let over = false;
        const drawn = await made.draw(order, {
          signal: hooks.signal,
          onStep(step, steps) {
            over = waiting !== undefined && step > SHOWN * steps;
            if (!over) hooks.onStep(step, steps);
          },
          onPreview(bytes) {
            if (!over) hooks.onPreview(bytes);
          },
        });
        await waiting;
        return drawn;
      },
    },
    hold() {
      let release: () => void = () => undefined;
      held = new Promise((done) => (release = done));
      return () => {
        held = undefined;
        release();
      };
    },
    async close() {
      await server.close();
      await judge?.close();
      await pipeline.close();
    },
  };
}

/** Whether that says how far a held picture has come. */
export function isHeld(text: string): boolean {
  const [, step, steps] = /Step (\d+) of (\d+)/.exec(text) ?? [];
  return step !== undefined && Number(step) === Math.floor(SHOWN * Number(steps));
}

/** A drawn person from the front, as a PNG. */
export async function portrait(seed: number, side: number): Promise<Uint8Array> {
  const spec = {
    identity: identityOf(seed),
    shot: portraitShotOf(seed),
    context: {},
    style: 'plain',
  } as const;
  return encodePng(await rasterise(compose(spec, side), side));
}

export const avatar = async (seed: number): Promise<string> => dataUrl(await portrait(seed, 96));

/** The bot's own. */
export const BOT_AVATAR = dataUrl(
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="#7c5cff"/><stop offset="1" stop-color="#ff6f91"/></linearGradient></defs><rect width="96" height="96" fill="url(#g)"/><text x="48" y="64" font-family="Georgia,'DejaVu Serif',serif" font-style="italic" font-weight="700" font-size="46" fill="#fff" text-anchor="middle">S*</text></svg>`,
  ),
  'image/svg+xml',
);
