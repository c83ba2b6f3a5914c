/** @file The prompts that gates ask: the face alone, and ten contexts of the paper's list and ours. */
import { judgedContext, type JudgedPrompt } from '../judged-context.ts';

export const FACE_PROMPT: JudgedPrompt = {
  prompt: 'S* face, looking at the camera',
  judged: judgedContext('face'),
};

/** The contexts of the paper's prompts and others. */
export const CONTEXT_PROMPTS: readonly JudgedPrompt[] = [
  { prompt: 'S* as a chef, looking at the camera', judged: judgedContext('chef') },
  { prompt: 'S* as a nurse, looking at the camera', judged: judgedContext('nurse') },
  { prompt: 'S* as a wizard, looking at the camera', judged: judgedContext('wizard') },
  { prompt: 'S* as a policeman, looking at the camera', judged: judgedContext('police') },
  { prompt: 'S* wearing a hat, looking at the camera', judged: judgedContext('hat') },
  { prompt: 'oil painting style, S* face', judged: judgedContext('oil') },
  { prompt: 'Watercolor style, S* face', judged: judgedContext('watercolor') },
  { prompt: 'Pencil art style, S* face', judged: judgedContext('pencil') },
  { prompt: 'Fauvism painting, S* face', judged: judgedContext('fauvism') },
  { prompt: 'S* at the beach', judged: judgedContext('beach') },
];
