/** @file What members and moderators do on a fake Slack, and the windows that show what the real adapter sent. */
import { openSlackPlatform } from '../../../src/chat/slack/adapter.ts';
import { consentWords } from '../../../src/identity/consent.ts';
import { adapterBench } from '../adapter-bench.ts';
import { type SlackMessage, startFakeSlack } from '../fake-slack.ts';
import { FAKE_SECRET } from '../fake-slack-wire.ts';
import type { Person } from './discord.ts';
import { slackHome, slackModal, slackWindow, type SlackPost, type SlackScene } from './slack.ts';
import { avatar, BOT_AVATAR, FACES, isHeld, portrait, type Stage } from './stage.ts';

const STUDIO = 'C1';
const INBOX = 'C7';

/** Windows as HTML, by the name of their picture. */
export async function slackScenes(stage: Stage): Promise<ReadonlyMap<string, string>> {
  const slack = await startFakeSlack();
  const errors: unknown[] = [];
  const adapter = openSlackPlatform({
    botToken: 'xoxb-1',
    door: { kind: 'http', signingSecret: FAKE_SECRET, host: '127.0.0.1', port: 0 },
    api: slack.api,
    fileOrigins: [slack.origin],
    hookOrigins: [slack.origin],
    patienceMs: 60_000,
    notes: { 'identity register': consentWords(365) },
    onError: (error) => errors.push(error),
  });
  const bench = await adapterBench(stage.server, adapter, errors);
  bench.work(stage.maker, stage.encoder, stage.judge);

  const bot: Person = { id: 'U1', name: 'DreamIdentity', avatar: BOT_AVATAR };
  const ann: Person = { id: 'U9', name: 'Ann', avatar: await avatar(FACES.ann) };
  const bob: Person = { id: 'U20', name: 'Bob', avatar: await avatar(FACES.bob) };
  const mia: Person = { id: 'UMIA', name: 'Mia', avatar: await avatar(FACES.mia) };
  slack.admins.add(mia.id);
  for (const { id, name } of [ann, bob, mia]) slack.names.set(id, name);
  const scene: SlackScene = {
    workspace: 'Drawing Room',
    channels: ['general', 'art-studio', 'show-and-tell', 'moderators'],
    channel: 'art-studio',
    people: [ann, bob, mia],
    bot,
    files: slack.files,
  };
  const withBot: SlackScene = { ...scene, channel: bot.name };

  let triggers = 0;
  const trigger = (): string => `${(triggers += 1)}.1`;
  const deliver = (body: Parameters<typeof slack.deliver>[1]): Promise<Response> =>
    slack.deliver(adapter.address() ?? '', body);
  const by = ({ id, name }: Person) => ({ user: { id, username: name }, team: { id: 'T1' } });
  const said = (fits: (one: SlackMessage) => boolean): Promise<SlackMessage> =>
    // As it stands at that moment: it is updated later.
    slack.until(() => slack.messages().find(fits)).then((one) => structuredClone(one));
  const saying = (text: string, channel?: string): Promise<SlackMessage> =>
    said((one) => one.text.includes(text) && (channel === undefined || one.channel === channel));
  const pictures = ({ blocks }: SlackMessage): number => blocks.filter(({ type }) => type === 'image').length;
  const slash = ({ id, name }: Person, command: string, text: string, channel = STUDIO): Promise<Response> =>
    deliver({
      form: {
        command,
        text,
        user_id: id,
        user_name: name,
        team_id: 'T1',
        channel_id: channel,
        trigger_id: trigger(),
        response_url: `${slack.origin}/hook/${channel}/${id}`,
      },
    });
  const event = (happened: object): Promise<Response> =>
    deliver({
      event: { type: 'event_callback', team_id: 'T1', event_id: `Ev${trigger()}`, event: happened },
    });
  const press = (person: Person, one: SlackMessage, label: string): Promise<Response> => {
    const elements = one.blocks.flatMap((block) => block.elements ?? []);
    const found = elements.find((each) => JSON.stringify(each).includes(`"${label}"`));
    if (found === undefined) throw new Error(`there is no button ${label}`);
    return deliver({
      interaction: {
        type: 'block_actions',
        ...by(person),
        channel: { id: one.channel },
        trigger_id: trigger(),
        message: { ts: one.ts, text: one.text, metadata: one.metadata },
        actions: [{ action_id: String(found['action_id']), type: 'button', action_ts: trigger() }],
      },
    });
  };
  const register = async (person: Person, name: string, seed: number, more = ''): Promise<void> => {
    const bytes = await portrait(seed, 512);
    slack.attached.set(`/files/${seed}.png`, bytes);
    const url = `${slack.origin}/files/${seed}.png`;
    const file = { name: 'me.png', mimetype: 'image/png', size: bytes.byteLength, url_private_download: url };
    const text = `<@U1> identity register ${name} consent: yes ${more}`;
    await event({ type: 'app_mention', user: person.id, channel: STUDIO, ts: '1.1', files: [file], text });
  };

  // Bob's face, sent by Ann: his private messages.
  await register(ann, 'bob', FACES.bob, `member: <@${bob.id}|bob>`);
  const asked = await saying('said to show you', `D${bob.id}`);
  await press(bob, asked, 'I agree');
  await saying('is registered as "bob"');
  await slash(bob, '/identity', `share bob add: <@${ann.id}|ann> ask: yes`);
  await saying('You are asked each time');
  await slash(ann, '/imagine', `<@${bob.id}|bob> as a wizard seed: 3`);
  const ask = await saying('asks to draw you', `D${bob.id}`);

  // The channel: one picture is there, the next one on its way.
  await register(ann, 'ann', FACES.ann);
  await saying('registered as "ann"');
  await slash(ann, '/imagine', 'S* as a chef seed: 11');
  const chef = await said((one) => one.text.includes('seed 11') && pictures(one) === 1);
  const release = stage.hold();
  await slash(bob, '/imagine', 'watercolor style, S* face seed: 21');
  const onItsWay = await said((one) => isHeld(one.text) && pictures(one) === 1);
  release();
  await said((one) => one.text.includes('seed 21') && pictures(one) === 1);
  const studio: readonly SlackPost[] = [
    { message: chef, at: '8:41 PM' },
    { message: onItsWay, at: '8:43 PM' },
  ];
  await deliver({
    interaction: { type: 'shortcut', ...by(mia), callback_id: 'register-face', trigger_id: trigger() },
  });
  const modal = await slack.until(() => slack.views.at(-1)?.view);
  await event({ type: 'app_home_opened', user: bob.id, tab: 'home' });
  const home = await slack.until(() => slack.homes.get(bob.id));

  // Moderators: a report, and a picture that waits for them.
  await slash(mia, '/settings', 'inbox', INBOX);
  await saying('come into this channel');
  const views = slack.views.length;
  await press(bob, chef, 'Report');
  const { view } = await slack.until(() => slack.views[views]);
  await deliver({
    interaction: {
      type: 'view_submission',
      ...by(bob),
      view: {
        id: 'V1',
        hash: trigger(),
        callback_id: view.callback_id,
        private_metadata: view.private_metadata,
        state: { values: { reason: { reason: { type: 'plain_text_input', value: 'That hat is mine.' } } } },
      },
    },
  });
  const reported = await saying('was reported', INBOX);
  await slash(mia, '/settings', 'approval pictures', INBOX);
  await saying('Every picture of a member waits');
  await slash(bob, '/imagine', 'S* as an astronaut seed: 8');
  const held = await said((one) => one.channel === INBOX && pictures(one) === 1);
  await slash(mia, '/moderate', 'queue', INBOX);
  const queue = await said((one) => one.ephemeralTo === mia.id && one.text.includes('2 cases for you'));

  const windows = new Map([
    ['slack-imagine', slackWindow(scene, studio)],
    ['slack-register', slackWindow(scene, studio, slackModal(modal, scene))],
    ['slack-home', slackHome(home, withBot)],
    [
      'slack-ask',
      slackWindow(withBot, [
        { message: asked, at: '7:58 PM' },
        { message: ask, at: '8:12 PM' },
      ]),
    ],
    [
      'slack-moderators',
      slackWindow({ ...scene, channel: 'moderators' }, [
        { message: reported, at: '8:47 PM' },
        { message: held, at: '8:52 PM' },
        { message: queue, at: '8:53 PM' },
      ]),
    ],
  ]);
  await bench.close();
  await slack.close();
  if (errors.length > 0) throw new AggregateError(errors, 'the adapter has reported errors');
  return windows;
}
