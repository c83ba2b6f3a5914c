/** @file Shapes, the best of several, a photo that is used once, and /verify, on Slack's wire. */
import { expect, it } from 'vitest';
import { numberJudge } from '../../helpers/chat-bench.ts';
import type { SlackMessage } from '../../helpers/fake-slack.ts';
import {
  answerTo,
  bench,
  mention,
  photoOf,
  pictured,
  press,
  register,
  slack,
  slash,
  submit,
} from '../../helpers/slack-members.ts';

const work = () => bench.work(undefined, undefined, numberJudge);
/** Of the files that stand in it. */
const bytesOf = ({ blocks }: SlackMessage): readonly string[] =>
  blocks.flatMap(({ slack_file: file }) =>
    file === undefined ? [] : [Buffer.from(slack.files.get(file.id)?.bytes ?? []).toString()],
  );

it('draws the shape that was chosen, and says so under the picture', async () => {
  work();
  await register('U9');
  await slash('U9', '/imagine', 'S* aspect: portrait seed: 5');
  const picture = await pictured();
  expect(bytesOf(picture)).toEqual(['S* | S*=7 | 5 | - | portrait']);
  expect(picture.text).toContain('Portrait · seed 5');
});

it('shows of four the one that is most like the person, with how like it is', async () => {
  work();
  await register('U9');
  await slash('U9', '/imagine', 'S* best: yes seed: 5');
  const picture = await pictured();
  expect(bytesOf(picture)).toEqual(['S* | S*=7 | 7 | -']);
  expect(picture.text).toContain('seed 7 · the best of 4 · likeness 100 of 100');
});

it('of a grid one is had alone or varied, as messages of their own, and the grid is deleted', async () => {
  work();
  await register('U9');
  await slash('U9', '/imagine', 'S* count: 4 seed: 5');
  const newest = (count: number): Promise<SlackMessage> => {
    const found = (): readonly SlackMessage[] =>
      slack.messages().filter((one) => bytesOf(one).some((bytes) => bytes.startsWith('S* |')));
    return slack.until(() => found().length === count && found().at(-1));
  };
  const grid = await newest(1);
  expect(bytesOf(grid)).toHaveLength(4);
  await press('U9', grid, 'Only 3');
  expect(bytesOf(await newest(2))).toEqual(['S* | S*=7 | 7 | -']);
  await press('U9', grid, 'Vary 2');
  expect(bytesOf(await newest(3))[0]).toMatch(/^S\* \| S\*=7 \| 6 \| \d+$/);
  await press('U9', grid, 'Delete');
  await slack.until(() => !slack.messages().includes(grid));
});

it('draws a photo once with a yes to that, keeps nothing of it, and offers nothing that would need it again', async () => {
  work();
  await mention('U9', 'S* as a chef seed: 5', [photoOf('face 7')]);
  await answerTo('U9', 'To agree, ask again with consent: yes.');
  await mention('U9', 'S* as a chef seed: 5 consent: yes', [photoOf('face 7')]);
  const picture = await pictured();
  expect(bytesOf(picture)).toEqual(['S* as a chef | S*=7 | 5 | -']);
  const buttons = picture.blocks.flatMap(({ elements = [] }) => elements).map((one) => JSON.stringify(one));
  expect(buttons.filter((one) => one.includes('action_id'))).toEqual([
    expect.stringContaining('"Delete"'),
    expect.stringContaining('"Report"'),
  ]);
  const { identities, selfies } = bench.bot.services;
  expect(await identities.list('slack:U9')).toEqual([]);
  expect(await selfies.waiting('slack:U9')).toEqual([]);
});

it('/verify asks for the file in a form, and knows the very file that was posted, until it is deleted', async () => {
  work();
  await register('U9');
  await slash('U9', '/imagine', 'S* as a chef seed: 5');
  const picture = await pictured();
  const [posted = ''] = bytesOf(picture);
  async function verify(bytes: string): Promise<void> {
    const before = slack.views.length;
    await slash('U20', '/verify', '');
    const { view } = await slack.until(() => slack.views[before]);
    await submit('U20', view, { picture: { type: 'file_input', files: [photoOf(bytes)] } });
  }
  await verify(posted);
  expect((await answerTo('U20', 'I drew this on')).text).toContain('“S* as a chef”');
  await verify(`${posted} `);
  await answerTo('U20', 'I do not know this file');
  await press('U9', picture, 'Delete');
  await slack.until(() => !slack.messages().includes(picture));
  const before = slack.everPosted.length;
  await verify(posted);
  await slack.until(() => slack.everPosted.length > before);
  expect(slack.everPosted.at(-1)?.text).toContain('I do not know this file');
});
