/** @file Moderators on Discord's wire: what is registered for whom, the payload's permissions, roles, threads, reports. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { openDiscordPlatform } from '../../../src/chat/discord/adapter.ts';
import { type AdapterBench, adapterBench } from '../../helpers/adapter-bench.ts';
import { type FakeDiscord, startFakeDiscord } from '../../helpers/fake-discord.ts';
import type { Sent } from '../../helpers/fake-discord-interactions.ts';
import { buttonsOf, type FakeMessage, isEphemeral } from '../../helpers/fake-discord-messages.ts';
import { startTestRedis, type TestRedis } from '../../helpers/redis-server.ts';

let server: TestRedis;
let discord: FakeDiscord;
let bench: AdapterBench;
beforeAll(async () => (server = await startTestRedis()));
afterAll(() => server.close());
beforeEach(async () => {
  discord = await startFakeDiscord();
  const errors: unknown[] = [];
  const adapter = openDiscordPlatform({
    token: 'FAKE.TOKEN.x',
    api: discord.api,
    fileOrigins: [discord.origin],
    patienceMs: 2000,
    onError: (error) => errors.push(error),
  });
  bench = await adapterBench(server, adapter, errors);
  discord.interactions.ackWithinMs = 30_000;
});
afterEach(async () => {
  expect(bench.errors).toEqual([]);
  await bench.close();
  await discord.close();
});

const member: Sent = { member: '9', permissions: '2048' };
const moderator: Sent = { member: '20', permissions: String(1n << 40n) };
const manager: Sent = { member: '30', permissions: '32' };
const value = (name: string, given: string | number | boolean, type = 3) => ({ name, type, value: given });
const sub = (name: string, ...options: object[]) => [{ name, type: 1, options }];
const message = (fits: (one: FakeMessage) => boolean): Promise<FakeMessage> =>
  discord.until(() => discord.messages().find(fits));
const saying = (text: string): Promise<FakeMessage> => message(({ content }) => content.includes(text));
const button = (one: FakeMessage, label: string): string =>
  buttonsOf(one).find((each) => each.label === label)?.customId ?? `no button ${label}`;
const ann = {
  users: { 9: { id: '9', username: 'ann', global_name: 'Ann' } },
  members: { 9: { nick: null } },
};

async function register(): Promise<void> {
  discord.cdn.set('/cdn/me.png', { type: 'image/png', bytes: Buffer.from('face 7') });
  const file = {
    id: '77',
    filename: 'me.png',
    size: 6,
    url: `${discord.origin}/cdn/me.png`,
    content_type: 'image/png',
  };
  const options = sub('register', value('photo', '77', 11), value('name', 'ada'), value('consent', true, 5));
  discord.interactions.slash('identity', options, { attachments: { 77: file } }, member);
  await saying('registered as "ada"');
}
const imagine = (prompt: string, sent: Sent = member, ...more: object[]) =>
  discord.interactions.slash('imagine', [value('prompt', prompt), ...more], {}, sent);
const drawn = (count: number): Promise<readonly FakeMessage[]> =>
  discord.until(() => {
    const found = discord.messages().filter(({ files }) => files.length > 0);
    return found.length === count && found;
  });

it('registers the moderators’ commands for communities alone, behind the permissions to time out and to manage', () => {
  const registered = discord.registered() as {
    name: string;
    contexts: number[];
    default_member_permissions?: string;
  }[];
  const of = (name: string) => registered.find((one) => one.name === name);
  expect(of('moderate')).toMatchObject({ contexts: [0], default_member_permissions: '1099511627776' });
  expect(of('settings')).toMatchObject({ contexts: [0], default_member_permissions: '32' });
  expect(of('imagine')).not.toHaveProperty('default_member_permissions');
});

it('looks at the permissions of the payload, whatever Discord offered, and refuses everything in private messages', async () => {
  discord.interactions.slash('moderate', sub('list'), {}, member);
  expect(isEphemeral(await saying('Only the moderators of this community'))).toBe(true);
  discord.interactions.slash('settings', sub('show'), {}, moderator);
  await saying('Only those who manage this community');
  discord.interactions.slash('moderate', sub('list'), {}, moderator);
  await saying('No identity is known here yet');
  discord.interactions.slash('settings', sub('show'), {}, { ...manager, permissions: '8' });
  await saying('No quotas');
  const direct = { ...manager, direct: true, channel: '99' };
  discord.interactions.slash('settings', sub('show'), {}, direct);
  const refusal = await message(({ channel, content }) => channel === '99' && content !== '');
  expect(refusal.content).toContain('Only those who manage this community');
});

it('a role’s quota, a block with its reason, and a channel’s cap hold for the members of the payload', async () => {
  bench.work();
  await register();
  const roles = { roles: { 55: { id: '55', name: 'Patron' } } };
  discord.interactions.slash('settings', sub('quota', value('pictures', 0, 4)), {}, manager);
  await saying('Everyone: 0 pictures a day');
  discord.interactions.slash(
    'settings',
    sub('quota', value('pictures', 2, 4), value('role', '55', 8)),
    roles,
    manager,
  );
  await saying('Patron: 2 pictures a day');
  imagine('S* first');
  await saying('Your role draws no pictures');
  imagine('S* second', { ...member, roles: ['55'] });
  await drawn(1);
  discord.interactions.slash('settings', sub('channel', value('max-count', 1, 4)), {}, manager);
  await saying('This channel: pictures at most 1');
  imagine('S* third', { ...member, roles: ['55'], channel: '8', parent: '7' }, value('count', 2, 4));
  await saying('In this channel at most one picture at once');
  discord.interactions.slash(
    'moderate',
    sub('block', value('member', '9', 6), value('reason', 'cats_*')),
    ann,
    moderator,
  );
  await saying('Ann may not register or draw here until you unblock');
  imagine('S* fourth', { ...member, roles: ['55'] });
  await saying(String.raw`blocked you from drawing here. Their reason: cats\_\*`);
});

it('anybody reports by a form, the moderators’ channel hears of it, and one press takes the picture away', async () => {
  bench.work();
  await register();
  discord.interactions.slash('settings', sub('inbox'), {}, { ...manager, channel: '70' });
  await saying('Reports and approvals come into this channel');
  imagine('S* as a chef');
  const [picture] = await drawn(1);
  if (picture === undefined) throw new Error('nothing was drawn');
  const stranger: Sent = { member: '11', permissions: '2048' };
  const opening = discord.interactions.press(picture, button(picture, 'Report'), stranger);
  await discord.until(() => opening.ackedAt);
  expect(opening.ackType).toBe(9);
  const modal = opening.data as { custom_id: string };
  const filled = [{ type: 18, component: { type: 4, custom_id: 'reason', value: 'not nice' } }];
  discord.interactions.submit(modal.custom_id, filled, { message: picture }, stranger);
  expect(isEphemeral(await saying('Thank you. The moderators have it'))).toBe(true);
  const inbox = await discord.until(() =>
    discord.messages('70').find(({ content }) => content.includes('was reported')),
  );
  expect(inbox.content).not.toMatch(/<@|11/);
  expect(inbox.content).toMatch(/^A picture of Ann \(9\) was reported/);
  discord.interactions.press(inbox, button(inbox, 'Take away'), { ...member, channel: '70' });
  await saying('Only the moderators of this community');
  discord.interactions.press(inbox, button(inbox, 'Take away'), { ...moderator, channel: '70' });
  await saying('The picture of Ann (9) is taken away');
  await discord.until(() => discord.messages().every(({ id }) => id !== picture.id && id !== inbox.id));
});

it('a picture that waits is shown in its very message after a moderator’s press, and to nobody before', async () => {
  bench.work();
  await register();
  discord.interactions.slash('settings', sub('approval', value('mode', 'pictures')), {}, manager);
  await saying('Every picture of a member waits');
  imagine('S* as a chef');
  const held = await saying('waits for a moderator’s yes before it is shown');
  expect(held.files).toEqual([]);
  discord.interactions.slash('moderate', sub('queue'), {}, moderator);
  const queue = await saying('1 case for you');
  expect(isEphemeral(queue)).toBe(true);
  discord.interactions.press(queue, button(queue, 'Show'), moderator);
  const shown = (await drawn(1))[0];
  expect(shown !== undefined && isEphemeral(shown)).toBe(true);
  discord.interactions.press(queue, button(queue, 'Approve'), moderator);
  await saying('Approved: the picture of Ann (9)');
  await discord.until(() => discord.messages().find(({ id, files }) => id === held.id && files.length === 1));
});
