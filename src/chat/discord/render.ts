/** @file A message as Discord wants it: text without markup, a bar, files with their descriptions, rows of buttons. */
import type { RawFile } from 'discord.js';
import { clip } from '../clip.ts';
import {
  type Button,
  type Message,
  type MessageFile,
  OPEN_PORTRAIT_MAKER,
  type Picture,
} from '../message.ts';
import { progressBar } from '../progress-bar.ts';

const MAX_CONTENT = 2000;
const MAX_ALT = 1024;
const MAX_FILES = 10;
const ROW = 5;
const ROWS = 5;
const STYLES = { primary: 1, secondary: 2, danger: 4 } as const;
export const FLAGS = { suppressEmbeds: 4, ephemeral: 64, loading: 128 } as const;

export interface DiscordBody {
  readonly content: string;
  readonly flags: number;
  readonly allowed_mentions: { readonly parse: readonly never[]; readonly users?: readonly string[] };
  readonly attachments: readonly {
    readonly id: number;
    readonly filename: string;
    readonly description: string;
  }[];
  readonly components: readonly unknown[];
}

export interface Rendered {
  readonly body: DiscordBody;
  readonly files: RawFile[];
}

/** `mention`: a member who is told, where the message is not an answer under his own command. */
export function render(message: Message, mention?: string): Rendered {
  const { progress } = message;
  const pictures = [
    ...message.pictures,
    ...(progress?.preview === undefined ? [] : [progress.preview]),
  ].slice(0, MAX_FILES);
  const handed = (message.files ?? []).slice(0, MAX_FILES - pictures.length);
  const lines = [
    escapeMarkup(message.text),
    ...(progress === undefined ? [] : [`${progressBar(progress.fraction)}  ${escapeMarkup(progress.label)}`]),
    message.link ?? '',
  ].filter((line) => line !== '');
  const head = mention === undefined ? '' : `<@${mention}> `;
  const suppress = FLAGS.suppressEmbeds;
  return {
    body: {
      content: clipEscaped(`${head}${lines.join('\n')}`, MAX_CONTENT),
      flags: message.ephemeral ? suppress | FLAGS.ephemeral : suppress,
      allowed_mentions: { parse: [], ...(mention === undefined ? {} : { users: [mention] }) },
      attachments: [
        ...pictures.map(describe),
        ...handed.map((file, i) => describeFile(file, pictures.length + i)),
      ],
      components: rows(message.buttons),
    },
    files: [
      ...pictures.map((picture, i) => fileOf(picture, i, nameOf(pictures, i))),
      ...handed.map((file, i) => fileOf(file, pictures.length + i, file.fileName)),
    ],
  };
}

/** The same as an edit: whether it is private was settled when it was posted, and an edit may not say it. */
export const asEdit = ({ body, files }: Rendered): Rendered => ({
  body: { ...body, flags: body.flags & ~FLAGS.ephemeral },
  files,
});

const fileOf = (
  { bytes, contentType }: Omit<MessageFile, 'fileName'>,
  index: number,
  name: string,
): RawFile => ({
  key: `files[${index}]`,
  name,
  data: Buffer.from(bytes),
  contentType,
});

const describeFile = ({ fileName }: MessageFile, id: number) => ({
  id,
  filename: fileName,
  description: fileName,
});

const describe = ({ altText }: Picture, id: number, pictures: readonly Picture[]) => ({
  id,
  filename: nameOf(pictures, id),
  description: clip(altText, MAX_ALT),
});

/** Two files of one message need two names. */
function nameOf(pictures: readonly Picture[], index: number): string {
  const name = pictures[index]?.fileName ?? 'picture.png';
  const taken = pictures.slice(0, index).some(({ fileName }) => fileName === name);
  return taken ? `${index + 1}-${name}` : name;
}

/** Discord's markup is written out, and nobody is mentioned by what a prompt says. */
const escapeMarkup = (text: string): string =>
  text
    .replaceAll(/[\\*_~`|<>[\]#]/g, String.raw`\$&`)
    // A sign takes a backslash, a digit would show it: the list's number is escaped at its point.
    .replaceAll(/^(\s*\d*)([-+.])(?=\s)/gm, String.raw`$1\$2`);

/** Cuts no escape in half: its backslash would escape the ellipsis. */
const clipEscaped = (text: string, max: number): string =>
  clip(text, max).replace(/(?<!\\)(\\\\)*\\…$/, '$1…');

function rows(buttons: readonly Button[]): readonly unknown[] {
  const shown = buttons.filter(({ actionId }) => actionId !== OPEN_PORTRAIT_MAKER).slice(0, ROW * ROWS);
  return Array.from({ length: Math.ceil(shown.length / ROW) }, (_, row) => ({
    type: 1,
    components: shown.slice(row * ROW, (row + 1) * ROW).map(({ label, actionId, style }) => ({
      type: 2,
      style: STYLES[style],
      label: clip(label, 80),
      custom_id: actionId,
    })),
  }));
}
