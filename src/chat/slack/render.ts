/** @file A message as Slack wants it: blocks of plain text, pictures by the id of their file, buttons. */
import { clip } from '../clip.ts';
import { type Button, type Message, OPEN_PORTRAIT_MAKER } from '../message.ts';
import { progressBar } from '../progress-bar.ts';

export interface ShownPicture {
  readonly fileId: string;
  readonly altText: string;
}

export interface Rendered {
  /** What notifications and screen readers say; markup in it is written out. */
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
}

export interface SlackBlock {
  readonly type: string;
  readonly [field: string]: unknown;
}

const MAX_SECTION = 3000;
const MAX_ALT = 2000;
const MAX_BUTTONS = 25;

export function render(
  message: Message,
  pictures: readonly ShownPicture[],
  member: string | undefined,
): Rendered {
  const { text, progress, buttons, link } = message;
  const fallback = [text, progress?.label ?? '', ...pictures.map(({ altText }) => altText)];
  return {
    text: escapeText(clip(fallback.filter((line) => line !== '').join('\n'), MAX_SECTION)),
    blocks: [
      ...(text === '' ? [] : [{ type: 'section', text: plain(text, MAX_SECTION) }]),
      ...(progress === undefined
        ? []
        : [context(plain(`${progressBar(progress.fraction)}  ${progress.label}`, 300))]),
      ...pictures.map(({ fileId, altText }) => ({
        type: 'image',
        slack_file: { id: fileId },
        alt_text: clip(altText, MAX_ALT),
      })),
      ...(link === undefined ? [] : [context({ type: 'mrkdwn', text: `<${link}>` })]),
      ...(member === undefined ? [] : [context({ type: 'mrkdwn', text: `<@${member}>` })]),
      ...actions(buttons),
    ],
  };
}

/** Text without markup, emoji names or mentions. */
export const plain = (text: string, max: number) =>
  ({ type: 'plain_text', text: clip(text, max), emoji: false }) as const;

const context = (element: object): SlackBlock => ({ type: 'context', elements: [element] });

function actions(buttons: readonly Button[]): readonly SlackBlock[] {
  const shown = buttons.filter(({ actionId }) => actionId !== OPEN_PORTRAIT_MAKER).slice(0, MAX_BUTTONS);
  if (shown.length === 0) return [];
  return [{ type: 'actions', elements: shown.map(buttonOf) }];
}

const buttonOf = ({ label, actionId, style }: Button): object => ({
  type: 'button',
  action_id: actionId,
  text: plain(label, 75),
  ...(style === 'secondary' ? {} : { style }),
});

/** Slack's three special characters. */
const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export const unescapeText = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
