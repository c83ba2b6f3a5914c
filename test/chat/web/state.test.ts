/** @file What the page knows: private answers that nobody keeps stand where they came. */
import { expect, it } from 'vitest';
import { type ChatEvent, initialState, reduce } from '../../../src/chat/web/client/state.ts';
import type { MessageView } from '../../../src/chat/web/view.ts';

const message = (id: string, order: number, kept: boolean): MessageView => ({
  id,
  order,
  kept,
  at: 0,
  author: undefined,
  invocation: undefined,
  text: id,
  pictures: [],
  buttons: [],
  progress: undefined,
  ephemeral: !kept,
  version: 1,
});
const welcome = (messages: readonly MessageView[]): ChatEvent => ({
  type: 'welcome',
  me: { id: 'ada', name: 'Ada' },
  channel: 'studio',
  commands: [],
  limits: { maxUploadBytes: 1, maxTextLength: 1 },
  messages,
  more: false,
  registered: false,
  storeReachable: true,
});
const told = (one: MessageView): ChatEvent => ({ type: 'message', message: one });

it('stands a private answer behind what is there and before what comes, also when it connects again', () => {
  const channel = [message('one', 41, true), message('two', 42, true)];
  const events = [
    welcome(channel),
    told(message('answer', 0, false)),
    told(message('another', 0, false)),
    told(message('three', 43, true)),
    told(message('last', 0, false)),
    welcome([...channel, message('three', 43, true)]),
  ];
  const { messages } = events.reduce(reduce, initialState);
  expect(messages.map(({ id }) => id)).toEqual(['one', 'two', 'answer', 'another', 'three', 'last']);
});
