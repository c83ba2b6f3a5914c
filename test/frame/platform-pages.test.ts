/** @file What docs/discord.md and docs/slack.md tell an owner to type works, word for word, against a Discord and a Slack on loopback. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type FakeDiscord, startFakeDiscord } from '../helpers/fake-discord.ts';
import { type FakeSlack, startFakeSlack } from '../helpers/fake-slack.ts';
import { startTestRedis, type TestRedis } from '../helpers/redis-server.ts';
import { writeTinyBundle } from '../helpers/tiny-bundle.ts';
import { shellBlocks, type Typed, typeIntoShell } from '../helpers/typed-in-shell.ts';

const SECRET = 'a-signing-secret';
/** Services start in seconds; where the machine does much besides, in minutes. */
const SLOW_MS = 300_000;
const READY = 'your next picture begins at once';

let folder: string;
let bundle: string;
let server: TestRedis;
let discord: FakeDiscord;
let slack: FakeSlack;
let slackPort: number;
const running: Typed[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pages-'));
  bundle = await writeTinyBundle(join(folder, 'bundle'));
  [server, discord, slack, slackPort] = await Promise.all([
    startTestRedis(),
    startFakeDiscord(),
    startFakeSlack(),
    freePort(),
  ]);
  discord.interactions.ackWithinMs = SLOW_MS;
}, SLOW_MS);
afterEach(async () => {
  await Promise.all(running.splice(0).map((typed) => typed.stop()));
}, SLOW_MS);
afterAll(async () => {
  await Promise.all([server.close(), discord.close(), slack.close()]);
  await rm(folder, { recursive: true });
});

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => listener.once('listening', done));
  const { port } = listener.address() as AddressInfo;
  await new Promise((done) => listener.close(done));
  return port;
}

/** What an owner fills in, and where this test must not go. */
const filledIn = (line: string): string =>
  line
    .replace('DISCORD_TOKEN=...', 'DISCORD_TOKEN=FAKE.TOKEN.x')
    .replace('xoxb-...', 'xoxb-1')
    .replace('xapp-...', 'xapp-1')
    .replace('SLACK_SIGNING_SECRET=...', `SLACK_SIGNING_SECRET=${SECRET}`)
    .replace('SLACK_PORT=3000', `SLACK_PORT=${slackPort}`)
    .replace('WEB_PORT=8081', 'WEB_PORT=0')
    .replace('redis://127.0.0.1:6379', server.url)
    .replaceAll('deploy/secrets', join(folder, 'secrets'));

/** Types the services of a block, each in a shell of its own in which the other lines were typed before. */
function type(lines: readonly string[]): void {
  const isService = (line: string): boolean => /npm run (demo|bot|worker)$/.test(line);
  // This very run shows that `npm ci` has worked.
  const before = lines.filter((line) => !isService(line) && line !== 'npm ci').map(filledIn);
  for (const service of lines.filter(isService)) {
    running.push(
      typeIntoShell([...before, filledIn(service)], {
        BUNDLE: bundle,
        THREADS: '1',
        WEB_PORT: '0',
        DATA_FOLDER: join(folder, 'data'),
        DISCORD_API: discord.api,
        SLACK_API: slack.api,
      }),
    );
  }
}
const said = (): string => running.map((typed) => typed.output()).join('\n---\n');

/** Asks until the answer is there. */
async function until(ask: () => Promise<boolean> | boolean): Promise<void> {
  const end = Date.now() + SLOW_MS - 30_000;
  while (!(await ask())) {
    if (Date.now() > end || /^ended with/m.test(said())) throw new Error(`never: ${said()}`);
    await delay(200);
  }
}

const [demoOnDiscord = [], discordServices = [], shards = []] = shellBlocks('docs/discord.md');
const [demoOnSlack = [], slackServices = []] = shellBlocks('docs/slack.md');
const onDiscord = (guild = '5'): Promise<boolean> | boolean => {
  discord.interactions.slash('queue', [], {}, { guild });
  return discord.everPosted.some(({ content }) => content.includes(READY));
};
const onSlack = (text: string): boolean => text.includes(READY);
const command = () => ({
  command: '/queue',
  text: '',
  user_id: 'U9',
  team_id: 'T1',
  channel_id: 'C1',
  trigger_id: `${Date.now()}.1`,
});

