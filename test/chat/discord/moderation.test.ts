/** @file Moderators on Discord's wire: what is registered for whom, the payload's permissions, roles, threads, reports. */
import { expect, it } from 'vitest';
import {
  bench,
  button,
  discord,
  drawn,
  people,
  saying,
  register,
  sub,
  value,
} from '../../helpers/discord-members.ts';
import type { Sent } from '../../helpers/fake-discord-interactions.ts';
import { isEphemeral } from '../../helpers/fake-discord-messages.ts';

const member: Sent = { member: '9', permissions: '2048' };
const moderator: Sent = { member: '20', permissions: String(1n << 40n) };
const manager: Sent = { member: '30', permissions: '32' };
const imagine = (prompt: string, sent: Sent = member, ...more: object[]) =>
  discord.interactions.slash('imagine', [value('prompt', prompt), ...more], {}, sent);

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
  const refusal = await discord.until(() => discord.messages('99').find(({ content }) => content !== ''));
  expect(refusal.content).toContain('Only those who manage this community');
});

it('a role’s quota, a block with its reason, and a channel’s cap hold for the members of the payload', async () => {
  bench.work();
  await register(member);
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
  await saying('In this channel at most 1 picture at once');
  discord.interactions.slash(
    'moderate',
    sub('block', value('member', '9', 6), value('reason', 'cats_*')),
    people,
    moderator,
  );
  await saying('Ann may not register or draw here until you unblock');
  imagine('S* fourth', { ...member, roles: ['55'] });
  await saying(String.raw`blocked you from drawing here. Their reason: cats\_\*`);
});

it('anybody reports by a form, the moderators’ channel hears of it, and one press takes the picture away', async () => {
  bench.work();
  await register(member);
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
  expect(inbox.content.split('\n')).toEqual([
    String.raw`A picture of Ann (9) was reported: “S\* as a chef”`,
    '    “not nice”',
    `https://discord.com/channels/5/${picture.channel}/${picture.id}`,
  ]);
  discord.interactions.press(inbox, button(inbox, 'Take away'), { ...member, channel: '70' });
  await saying('Only the moderators of this community');
  discord.interactions.press(inbox, button(inbox, 'Take away'), { ...moderator, channel: '70' });
  await saying('The picture of Ann (9) is taken away');
  await discord.until(() => discord.messages().every(({ id }) => id !== picture.id && id !== inbox.id));
});

it('a picture that waits is shown in its very message after a moderator’s press, and to nobody before', async () => {
  bench.work();
  await register(member);
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
