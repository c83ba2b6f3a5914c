/** @file A file that a member chose on Slack, to be fetched with the bot's token when a command reads it. */
import { remoteAttachment } from '../download.ts';
import type { RawValue } from '../option.ts';
import type { SlackFile } from './payload.ts';

export interface AttachOptions {
  readonly fileOrigins: ReadonlySet<string>;
  readonly token: string;
}

export const attach = (
  { fileOrigins, token }: AttachOptions,
  { name, mimetype, size, url_private_download: url }: SlackFile,
): RawValue =>
  remoteAttachment(
    { fileName: name ?? 'file', contentType: mimetype, size, url: url ?? '' },
    { origins: fileOrigins, headers: { authorization: `Bearer ${token}` } },
  );
