/** @file The autoencoder as a service: latents to pictures and pictures to latents, one at a time. */
import { downscaleOf } from '../models/vae-config.ts';
import { vaeDecode, vaeEncode } from '../models/vae.ts';
import { float32 } from '../tensor/tensor.ts';
import type { RgbImage } from '../image/rgb-image.ts';
import type { Bundle } from './bundle.ts';
import type { LatentSize } from './noise-predictor.ts';
import { inputLike, type SessionCache } from './session-cache.ts';
import { cutTile, startBlend, tileStarts } from './tiles.ts';

export interface PictureCodec {
  /** Latents of about unit variance, [latent_channels * height * width], as the UNet knows them. */
  readonly decode: (latents: Float32Array, size: LatentSize) => Promise<RgbImage>;
  /** The mean latents of a picture whose sides the VAE's factor divides. */
  readonly encode: (image: RgbImage) => Promise<Float32Array>;
}

export interface TileOptions {
  /** Decode in tiles of this many latent places a side: less memory, and slightly other colours, for norms see a tile alone. */
  readonly tileSide?: number | undefined;
}

/** Of a tile's side: what it shares with its neighbour. */
const TILE_OVERLAP = 0.25;

export function pictureCodec(
  { vae: { config, scope } }: Bundle,
  sessions: SessionCache,
  { tileSide = Infinity }: TileOptions = {},
): PictureCodec {
  const factor = downscaleOf(config);
  const { latent_channels: channels, out_channels: colours, scaling_factor: scale } = config;

  /** Unscaled latents to planes [3 * height * width * factor²]. */
  const decodeWhole = async (data: Float32Array<ArrayBuffer>, { height, width }: LatentSize) => {
    const latents = float32([1, channels, height, width], data);
    const build = () => ({ image: vaeDecode(scope, config, inputLike('latents', latents)) });
    const { image } = await sessions.run(`vae_decoder ${height}x${width}`, build, { latents });
    return image?.data as Float32Array;
  };

  const decodeTiles = async (data: Float32Array<ArrayBuffer>, size: LatentSize) => {
    const tile = { height: Math.min(tileSide, size.height), width: Math.min(tileSide, size.width) };
    const overlap = Math.round(tileSide * TILE_OVERLAP);
    const pixels = ({ height, width }: LatentSize): LatentSize => ({
      height: height * factor,
      width: width * factor,
    });
    const blend = startBlend(colours, pixels(size), pixels(tile), overlap * factor);
    for (const y of tileStarts(size.height, tile.height, overlap)) {
      for (const x of tileStarts(size.width, tile.width, overlap)) {
        const decoded = await decodeWhole(cutTile(data, size, tile, { x, y }), tile);
        blend.add(decoded, { x: x * factor, y: y * factor });
      }
    }
    return blend.finish();
  };

  return {
    decode: async (latents, size) => {
      const unscaled = latents.map((value) => value / scale);
      const isTiled = Math.max(size.height, size.width) > tileSide;
      const planes = await (isTiled ? decodeTiles : decodeWhole)(unscaled, size);
      return fromPlanes(planes, size.width * factor, size.height * factor);
    },
    encode: async (picture) => {
      const image = float32([1, 3, picture.height, picture.width], toPlanes(picture));
      const build = () => ({ mean: vaeEncode(scope, config, inputLike('image', image)).mean });
      const { mean } = await sessions.run(`vae_encoder ${picture.height}x${picture.width}`, build, { image });
      return (mean?.data as Float32Array).map((value) => value * scale);
    },
  };
}

/** Planes [3, height, width] in [-1, 1] to bytes; what lies outside is cut off. */
export function fromPlanes(planes: Float32Array, width: number, height: number): RgbImage {
  const area = width * height;
  const data = new Uint8Array(area * 3);
  for (let i = 0; i < area; i++) {
    for (let channel = 0; channel < 3; channel++) {
      const value = ((planes[channel * area + i] as number) + 1) * 127.5;
      data[i * 3 + channel] = Math.max(0, Math.min(255, Math.round(value)));
    }
  }
  return { width, height, data };
}

function toPlanes({ width, height, data }: RgbImage): Float32Array<ArrayBuffer> {
  const area = width * height;
  const planes = new Float32Array(area * 3);
  for (let i = 0; i < area; i++) {
    for (let channel = 0; channel < 3; channel++) {
      planes[channel * area + i] = (data[i * 3 + channel] as number) / 127.5 - 1;
    }
  }
  return planes;
}
