/** @file What tests of damaged payloads share over platforms: a router that hears, and a real bot that knows another member's secret. */
import { commands } from '../../commands/index.ts';
import { privately } from '../../src/chat/message.ts';
import { parseOptions, type Options } from '../../src/chat/option.ts';
import type { Origin, Router } from '../../src/chat/router.ts';
import { UserError } from '../../src/errors.ts';
import { embeddingOf, identityRecord } from '../identity/records.ts';
import { type ChatBench, chatBench } from './chat-bench.ts';
import type { TestRedis } from './redis-server.ts';

/** Parses options as the real one does, and answers where the real one would ask Redis. */
export function routerThatHears(heard: Origin[]): Router {
  const optionsOf = (name: string, subcommand?: string): Options => {
    const found = commands.find((one) => one.name === name);
    if (found?.kind === 'command') return found.options;
    return found?.subcommands.find((one) => one.name === subcommand)?.options ?? {};
  };
  return {
    commands,
    acknowledging: () => Promise.resolve(() => undefined),
    async invoke(invocation) {
      heard.push(invocation);
      try {
        parseOptions(optionsOf(invocation.command, invocation.subcommand), invocation.options);
        await invocation.respond(privately('heard'));
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        await invocation.respond(privately(error.message));
      }
    },
    complete(request) {
      heard.push(request);
      return Promise.resolve([{ name: request.typed || '-', value: request.typed || '-' }]);
    },
    async press(press) {
      heard.push(press);
      await press.respond(privately('heard', {}, 'a-key'));
    },
  };
}

/** What nobody but its owner may be told: the name of an identity, and who had it drawn. */
export const SECRET = /S\\*\*geheim|Zeuge/;

/** A bot that answers any number of requests; `owner` has a secret, used in that place. What fails goes into `errors`. */
export async function botWithSecret(
  server: TestRedis,
  place: { readonly platform: string; readonly community: string; readonly channel: string },
  owner: string,
  errors: unknown[],
): Promise<ChatBench> {
  const many = { requests: 1_000_000, seconds: 1 };
  const bench = chatBench(server, {
    rate: many,
    communityRate: many,
    onAnswer: ({ error }) => {
      if (error !== undefined) errors.push(error.cause);
    },
    onError: (error) => errors.push(error),
  });
  await bench.bot.ready();
  const ownerId = `${place.platform}:${owner}`;
  const secret = identityRecord(ownerId);
  await bench.bot.services.identities.create(secret, 'geheim', embeddingOf(1));
  await bench.bot.services.uses.note(ownerId, {
    ...place,
    requestId: 'requestrequest',
    identityId: secret.id,
    identityName: 'geheim',
    by: `${place.platform}:somebody`,
    byName: 'Zeuge',
    at: secret.createdAt,
  });
  return bench;
}
