/** @file Settings of Discord and Slack; a platform whose tokens are not set stays off. */
import { z } from 'zod';
import { host, number } from './setting.ts';

const off = (platform: string): string => `${platform} stays off`;

const secret = (form: RegExp, expected: string, description: string, otherwise: string) =>
  ({
    schema: z.string().regex(form).optional(),
    expected,
    description,
    otherwise,
    secret: true,
  }) as const;

const address = (platform: string) =>
  ({
    schema: z.url({ protocol: /^https?$/ }).optional(),
    expected: 'an address',
    description: `Where ${platform}'s API is, for a proxy of yours before it.`,
    otherwise: `${platform}'s own`,
  }) as const;

export const chatSettings = {
  discordToken: secret(
    /^\S{10,}$/,
    "a bot's token",
    'Token of the Discord bot (Developer Portal, Bot, Reset Token). docs/discord.md says how to make one.',
    off('Discord'),
  ),
  discordShards: {
    schema: z
      .string()
      .regex(/^\d+(,\d+)*\/[1-9]\d*$/)
      .optional(),
    expected: 'shards and their count, such as 0,1/4',
    description:
      'Which shards of how many this process holds, where several bot processes share the communities.',
    otherwise: 'as many as Discord recommends, all in this process',
  },
  discordApi: address('Discord'),
  slackBotToken: secret(
    /^xoxb-\S+$/,
    'a token that begins with xoxb-',
    'Bot token of the Slack app (OAuth & Permissions). docs/slack.md says how to make one.',
    off('Slack'),
  ),
  slackAppToken: secret(
    /^xapp-\S+$/,
    'a token that begins with xapp-',
    'App-level token with connections:write. With it Slack is heard over Socket Mode, without a public address.',
    'Slack is heard over HTTP, which needs SLACK_SIGNING_SECRET',
  ),
  slackSigningSecret: secret(
    /^\S{8,}$/,
    "the app's signing secret",
    'With it, and without SLACK_APP_TOKEN, Slack is heard over HTTP at /slack/events.',
    'Slack is heard over Socket Mode, which needs SLACK_APP_TOKEN',
  ),
  slackModerators: {
    schema: z
      .string()
      .regex(/^[A-Z0-9]+(,[A-Z0-9]+)*$/)
      .optional(),
    expected: 'ids of members and of user groups with commas between them, such as U012AB3CD,S045EF6GH',
    description: 'Who may use /moderate on Slack besides administrators and owners of the workspace.',
    otherwise: 'nobody besides them',
  },
  slackHost: host("Where Slack's HTTP deliveries are heard; put a TLS proxy in front of it."),
  slackPort: number(0, 65_535, 3000, "Port of Slack's HTTP deliveries."),
  slackApi: address('Slack'),
} as const;
