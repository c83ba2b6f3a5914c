/** @file Interactions of the fake Discord: made as Discord makes them, acknowledged once within three seconds. */
import { z } from 'zod';
import { type FakeMessage, wireMessage } from './fake-discord-messages.ts';
import { modalSchema } from './look-alike/discord-payloads.ts';

export interface FakeInteraction {
  readonly id: string;
  readonly token: string;
  readonly type: number;
  readonly channel: string;
  readonly sentAt: number;
  ackedAt: number | undefined;
  /** Of the callback. */
  ackType: number | undefined;
  deferred: boolean;
  /** Fifteen minutes have passed. */
  expired: boolean;
  original: string | undefined;
  /** Choices of a completion, or the modal that was opened. */
  data: unknown;
}

export interface Acknowledged {
  readonly interaction: FakeInteraction | undefined;
  /** Undefined when it was acknowledged before. */
  readonly type: number | undefined;
  readonly data: unknown;
}

export interface Sent {
  readonly member?: string;
  /** As the member is called. */
  readonly name?: string;
  readonly channel?: string;
  readonly locale?: string;
  /** The community; its shard hears of it. */
  readonly guild?: string;
  /** Of the member in the channel, as a decimal number. */
  readonly permissions?: string;
  readonly roles?: readonly string[];
  /** In private messages with the bot. */
  readonly direct?: boolean;
  /** The channel that the thread hangs in. */
  readonly parent?: string;
}

export interface FakeInteractions {
  /** Within which an interaction must be acknowledged; a test that is not about time may be generous. */
  ackWithinMs: number;
  /** How large a file the community takes, as its boosts have it. */
  fileBytes: number;
  readonly all: readonly FakeInteraction[];
  readonly byToken: (token: string) => FakeInteraction | undefined;
  readonly acknowledge: (id: string, token: string, body: unknown) => Acknowledged;
  /** `options` as Discord sends them; `attachments` become resolved ones. */
  readonly slash: (
    name: string,
    options?: readonly unknown[],
    resolved?: object,
    sent?: Sent,
  ) => FakeInteraction;
  readonly typing: (name: string, options: readonly unknown[], sent?: Sent) => FakeInteraction;
  readonly press: (message: FakeMessage, customId: string, sent?: Sent) => FakeInteraction;
  readonly menu: (
    type: 2 | 3,
    name: string,
    target: string,
    resolved: object,
    sent?: Sent,
  ) => FakeInteraction;
  readonly submit: (
    customId: string,
    components: readonly unknown[],
    parts?: { readonly message?: FakeMessage; readonly resolved?: object },
    sent?: Sent,
  ) => FakeInteraction;
  /** Anything at all, as an INTERACTION_CREATE. */
  readonly raw: (payload: unknown) => void;
}

export interface InteractionOptions {
  readonly dispatch: (type: string, data: unknown, guild?: string) => void;
  readonly newId: () => string;
  readonly origin: string;
  readonly messages: ReadonlyMap<string, FakeMessage>;
}

const callbackSchema = z.object({ type: z.number(), data: z.unknown().optional() });
const choicesSchema = z.strictObject({
  choices: z
    .array(z.strictObject({ name: z.string().min(1).max(100), value: z.string().min(1).max(100) }))
    .max(25),
});
const ACK_WITHIN_MS = 3000;
const MEBIBYTES_10 = 10 * 1024 * 1024;

export function createFakeInteractions({ dispatch, newId, origin }: InteractionOptions): FakeInteractions {
  const all: FakeInteraction[] = [];
  const byToken = new Map<string, FakeInteraction>();

  function send(type: number, data: unknown, sent: Sent, message?: FakeMessage): FakeInteraction {
    const {
      member = '9',
      name = 'Ann',
      channel = message?.channel ?? '7',
      locale = 'en-US',
      guild = '5',
    } = sent;
    const id = newId();
    const token = `${'aW50ZXJhY3Rpb24'.repeat(12)}${id}`;
    const interaction: FakeInteraction = {
      id,
      token,
      type,
      channel,
      sentAt: Date.now(),
      ackedAt: undefined,
      ackType: undefined,
      deferred: false,
      expired: false,
      original: message?.id,
      data: undefined,
    };
    all.push(interaction);
    byToken.set(token, interaction);
    const user = {
      id: member,
      username: `user${member}`,
      discriminator: '0',
      avatar: null,
      global_name: name,
    };
    const payload = {
      id,
      application_id: '42',
      type,
      token,
      version: 1,
      ...(sent.direct === true ? { user } : { guild_id: guild }),
      channel_id: channel,
      channel: {
        id: channel,
        ...(sent.parent === undefined ? { type: 0 } : { type: 11, parent_id: sent.parent }),
      },
      locale,
      guild_locale: 'en-US',
      app_permissions: '2147483647',
      attachment_size_limit: interactions.fileBytes,
      entitlements: [],
      authorizing_integration_owners: { 0: guild },
      context: 0,
      ...(sent.direct === true
        ? {}
        : {
            member: {
              user,
              roles: sent.roles ?? [],
              joined_at: new Date(0).toISOString(),
              permissions: sent.permissions ?? '2147483647',
              deaf: false,
              mute: false,
              flags: 0,
              nick: null,
            },
          }),
      data,
      ...(message === undefined ? {} : { message: wireMessage(message, origin) }),
    };
    dispatch('INTERACTION_CREATE', payload, sent.direct === true ? undefined : guild);
    return interaction;
  }

  const interactions: FakeInteractions = {
    ackWithinMs: ACK_WITHIN_MS,
    fileBytes: MEBIBYTES_10,
    all,
    byToken: (token) => byToken.get(token),
    acknowledge(id, token, body) {
      const given = byToken.get(token);
      const interaction = given?.id === id ? given : undefined;
      const { type, data } = callbackSchema.parse(body);
      if (interaction === undefined || Date.now() - interaction.sentAt > interactions.ackWithinMs) {
        return { interaction: undefined, type, data };
      }
      if (interaction.ackedAt !== undefined) return { interaction, type: undefined, data };
      if (type === 8) interaction.data = choicesSchema.parse(data);
      if (type === 9) interaction.data = modalSchema.parse(data);
      interaction.ackedAt = Date.now();
      interaction.ackType = type;
      interaction.deferred = type === 5;
      return { interaction, type, data };
    },
    slash: (name, options = [], resolved = {}, sent = {}) =>
      send(2, { id: '1', name, type: 1, options, resolved }, sent),
    typing: (name, options, sent = {}) => send(4, { id: '1', name, type: 1, options }, sent),
    press: (message, customId, sent = {}) =>
      send(3, { custom_id: customId, component_type: 2, id: 1 }, sent, message),
    menu: (type, name, target, resolved, sent = {}) =>
      send(2, { id: '2', name, type, target_id: target, resolved }, sent),
    submit: (customId, components, { message, resolved = {} } = {}, sent = {}) =>
      send(5, { custom_id: customId, components, resolved }, sent, message),
    raw(payload) {
      dispatch('INTERACTION_CREATE', payload);
    },
  };
  return interactions;
}
