/** @file Pictures on Slack's wire, which shows no WebP: encoded again where they must be, and none is lost. */
import { expect, it } from 'vitest';
import type { SlackFileState, SlackMessage } from '../../helpers/fake-slack.ts';
import { areThose, largePictures } from '../../helpers/large-pictures.ts';
import { bench, message, register, slack, slash } from '../../helpers/slack-members.ts';

const filesOf = ({ blocks }: SlackMessage): readonly SlackFileState[] =>
  blocks.flatMap(({ slack_file: file }) => slack.files.get(file?.id ?? '') ?? []);
const withPictures = (count: number, alt: string): Promise<SlackMessage> =>
  message((one) => filesOf(one).filter((file) => file.alt.includes(alt)).length === count);

async function ask(count: number): Promise<void> {
  await register('U9');
  await slash('U9', '/imagine', `S* as a chef count: ${count}`);
}

it('a grid of large PNGs comes as it was drawn, all four in order', async () => {
  bench.work(largePictures('image/png'));
  await ask(4);
  const grid = filesOf(await withPictures(4, 'drawn for'));
  expect(Math.min(...grid.map(({ bytes }) => bytes.byteLength))).toBeGreaterThan(300_000);
  expect(await areThose(grid.map(({ bytes }) => bytes))).toBe(true);
}, 60_000);

it('what is WebP, a preview too, comes as JPEG under the same message', async () => {
  let end: () => void = () => undefined;
  bench.work(largePictures('image/webp', new Promise<void>((done) => (end = done))));
  await ask(2);
  const onItsWay = await withPictures(1, 'while it is being drawn');
  const [preview] = filesOf(onItsWay);
  expect(preview?.name).toBe('preview.jpg');
  end();
  const done = await withPictures(2, 'drawn for');
  expect(done).toBe(onItsWay);
  expect(await areThose(filesOf(done).map(({ bytes }) => bytes))).toBe(true);
  const heads = [preview, ...filesOf(done)].map((file) => Buffer.from(file?.bytes.subarray(0, 3) ?? []));
  expect(heads.map((head) => head.toString('hex'))).toEqual(Array(3).fill('ffd8ff'));
}, 60_000);
