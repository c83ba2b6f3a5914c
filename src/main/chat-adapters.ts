/** @file Discord and Slack as the configuration says: those whose tokens are set. */
import type { Adapter } from '../chat/adapter.ts';
import { openDiscordPlatform } from '../chat/discord/adapter.ts';
import { openSlackPlatform, type SlackDoor } from '../chat/slack/adapter.ts';
import { ConfigError } from '../errors.ts';
import { consentWords } from '../identity/consent.ts';
import { fitForDiscord, fitForSlack } from './fit-pictures.ts';
import { showingWayTo } from './portrait-way.ts';
import { onceInAWhile } from './quiet-errors.ts';
import type { ServiceContext } from './service.ts';
import type { Config } from './settings.ts';

/** Throws ConfigError where a platform's settings are incomplete. */
export function chatAdaptersOf({ config, logger }: ServiceContext): readonly Adapter[] {
  const notes = { 'identity register': consentWords(config.identityDays) };
  const onError = (platform: string) =>
    onceInAWhile((error) => {
      logger.error({ err: error }, `something failed on ${platform}`);
    });
  const adapters: Adapter[] = [];
  const { discordApi, slackApi } = config;
  if (config.discordToken !== undefined) {
    const shards = shardsOf(config.discordShards);
    adapters.push(
      openDiscordPlatform({
        token: config.discordToken,
        notes,
        fit: fitForDiscord,
        ...(discordApi === undefined ? {} : { api: discordApi.replace(/\/$/, '') }),
        onError: onError('Discord'),
        ...(shards === undefined ? {} : { shards }),
      }),
    );
  }
  if (config.slackBotToken !== undefined) {
    const { slackBotToken: botToken } = config;
    const moderators = config.slackModerators?.split(',') ?? [];
    adapters.push(
      openSlackPlatform({
        botToken,
        door: doorOf(config),
        notes,
        moderators,
        fit: fitForSlack,
        ...(slackApi === undefined ? {} : { api: slackApi.replace(/\/?$/, '/') }),
        onError: onError('Slack'),
      }),
    );
  }
  return adapters.map((adapter) => ({
    ...adapter,
    platform: showingWayTo(config.webAddress, adapter.platform),
  }));
}

function shardsOf(text: string | undefined): { ids: readonly number[]; count: number } | undefined {
  if (text === undefined) return undefined;
  const [ids = '', count] = text.split('/');
  const shards = { ids: ids.split(',').map(Number), count: Number(count) };
  if (shards.ids.some((id) => id >= shards.count)) {
    throw new ConfigError(
      `DISCORD_SHARDS is ${text}: shards are counted from 0, so of ${shards.count} the last is ${shards.count - 1}.`,
    );
  }
  return shards;
}

function doorOf({ slackAppToken, slackSigningSecret, slackHost, slackPort }: Config): SlackDoor {
  if (slackAppToken !== undefined) return { kind: 'socket', appToken: slackAppToken };
  if (slackSigningSecret === undefined) {
    throw new ConfigError(
      'SLACK_BOT_TOKEN is set, but neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (HTTP): see docs/slack.md.',
    );
  }
  return { kind: 'http', signingSecret: slackSigningSecret, host: slackHost, port: slackPort };
}
