/** @file What stands in the fake Discord's channels, and the limits that Discord refuses messages by. */
import { z } from 'zod';

export interface FakeFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

const componentSchema = z.looseObject({
  type: z.number(),
  custom_id: z.string().min(1).max(100).optional(),
  label: z.string().max(80).optional(),
});
const rowSchema = z.looseObject({
  type: z.literal(1),
  components: z.array(componentSchema).min(1).max(5),
});
export const messageBodySchema = z.looseObject({
  content: z.string().max(2000).nullish(),
  components: z.array(rowSchema).max(5).optional(),
  flags: z.number().optional(),
  nonce: z.union([z.string().max(25), z.number()]).optional(),
  enforce_nonce: z.boolean().optional(),
  allowed_mentions: z.looseObject({}).optional(),
  attachments: z
    .array(
      z.looseObject({ id: z.union([z.string(), z.number()]), description: z.string().max(1024).optional() }),
    )
    .max(10)
    .optional(),
});
export type MessageBody = z.infer<typeof messageBodySchema>;

export interface FakeButton {
  readonly label: string;
  readonly customId: string;
}

/** A message as a member would see it. */
export interface FakeMessage {
  readonly id: string;
  readonly channel: string;
  content: string;
  flags: number;
  files: readonly (FakeFile & { readonly alt: string })[];
  components: unknown[];
  readonly nonce: string | undefined;
  /** How its content came: "post", then an "edit" each time. */
  readonly history: string[];
}

export const isEphemeral = ({ flags }: FakeMessage): boolean => (flags & 64) !== 0;
export const isLoading = ({ flags }: FakeMessage): boolean => (flags & 128) !== 0;

export const buttonsOf = ({ components }: FakeMessage): readonly FakeButton[] =>
  z
    .array(rowSchema)
    .parse(components)
    .flatMap((row) =>
      row.components.map((one) => ({ label: one.label ?? '', customId: one.custom_id ?? '' })),
    );

/** Applies what a request says; what it leaves out stays, as on Discord. */
export function applyBody(
  message: FakeMessage,
  body: MessageBody,
  files: ReadonlyMap<number, FakeFile>,
): void {
  const ids = (body.components ?? []).flatMap((row) => row.components.map((one) => one.custom_id));
  if (new Set(ids).size !== ids.length) throw new RangeError('custom ids must differ');
  if (body.content !== undefined) message.content = body.content ?? '';
  if (body.components !== undefined) message.components = body.components;
  if (body.attachments !== undefined || files.size > 0) {
    message.files = [...files].map(([index, file]) => ({
      ...file,
      alt: body.attachments?.find(({ id }) => Number(id) === index)?.description ?? '',
    }));
  }
  message.flags = (message.flags & 64) | ((body.flags ?? message.flags) & ~(64 | 128));
  if (message.content === '' && message.files.length === 0 && message.components.length === 0) {
    throw new RangeError('Cannot send an empty message');
  }
}

const USER = { id: '42', username: 'dream', discriminator: '0', global_name: null, avatar: null, bot: true };

/** As the REST API and interaction payloads give it. */
export const wireMessage = (message: FakeMessage, origin: string): Record<string, unknown> => ({
  id: message.id,
  channel_id: message.channel,
  content: message.content,
  author: USER,
  attachments: message.files.map(({ name, type, bytes, alt }, i) => ({
    id: String(i + 1),
    filename: name,
    size: bytes.byteLength,
    url: `${origin}/cdn/${message.id}/${name}`,
    proxy_url: `${origin}/cdn/${message.id}/${name}`,
    content_type: type,
    description: alt,
  })),
  components: message.components,
  embeds: [],
  mentions: [],
  mention_roles: [],
  pinned: false,
  mention_everyone: false,
  tts: false,
  timestamp: new Date(0).toISOString(),
  edited_timestamp: null,
  type: 0,
  flags: message.flags,
});
