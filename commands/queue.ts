/** @file `/queue`: how busy it is, where one's own pictures are, and cancelling them. */
import { defineCommand } from '../src/chat/command.ts';
import { type Button, privately } from '../src/chat/message.ts';
import { ownerIdOf } from '../src/identity/identity.ts';
import type { Estimate } from '../src/queue/estimate.ts';
import type { QueueState } from '../src/queue/producer.ts';
import { about, place } from './durations.ts';

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
    const lines = own.map(({ id, wish }, i) => {
      const prompt = wish.kind === 'imagine' ? wish.prompt : '';
      return `${i + 1}. “${prompt}”: ${where(state.estimates.get(id))}`;
    });
    const more = ids.length > MAX_LISTED ? [`... and ${ids.length - MAX_LISTED} more.`] : [];
    const buttons = own.slice(0, MAX_BUTTONS).map(({ id }, i): Button => ({
      label: own.length === 1 ? 'Cancel it' : `Cancel ${i + 1}`,
      actionId: services.signer.sign('cancel', id),
      style: 'danger',
    }));
    const yours = lines.length === 0 ? ['None of them is yours.'] : ['Yours:', ...lines, ...more];
    return privately([summary(state), ...yours].join('\n'), { buttons });
  },
});

function summary({ waiting, active, slots }: QueueState): string {
  const one = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;
  const workers = slots === 0 ? 'no worker is running at the moment' : `up to ${one(slots, 'job')} at once`;
  return `${one(waiting, 'picture')} waiting, ${active} being drawn, ${workers}.`;
}

function where(estimate: Estimate | undefined): string {
  if (estimate === undefined) return 'on its way';
  const { position, etaMs } = estimate;
  const time = etaMs === undefined ? '' : `, ${about(etaMs)}`;
  return position === 0 ? `being drawn${time}` : `${place(position)}${time}`;
}
