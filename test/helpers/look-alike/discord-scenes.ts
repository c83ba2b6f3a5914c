/** @file What members and moderators do on a fake Discord, and the windows that show what the real adapter sent. */
import { openDiscordPlatform } from '../../../src/chat/discord/adapter.ts';
import { consentWords } from '../../../src/identity/consent.ts';
import { adapterBench } from '../adapter-bench.ts';
import { startFakeDiscord } from '../fake-discord.ts';
import type { Sent } from '../fake-discord-interactions.ts';
import { buttonsOf, type FakeMessage, isEphemeral } from '../fake-discord-messages.ts';
import { discordWindow, modalOf, type Person, type Posted, type Scene } from './discord.ts';
import { modalSchema } from './discord-payloads.ts';
import { avatar, BOT_AVATAR, FACES, isHeld, portrait, type Stage } from './stage.ts';

const STUDIO = '7';
const INBOX = '8';
const BOBS = '7720';

const value = (name: string, given: string | number | boolean, type = 3) => ({ name, type, value: given });
const sub = (name: string, ...options: object[]) => [{ name, type: 1, options }];

/** Windows as HTML, by the name of their picture. */
export async function discordScenes(stage: Stage): Promise<ReadonlyMap<string, string>> {
  const discord = await startFakeDiscord();
  discord.interactions.ackWithinMs = 60_000;
  const errors: unknown[] = [];
  const adapter = openDiscordPlatform({
    token: 'FAKE.TOKEN.x',
    api: discord.api,
    fileOrigins: [discord.origin],
    notes: { 'identity register': consentWords(365) },
    onError: (error) => errors.push(error),
  });
  const bench = await adapterBench(stage.server, adapter, errors);
  bench.work(stage.maker, stage.encoder, stage.judge);

  const bot: Person = { id: '42', name: 'DreamIdentity', avatar: BOT_AVATAR };
  const ann: Person = { id: '9', name: 'Ann', avatar: await avatar(FACES.ann), colour: '#f0b232' };
  const bob: Person = { id: '20', name: 'Bob', avatar: await avatar(FACES.bob), colour: '#57d0a0' };
  const mia: Person = { id: '30', name: 'Mia', avatar: await avatar(FACES.mia), colour: '#eb8f8f' };
  const people = [ann, bob, mia];
  const users = Object.fromEntries(
    people.map(({ id, name }) => [id, { id, username: name.toLowerCase(), global_name: name }]),
  );
  const server: Scene = {
    server: 'The Drawing Room',
    channels: ['welcome', 'general', 'art-studio', 'show-and-tell', 'moderators'],
    channel: 'art-studio',
    topic: 'Pictures of ourselves, everywhere',
    people,
    bot,
  };
  const moderators: Scene = { ...server, channel: 'moderators', topic: 'Only moderators see this' };
  const direct: Scene = { ...server, channel: '@DreamIdentity', topic: '', people: [ann, mia] };

  const member = ({ id, name }: Person, more: Sent = {}): Sent => ({
    member: id,
    name,
    permissions: '0',
    channel: STUDIO,
    ...more,
  });
  const asModerator = member(mia, { permissions: '2147483647', channel: INBOX });
  const said = (fits: (one: FakeMessage) => boolean): Promise<FakeMessage> =>
    // As it stands at that moment: it is edited later.
    discord.until(() => discord.messages().find(fits)).then((one) => structuredClone(one));
  const saying = (text: string, channel?: string): Promise<FakeMessage> =>
    said((one) => one.content.includes(text) && (channel === undefined || one.channel === channel));
  const press = (one: FakeMessage, label: string, by: Sent) =>
    discord.interactions.press(one, buttonsOf(one).find((each) => each.label === label)?.customId ?? '', by);
  const imagine = (by: Sent, ...options: object[]) =>
    discord.interactions.slash('imagine', options, { users }, by);

  async function register(by: Person, name: string, seed: number, ...more: object[]): Promise<void> {
    const bytes = await portrait(seed, 512);
    const path = `/cdn/${seed}.png`;
    discord.cdn.set(path, { type: 'image/png', bytes });
    const file = {
      id: '77',
      filename: 'me.png',
      size: bytes.byteLength,
      url: `${discord.origin}${path}`,
      content_type: 'image/png',
    };
    const options = [value('photo', '77', 11), value('name', name), value('consent', true, 5), ...more];
    discord.interactions.slash(
      'identity',
      sub('register', ...options),
      { users, attachments: { 77: file } },
      member(by),
    );
  }

  // Bob's face, sent by Ann: his private messages.
  await register(ann, 'bob', FACES.bob, value('member', bob.id, 6));
  const asked = await saying('has sent a photo that is said to show you', BOBS);
  const privately: Sent = { ...member(bob), direct: true, channel: BOBS };
  press(asked, 'I agree', privately);
  await saying('is registered as "bob"');
  const share = sub('share', value('name', 'bob'), value('add', ann.id, 6), value('ask', true, 5));
  discord.interactions.slash('identity', share, { users }, member(bob));
  await saying('You are asked each time');
  imagine(member(ann), value('prompt', '<@20> as a wizard'), value('seed', 3, 4));
  const ask = await saying('asks to draw you', BOBS);

  // The channel: one picture is there, the next one on its way.
  await register(ann, 'ann', FACES.ann);
  await saying('registered as "ann"');
  imagine(member(ann), value('prompt', 'S* as a chef'), value('count', 2, 4), value('seed', 11, 4));
  const chefs = await said(({ files }) => files.length === 2);
  const release = stage.hold();
  imagine(member(bob), value('prompt', 'watercolor style, S* face'), value('seed', 21, 4));
  const onItsWay = await said(({ content, files }) => isHeld(content) && files.length === 1);
  release();
  await said(({ content, files }) => content.includes('seed 21') && files.length === 1);
  const studio: readonly Posted[] = [
    { message: chefs, at: 'Today at 20:41', to: { person: ann, command: 'imagine' } },
    { message: onItsWay, at: 'Today at 20:43', to: { person: bob, command: 'imagine' } },
  ];
  const form = discord.interactions.menu(2, 'Register my face', mia.id, { users }, member(mia));
  const modal = await discord.until(() => form.data);

  // Moderators: a report, and a picture that waits for them.
  discord.interactions.slash('settings', sub('inbox'), {}, asModerator);
  await saying('Reports and approvals come into this channel');
  const report = press(chefs, 'Report', member(bob));
  const { custom_id: id, components } = modalSchema.parse(await discord.until(() => report.data));
  const [field] = components;
  const input = field?.type === 18 ? field.component.custom_id : '';
  const filled = [{ type: 18, component: { type: 4, custom_id: input, value: 'That hat is mine.' } }];
  discord.interactions.submit(id, filled, { message: chefs }, member(bob));
  const reported = await saying('was reported', INBOX);
  discord.interactions.slash('settings', sub('approval', value('mode', 'pictures')), {}, asModerator);
  await saying('Every picture of a member waits');
  imagine(member(bob), value('prompt', 'S* as an astronaut'), value('seed', 8, 4));
  const held = await said(({ channel, files }) => channel === INBOX && files.length === 1);
  discord.interactions.slash('moderate', sub('queue'), {}, asModerator);
  const queue = await said((one) => isEphemeral(one) && one.content.includes('2 cases for you'));

  await bench.close();
  await discord.close();
  if (errors.length > 0) throw new AggregateError(errors, 'the adapter has reported errors');
  return new Map([
    ['discord-imagine', discordWindow(server, studio)],
    ['discord-register', discordWindow(server, studio, modalOf(modal, server))],
    [
      'discord-ask',
      discordWindow(direct, [
        { message: asked, at: 'Today at 19:58' },
        { message: ask, at: 'Today at 20:12' },
      ]),
    ],
    [
      'discord-moderators',
      discordWindow(moderators, [
        { message: reported, at: 'Today at 20:47' },
        { message: held, at: 'Today at 20:52' },
        { message: queue, at: 'Today at 20:53', to: { person: mia, command: 'moderate queue' } },
      ]),
    ],
  ]);
}
