/** @file Consent of others on Slack's wire: cards in private messages, mentions in prompts, recall, files. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { openSlackPlatform, type SlackAdapter } from '../../../src/chat/slack/adapter.ts';
import { type AdapterBench, adapterBench } from '../../helpers/adapter-bench.ts';
import { type FakeSlack, type SlackMessage, startFakeSlack } from '../../helpers/fake-slack.ts';
import { FAKE_SECRET } from '../../helpers/fake-slack-wire.ts';
import { startTestRedis, type TestRedis } from '../../helpers/redis-server.ts';

let server: TestRedis;
let slack: FakeSlack;
let adapter: SlackAdapter;
let bench: AdapterBench;
let triggers = 0;
beforeAll(async () => (server = await startTestRedis()));
afterAll(() => server.close());
beforeEach(async () => {
  slack = await startFakeSlack();
  const errors: unknown[] = [];
  adapter = openSlackPlatform({
    botToken: 'xoxb-1',
    door: { kind: 'http', signingSecret: FAKE_SECRET, host: '127.0.0.1', port: 0 },
    api: slack.api,
    fileOrigins: [slack.origin],
    hookOrigins: [slack.origin],
    onError: (error) => errors.push(error),
  });
  bench = await adapterBench(server, adapter, errors);
  bench.work();
});
afterEach(async () => {
  expect(bench.errors).toEqual([]);
  await bench.close();
  await slack.close();
});

const trigger = (): string => `${(triggers += 1)}.1`;
const deliver = (body: Parameters<FakeSlack['deliver']>[1]): Promise<Response> =>
  slack.deliver(adapter.address() ?? '', body);
const message = (fits: (one: SlackMessage) => boolean): Promise<SlackMessage> =>
  slack.until(() => slack.messages().find(fits));
const answerTo = (user: string, text: string): Promise<SlackMessage> =>
  message((one) => one.ephemeralTo === user && one.text.includes(text));
const slash = (user: string, command: string, text: string): Promise<Response> =>
  deliver({
    form: {
      command,
      text,
      user_id: user,
      user_name: user.toLowerCase(),
      team_id: 'T1',
      channel_id: 'C1',
      trigger_id: trigger(),
      response_url: `${slack.origin}/hook/C1/${user}`,
    },
  });
const press = (user: string, one: SlackMessage, label: string): Promise<Response> => {
  const elements = one.blocks.flatMap((block) => block.elements ?? []);
  const found = elements.find((each) => JSON.stringify(each).includes(`"${label}"`));
  return deliver({
    interaction: {
      type: 'block_actions',
      user: { id: user, username: user.toLowerCase() },
      team: { id: 'T1' },
      channel: { id: one.channel },
      trigger_id: trigger(),
      response_url: `${slack.origin}/hook/${one.channel}/${user}`,
      message: { ts: one.ts, text: one.text, metadata: one.metadata },
      actions: [{ action_id: String(found?.['action_id']), type: 'button', action_ts: trigger() }],
    },
  });
};
async function register(user: string, more = ''): Promise<void> {
  slack.attached.set('/files/me.png', Buffer.from('face 7'));
  const url = `${slack.origin}/files/me.png`;
  const file = { name: 'me.png', mimetype: 'image/png', size: 6, url_private_download: url };
  const text = `<@U1> identity register ada consent: yes ${more}`;
  const event = { type: 'app_mention', user, channel: 'C1', ts: '1.1', files: [file], text };
  await deliver({ event: { type: 'event_callback', team_id: 'T1', event_id: `Ev${trigger()}`, event } });
}
const registered = () => message((one) => one.text.includes('registered as "ada"'));
const inPrivate = (user: string, text: string): Promise<SlackMessage> =>
  message((one) => one.channel === `D${user}` && one.text.includes(text));

it('a photo of another member asks that member in private messages, and his press alone registers it', async () => {
  await register('U9', 'member: <@U20|bob>');
  const card = await inPrivate('U20', 'said to show you');
  expect(card.blocks.some(({ type }) => type === 'image')).toBe(false);
  await press('U9', card, 'I agree');
  await answerTo('U9', 'Only the member who asked for this');
  await press('U20', card, 'I agree');
  await registered();
  expect(await bench.bot.services.identities.list('slack:U9')).toEqual([]);
  const [record] = await bench.bot.services.identities.list('slack:U20');
  expect(record?.consent).toMatchObject({ by: 'slack:U20', askedBy: 'slack:U9' });
  await inPrivate('U20', 'You agreed.');
});

it('a mention draws whoever allows it, the owner is asked, reads of it, and recalls the posted picture', async () => {
  await register('U20');
  await registered();
  await slash('U9', '/imagine', '<@U20|bob> as a chef');
  await answerTo('U9', 'no identity that you may draw here');
  await slash('U20', '/identity', 'share ada add: <@U9|ann> ask: yes');
  await answerTo('U20', 'You are asked each time');
  await slash('U9', '/imagine', '<@U20|bob> as a chef');
  const card = await inPrivate('U20', 'asks to draw you');
  expect(card.text).toContain('“S*ada as a chef”');
  await press('U20', card, 'Allow this once');
  const picture = await message(({ blocks }) => blocks.some(({ type }) => type === 'image'));
  await slash('U20', '/identity', 'uses');
  const uses = await answerTo('U20', '/identity recall');
  await slash('U9', '/identity', `recall ${uses.text.slice(0, 6)}`);
  await answerTo('U9', 'No use of your face');
  await slash('U20', '/identity', `recall ${uses.text.slice(0, 6)}`);
  await answerTo('U20', 'Recalled one use of your face');
  await slack.until(() => !slack.messages().includes(picture));
  expect([...slack.files.values()].every(({ deleted }) => deleted)).toBe(true);
});

it('export hands its files over in the private messages with the member', async () => {
  await register('U20');
  await registered();
  await slash('U20', '/identity', 'export ada');
  const handed = await slack.until(() =>
    slack.calls.find(({ args }) => JSON.stringify(args).includes('as files.')),
  );
  expect([...slack.files.values()].map(({ name }) => name)).toEqual([
    'learned_embeds.safetensors',
    'ada.json',
  ]);
  expect(handed.args).toMatchObject({ channel_id: 'DU20' });
});
