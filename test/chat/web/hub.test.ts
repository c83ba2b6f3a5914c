/** @file Browsers that come in: nothing that happens meanwhile is missed, and nothing old is shown after something new. */
import { expect, it } from 'vitest';
import { createHub, type Hub } from '../../../src/chat/web/hub.ts';
import type { MemberView, ServerEvent } from '../../../src/chat/web/view.ts';

const ada: MemberView = { id: 'ada', name: 'Ada' };
type Welcome = Extract<ServerEvent, { type: 'welcome' }>;

/** A hub whose welcomes are answered by hand, in any order; each carries its number as the channel's name. */
function handHub(): { readonly hub: Hub; readonly answer: (number: number) => Promise<void> } {
  const answers: (() => void)[] = [];
  const hub = createHub(
    ({ member: me }) =>
      new Promise<Welcome>((done) => {
        const number = answers.length;
        answers.push(() => {
          done({
            type: 'welcome',
            me,
            channel: String(number),
            commands: [],
            limits: { maxUploadBytes: 1, maxTextLength: 1 },
            messages: [],
            more: false,
            registered: false,
            storeReachable: true,
          });
        });
      }),
  );
  return {
    hub,
    async answer(number) {
      answers[number]?.();
      await new Promise(setImmediate);
    },
  };
}

function browser(): {
  readonly seen: string[];
  readonly send: (event: ServerEvent) => void;
  readonly locale: string;
  member: MemberView;
} {
  const seen: string[] = [];
  return {
    seen,
    member: ada,
    locale: 'en',
    send(event) {
      if (event.type === 'welcome') seen.push(`welcome ${event.channel}`);
      else if (event.type === 'removed') seen.push(`removed ${event.id}`);
      else seen.push(event.type);
    },
  };
}

it('tells what happens while the welcome is read behind it, in order', async () => {
  const { hub, answer } = handHub();
  const client = browser();
  const joined = hub.join(client);
  hub.tell({ type: 'removed', id: 'a' }, undefined);
  hub.tell({ type: 'removed', id: 'b' }, 'ada');
  hub.tell({ type: 'removed', id: 'c' }, 'somebody else');
  expect(client.seen).toEqual([]);
  await answer(0);
  await joined;
  expect(client.seen).toEqual(['welcome 0', 'present', 'removed a', 'removed b']);
  hub.tell({ type: 'removed', id: 'd' }, undefined);
  expect(client.seen.at(-1)).toBe('removed d');
});

it('sends of several welcomes the last begun alone, whichever is read first, and still what happened since', async () => {
  const { hub, answer } = handHub();
  const client = browser();
  void hub.join(client);
  hub.tell({ type: 'removed', id: 'a' }, undefined);
  hub.greetAll();
  hub.tell({ type: 'removed', id: 'b' }, undefined);
  await answer(0);
  expect(client.seen).toEqual([]);
  await answer(1);
  expect(client.seen).toEqual(['welcome 1', 'present', 'removed a', 'removed b']);
  hub.greetAll();
  hub.tell({ type: 'removed', id: 'c' }, undefined);
  await answer(2);
  expect(client.seen.slice(4)).toEqual(['welcome 2', 'removed c']);
});

it('forgets a browser that leaves before it was welcomed', async () => {
  const { hub, answer } = handHub();
  const client = browser();
  void hub.join(client);
  hub.leave(client);
  await answer(0);
  hub.tell({ type: 'removed', id: 'a' }, undefined);
  expect(client.seen).toEqual([]);
  expect(hub.clients()).toEqual([]);
});
