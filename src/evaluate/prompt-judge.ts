/** @file The judge of prompts: pictures and texts to unit vectors of one space, by networks that the pipeline never uses. */
import { join } from 'node:path';
import { openModel } from '../checkpoint/model-folder.ts';
import { emit } from '../graph/emit.ts';
import { input } from '../graph/graph.ts';
import type { RgbImage } from '../image/rgb-image.ts';
import { imageEmbedding, logitScale, textEmbedding } from '../models/image-text.ts';
import { IMAGE_TEXT } from '../models/kinds.ts';
import { openSession } from '../runtime/session.ts';
import { float32, tensor } from '../tensor/tensor.ts';
import { encodePrompt } from '../tokenizer/encode-prompt.ts';
import { openTokenizer } from '../tokenizer/tokenizer-files.ts';
import { wholeInto } from '../train/backbone.ts';

export interface PromptJudge {
  readonly embedImage: (image: RgbImage) => Promise<Float32Array>;
  readonly embedText: (text: string) => Promise<Float32Array>;
  readonly close: () => Promise<void>;
}

/** Pictures that have not twice the judge's input size a side are brought to it. */
export async function openPromptJudge(folder = join('weights', 'judges', 'prompt')): Promise<PromptJudge> {
  const { config, scope, finish } = openModel(folder, IMAGE_TEXT);
  const tokenizer = await openTokenizer(folder);
  const { image_size: size } = config;
  const length = tokenizer.maxLength;
  const image = input('image', { dtype: 'float32', shape: [1, 3, size, size] });
  const inputIds = input('ids', { dtype: 'int32', shape: [1, length] });
  const endOfText = input('end', { dtype: 'float32', shape: [1, length] });
  const images = emit({ embedding: imageEmbedding(scope, config, image) });
  const texts = emit({ embedding: textEmbedding(scope, config, { inputIds, endOfText }) });
  logitScale(scope);
  finish();
  const [imageSession, textSession] = [await openSession(images), await openSession(texts)];
  return {
    async embedImage(picture) {
      const planes = float32([1, 3, size, size]);
      await wholeInto(planes.data, picture, size);
      const { embedding } = await imageSession.run({ image: planes });
      return embedding?.data as Float32Array;
    },
    async embedText(text) {
      const { ids, end: position } = encodePrompt(tokenizer, text);
      const end = float32([1, length]);
      end.data[position] = 1;
      const { embedding } = await textSession.run({ ids: tensor('int32', [1, length], ids), end });
      return embedding?.data as Float32Array;
    },
    async close() {
      await imageSession.close();
      await textSession.close();
    },
  };
}
