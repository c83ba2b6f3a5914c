/** @file The embedded toon bundle: the same classes as Stable Diffusion's, at a size that two CPU cores train. */
import { type ClipTextConfig, parseClipTextConfig } from '../clip-text.ts';
import { parseFaceDetectorConfig } from '../face-detector.ts';
import { parseFaceRecognizerConfig } from '../face-recognizer.ts';
import { type IdEncoderConfig, parseIdEncoderConfig } from '../id-encoder.ts';
import { type ImageTextConfig, parseImageTextConfig } from '../image-text.ts';
import { parseUNetConfig, type UNetConfig } from '../unet-config.ts';
import { parseVaeConfig, type VaeConfig } from '../vae-config.ts';
import { parseVitConfig, type VitConfig } from '../vit.ts';

/** Pixels a side of a toon picture. */
const TOON_SIZE = 128;

/** Latents of 16 x 16 for 128 x 128 pixels. `scalingFactor` is measured once the weights are trained. */
export const toonVae = (latentChannels = 4, scalingFactor = 1): VaeConfig =>
  parseVaeConfig({
    sample_size: TOON_SIZE,
    down_block_types: Array(4).fill('DownEncoderBlock2D'),
    up_block_types: Array(4).fill('UpDecoderBlock2D'),
    block_out_channels: [16, 32, 64, 64],
    layers_per_block: 1,
    latent_channels: latentChannels,
    norm_num_groups: 8,
    scaling_factor: scalingFactor,
    mid_block_add_attention: false,
  });

const TEXT_WIDTH = 192;

/**
 * Attention at every level: at 16 x 16 it costs a fifth more, and what a name says of eyes and mouth belongs there. The
 * prompt is added to the time embedding too: who it is changes the whole picture, and that way is learnt in fewer steps.
 */
export const toonUNet = (latentChannels = 4): UNetConfig =>
  parseUNetConfig({
    sample_size: TOON_SIZE / 8,
    in_channels: latentChannels,
    out_channels: latentChannels,
    down_block_types: Array(3).fill('CrossAttnDownBlock2D'),
    up_block_types: Array(3).fill('CrossAttnUpBlock2D'),
    block_out_channels: [64, 128, 192],
    layers_per_block: 1,
    norm_num_groups: 32,
    cross_attention_dim: TEXT_WIDTH,
    attention_head_dim: [2, 4, 6],
    use_linear_projection: true,
    addition_embed_type: 'text',
    addition_embed_type_num_heads: 6,
  });

export const toonTextEncoder = (vocabSize: number): ClipTextConfig =>
  parseClipTextConfig({
    vocab_size: vocabSize,
    hidden_size: TEXT_WIDTH,
    intermediate_size: 4 * TEXT_WIDTH,
    num_hidden_layers: 4,
    num_attention_heads: 6,
    max_position_embeddings: 32,
    hidden_act: 'quick_gelu',
  });

/** The face ViT: 112 x 112 aligned crops. */
export const toonVit: VitConfig = parseVitConfig({
  hidden_size: 192,
  num_hidden_layers: 12,
  num_attention_heads: 3,
  intermediate_size: 384,
  image_size: 112,
  patch_size: 16,
  stem: [24, 48, 96],
  stem_blocks: 1,
  cls_pool: 2,
  taps: [3, 6, 9, 12],
  embedding_size: 256,
});

export const toonIdEncoder = (words = 2): IdEncoderConfig =>
  parseIdEncoderConfig({
    words,
    feature_sizes: [192, 192, 192, 192, 256],
    hidden_sizes: [1024],
    width: TEXT_WIDTH,
  });

/** The judge of identity, on 64 x 64 aligned crops. */
export const toonFaceRecognizer = parseFaceRecognizerConfig({});

export const toonFaceDetector = parseFaceDetectorConfig({});

const captionReader = (vocabSize: number) => ({
  vocab_size: vocabSize,
  hidden_size: 128,
  intermediate_size: 512,
  num_hidden_layers: 3,
  num_attention_heads: 4,
  max_position_embeddings: 32,
});

/** The judge of prompts: pictures at 64 x 64, and a text tower of its own. */
export const toonPromptJudge = (vocabSize: number): ImageTextConfig =>
  parseImageTextConfig({ text_config: captionReader(vocabSize) });

/** The bundle's own, with a ViT as in CLIP: it cleans the self-augmented set, and is the CLIP encoder of table 2. */
export const toonImageText = (vocabSize: number): ImageTextConfig =>
  parseImageTextConfig({
    vision_config: {
      hidden_size: 128,
      num_hidden_layers: 6,
      num_attention_heads: 4,
      intermediate_size: 512,
      image_size: 64,
      patch_size: 8,
      taps: [],
    },
    text_config: captionReader(vocabSize),
  });
