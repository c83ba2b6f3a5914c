/** @file App Home: one's identities, and the ways to make one and to draw. */
import { say } from '../../say.ts';
import { inLocale } from '../language/language.ts';
import type { Message } from '../message.ts';
import { shortcuts } from '../shortcut.ts';
import { plain, render } from './render.ts';

/** Action ids of the buttons here and of nothing else. */
export const SHORTCUT_PREFIX = 'shortcut:';

export const homeView = (identities: Message, locale: string) => ({
  type: 'home',
  blocks: [
    { type: 'header', text: plain(inLocale(say`Your identities`, locale), 150) },
    ...render(identities, [], undefined).blocks,
    {
      type: 'actions',
      elements: shortcuts
        .filter(({ from }) => from === 'anywhere')
        .map(({ id, name }, i) => ({
          type: 'button',
          action_id: `${SHORTCUT_PREFIX}${id}`,
          text: plain(inLocale(name, locale), 75),
          ...(i === 0 ? { style: 'primary' } : {}),
        })),
    },
  ],
});