describe('docs/discord.md', { timeout: SLOW_MS }, () => {
  it('has three blocks of commands, each of which this test types', () => {
    expect(shellBlocks('docs/discord.md')).toHaveLength(3);
    expect([demoOnDiscord[0], demoOnDiscord.length, shards.length]).toEqual(['npm ci', 2, 2]);
  });

  it('one command is the whole service: the commands are registered, and a worker waits for pictures', async () => {
    type(demoOnDiscord);
    await until(() => (discord.registered() as unknown[]).length > 0);
    await until(onDiscord);
    await until(() => /Also on +Discord/.test(said()));
  });

  it('bot and worker run by themselves over a Redis and a key ring, which is made once', async () => {
    const before = discord.gateway.identifies.length;
    type(discordServices);
    await until(() => discord.gateway.identifies.length > before);
    const ring = await readFile(join(folder, 'secrets', 'key-ring'), 'utf8');
    await until(onDiscord);
    await Promise.all(running.splice(0).map((typed) => typed.stop()));
    type([...discordServices.filter((line) => !line.includes('npm run')), 'npm run worker']);
    await until(() => said().includes('"taking jobs"'));
    expect(await readFile(join(folder, 'secrets', 'key-ring'), 'utf8')).toBe(ring);
  });

  it('two processes hold the shards that are named', async () => {
    const before = discord.gateway.identifies.length;
    // In the shell in which the others were typed before.
    type([...discordServices.filter((line) => !line.includes('npm run')), ...shards]);
    await until(() => discord.gateway.identifies.length === before + 4);
    const held = discord.gateway.identifies.slice(before).map(({ shard }) => shard?.join('/'));
    expect(held.sort()).toEqual(['0/4', '1/4', '2/4', '3/4']);
  });

  it('asks for the permissions that its table explains, and no others', async () => {
    const page = await readFile('docs/discord.md', 'utf8');
    const BITS = {
      'View Channels': 10n,
      'Send Messages, … in Threads': [11n, 38n],
      'Attach Files': 15n,
      'Read Message History': 16n,
    };
    const table = [...page.matchAll(/^\| ([A-Z][^|]*?) +\| [^-]/gm)].map(([, name = '']) => name).slice(1);
    expect(table).toEqual(Object.keys(BITS));
    const bits = Object.values(BITS)
      .flat()
      .reduce((sum, bit) => sum + (1n << bit), 0n);
    expect(page).toContain(`permissions=${bits}`);
    expect(page).toContain(`(\`${bits}\` in all)`);
  });
});

describe('docs/slack.md', { timeout: SLOW_MS }, () => {
  it('has two blocks of commands, each of which this test types', () => {
    expect(shellBlocks('docs/slack.md')).toHaveLength(2);
    expect([demoOnSlack[0], demoOnSlack.length]).toEqual(['npm ci', 2]);
  });

  it('one command is the whole service over Socket Mode, and a worker waits for pictures', async () => {
    type(demoOnSlack);
    await until(() => slack.sockets() === 1);
    await until(async () => {
      await slack.push('slash_commands', command());
      return slack.everPosted.some(({ text }) => onSlack(text));
    });
  });

  it('bot and worker run by themselves, and hear signed deliveries', async () => {
    const before = slack.everPosted.length;
    type(slackServices);
    await until(async () => {
      const address = `http://127.0.0.1:${slackPort}`;
      const answer = await slack
        .deliver(address, { form: command() }, { secret: SECRET })
        .catch(() => undefined);
      return answer?.status === 200 && slack.everPosted.slice(before).some(({ text }) => onSlack(text));
    });
  });

  it('explains every scope of the manifest, and no other', async () => {
    const page = await readFile('docs/slack.md', 'utf8');
    const manifest = JSON.parse(await readFile('deploy/slack-manifest.json', 'utf8')) as {
      oauth_config: { scopes: { bot: string[] } };
    };
    const explained = [...page.matchAll(/^\| (`[^|]+?) +\|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([^`]+)`/g)].map(([, scope = '']) => scope),
    );
    expect(explained.sort()).toEqual(manifest.oauth_config.scopes.bot.toSorted());
  });
});
