/** @file Every setting of a deployment: its form, its default, and what it does. docs/configuration.md is made from this. */
import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { type KeyRing, parseKeyRing } from '../identity/key-ring.ts';
import { PROVIDERS } from '../runtime/model.ts';
import { chatSettings } from './chat-settings.ts';
import { host, number, setting, type Setting, whole } from './setting.ts';

const keyRing = z.string().transform((text, context): KeyRing => {
  try {
    return parseKeyRing(text);
  } catch (error) {
    context.addIssue(error instanceof Error ? error.message : String(error));
    return z.NEVER;
  }
});

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

export const settings = {
  redisUrl: setting({
    schema: z
      .string()
      .regex(/^(rediss?:\/\/[^\s/]+|unix:\/\/\/\S+)\S*$/)
      .optional(),
    expected: 'an address such as redis://host:6379 or unix:///path/to/socket',
    description:
      'The Redis that bots and workers share. It must keep its data (append-only file) and evict nothing.',
    otherwise: 'the demo starts a server of its own; bot and worker need the setting',
    secret: true,
  }),
  keyRing: setting({
    schema: keyRing.optional(),
    expected: 'NAME:KEY pairs with commas between them, each KEY 32 bytes in base64',
    description:
      'Keys that wrap the data keys of selfies and identities. The first one wraps; the others still open ' +
      'what they wrapped. Make a key with `openssl rand -base64 32`. Keep it away from Redis and its backups.',
    otherwise: 'the demo makes one in the data folder; bot and worker need the setting',
    secret: true,
  }),
  dataFolder: setting({
    schema: z.string().min(1).default('.data'),
    expected: 'a folder',
    description: "Where the demo keeps its Redis' data and its key ring.",
  }),
  bundle: setting({
    schema: z.string().min(1).default('weights/toon'),
    expected: 'a folder in the diffusers layout',
    description: 'The model bundle that draws: text encoder, UNet, VAE and identity encoder.',
  }),
  provider: setting({
    schema: z.enum(PROVIDERS).default('cpu'),
    expected: `one of ${PROVIDERS.join(', ')}`,
    description: 'What the models run on.',
  }),
  threads: setting({
    schema: whole(1, 256).default(() => availableParallelism()),
    expected: 'a whole number from 1 to 256',
    description: 'Threads of each model. The same seed draws the same bytes only with the same number.',
    otherwise: 'one for each core',
  }),
  lowMemory: setting({
    schema: z
      .union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
      .default(false),
    expected: 'true or false',
    description:
      'Keep one network in memory at a time, leave weights in their files and decode in tiles: a large model fits ' +
      'into little memory, and takes longer.',
  }),
  inversionSteps: number(
    0,
    10_000,
    0,
    'Steps of textual inversion by which a bundle without an identity encoder registers a face: minutes with a small ' +
      'model, hours with a large one. 0 refuses to register.',
  ),
  webHost: host('Where the web chat listens. Anything but loopback makes it reachable from elsewhere.'),
  webPort: number(0, 65_535, 8080, 'Port of the web chat; 0 takes a free one.'),
  webAddress: setting({
    schema: z.url({ protocol: /^https?$/ }).optional(),
    expected: 'an address such as https://draw.example.org',
    description:
      'Where members reach the web chat. Discord and Slack link to its portrait maker where a bundle of drawn faces is shown a photograph.',
    otherwise: 'nothing is linked to',
  }),
  ...chatSettings,
  identityDays: number(1, 3650, 365, 'How long an identity is kept before it expires.'),
  photoMebibytes: number(1, 25, 8, 'How large a registered photo may be, in MiB.'),
  pendingPictures: number(1, 100, 10, 'How many pictures of one member may wait or run at once.'),
  metricsHost: host('Where /metrics, /healthz and /readyz listen.'),
  metricsPort: setting({
    schema: whole(0, 65_535).optional(),
    expected: 'a whole number from 0 to 65535',
    description: 'Port of /metrics (Prometheus), /healthz and /readyz.',
    otherwise: 'they are off',
  }),
  logLevel: setting({
    schema: z.enum(logLevels).default('info'),
    expected: `one of ${logLevels.join(', ')}`,
    description: 'How much is logged to standard error, as JSON lines.',
  }),
  drainSeconds: number(
    0,
    3600,
    60,
    'How long a process that is told to stop (SIGTERM) finishes the pictures in hand before it leaves them to others.',
  ),
} satisfies Record<string, Setting>;

export type SettingName = keyof typeof settings;
export type Config = {
  readonly [K in SettingName]: z.output<(typeof settings)[K]['schema']>;
};

/** `webPort` in a file is WEB_PORT in the environment. */
export const environmentName = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
