/** @file From Discord and Slack the way leads to the web chat's portrait maker, where the operator has said where that is. */
import { expect, it } from 'vitest';
import { type Message, message, OPEN_PORTRAIT_MAKER } from '../../src/chat/message.ts';
import type { Platform } from '../../src/chat/platform.ts';
import { showingWayTo } from '../../src/main/portrait-way.ts';

const ref = { platform: 'p', channel: 'c', message: '1' };
const target = { platform: 'p', community: 'g', channel: 'c', member: 'm' };
const button = { label: 'Open', actionId: OPEN_PORTRAIT_MAKER, style: 'primary' } as const;

it('links to the address in the place of the button, and leaves every other message as it is', async () => {
  const shown: Message[] = [];
  const platform: Platform = {
    name: 'p',
    editIntervalMs: 0,
    post: (_target, one) => Promise.resolve(ref).finally(() => shown.push(one)),
    edit: (_ref, one) => Promise.resolve(true).finally(() => shown.push(one)),
    remove: () => Promise.resolve(),
  };
  const way = showingWayTo('https://draw.example.org', platform);
  const refusal = message({ text: 'I know drawn faces only.', buttons: [button] });
  await way.post(target, refusal, 'key');
  await way.edit(ref, refusal);
  await way.edit(ref, message({ text: 'Done.' }));
  expect(shown.map(({ link }) => link)).toEqual([
    'https://draw.example.org',
    'https://draw.example.org',
    undefined,
  ]);
  expect(showingWayTo(undefined, platform)).toBe(platform);
});
