/** @file `/queue`: how busy it is, where one's own pictures are, and cancelling them. */
import { defineCommand } from '../src/chat/command.ts';
import { type WordedButton, privately } from '../src/chat/message.ts';
import { ownerIdOf } from '../src/identity/identity.ts';
import type { Estimate } from '../src/queue/estimate.ts';
import type { QueueState } from '../src/queue/producer.ts';
import { about, place } from './durations.ts';
import { lines, type Phrase, say } from '../src/say.ts';

const MAX_LISTED = 10;
const MAX_BUTTONS = 5;

export const queue = defineCommand({
  name: 'queue',
  description: 'How busy it is, and where your pictures are',
  visibility: 'private',
  options: {},
  async run({ services, platform, author }) {
    const [state, ids] = await Promise.all([
      services.imagine.state(),
      services.requests.pending(ownerIdOf(platform, author.id)),
    ]);
    const stored = await Promise.all(ids.slice(0, MAX_LISTED).map((id) => services.requests.get(id)));
    const own = stored.flatMap((one) => (one?.request.wish.kind === 'imagine' ? [one.request] : []));
    const listed = own.map(({ id, wish }, i) => {
      const prompt = wish.kind === 'imagine' ? wish.prompt : '';
      return say`${i + 1}. “${prompt}”: ${where(state.estimates.get(id))}`;
    });
    const more = ids.length > MAX_LISTED ? [say`... and ${ids.length - MAX_LISTED} more.`] : [];
    const buttons = own.slice(0, MAX_BUTTONS).map(({ id }, i): WordedButton => ({
      label: own.length === 1 ? say`Cancel it` : say`Cancel ${i + 1}`,
      actionId: services.signer.sign('cancel', id),
      style: 'danger',
    }));
    const none = isIdle(state) ? [] : [say`None of them is yours.`];
    const yours = listed.length === 0 ? none : [say`Yours:`, ...listed, ...more];
    return privately(lines(summary(state), ...yours), { buttons });
  },
});

const isIdle = ({ waiting, active }: QueueState): boolean => waiting === 0 && active === 0;

function summary(state: QueueState): Phrase {
  const { waiting, active, slots } = state;
  if (isIdle(state)) {
    return slots === 0
      ? say`Nothing is waiting, but no worker is running at the moment: your next picture begins once one is back.`
      : say`Nothing is waiting: your next picture begins at once.`;
  }
  const workers =
    slots === 0 ? say`no worker is running at the moment` : say`up to ${slots} {0:job|jobs} at once`;
  return say`${waiting} {0:picture|pictures} waiting, ${active} being drawn, ${workers}.`;
}

function where(estimate: Estimate | undefined): Phrase {
  if (estimate === undefined) return say`on its way`;
  const { position, etaMs } = estimate;
  const state = position === 0 ? say`being drawn` : place(position);
  return etaMs === undefined ? state : say`${state}, ${about(etaMs)}`;
}
