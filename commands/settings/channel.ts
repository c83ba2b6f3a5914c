/** @file `/settings channel`: what a channel draws by itself, and how much at most. */
import { defineCommand } from '../../src/chat/command.ts';
import { boolean, choice, integer, optional, withDefault } from '../../src/chat/option.ts';
import { UserError } from '../../src/errors.ts';
import type { ChannelLimits } from '../../src/moderation/channel-limits.ts';
import { EVERYWHERE, MAX_CHANNELS } from '../../src/moderation/settings.ts';
import { MAX_COUNT, MAX_STEPS } from '../../src/queue/imagine.ts';
import { styleName, styles } from '../styles.ts';
import { constant, type Phrase, say } from '../../src/say.ts';
import { changeSettings, channelOf } from './change.ts';

export const channel = defineCommand({
  name: 'channel',
  description: 'What this channel draws by itself, and how much at most',
  visibility: 'private',
  options: {
    count: optional(integer('Pictures when nobody says how many', { min: 1, max: MAX_COUNT })),
    'max-count': optional(integer('The most pictures at once', { min: 1, max: MAX_COUNT })),
    steps: optional(integer('Denoising steps when nobody says how many', { min: 1, max: MAX_STEPS })),
    'max-steps': optional(integer('The most denoising steps', { min: 1, max: MAX_STEPS })),
    style: optional(choice('The style when nobody names one', styles)),
    'only-style': optional(boolean('Whether only that style is drawn')),
    everywhere: withDefault(boolean('For every channel that has no setting of its own'), false),
    reset: withDefault(boolean('Forget what was set before'), false),
  },
  run(context, { everywhere, reset, count, steps, style, ...given }) {
    const place = everywhere ? EVERYWHERE : channelOf(context);
    const set: ChannelLimits = defined({
      count,
      maxCount: given['max-count'],
      steps,
      maxSteps: given['max-steps'],
      style,
      onlyStyle: given['only-style'],
    });
    return changeSettings(
      context,
      (settings) => {
        const limits = { ...(reset ? {} : settings.channels[place]), ...set };
        requireConsistent(limits);
        const others = Object.fromEntries(
          Object.entries(settings.channels).filter(([name]) => name !== place),
        );
        if (Object.keys(limits).length === 0) return { ...settings, channels: others };
        if (Object.keys(others).length >= MAX_CHANNELS) {
          throw new UserError(
            'too-many-channels',
            say`${MAX_CHANNELS} channels have settings, which is the most: reset one first.`,
          );
        }
        return { ...settings, channels: { ...others, [place]: limits } };
      },
      ({ channels }) =>
        everywhere
          ? say`Every channel: ${limitsLine(channels[place])}.`
          : say`This channel: ${limitsLine(channels[place])}.`,
    );
  },
});

/** Without what was not given. */
function defined(limits: {
  readonly [K in keyof ChannelLimits]: ChannelLimits[K] | undefined;
}): ChannelLimits {
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
}

function requireConsistent({ count, maxCount, steps, maxSteps, style, onlyStyle }: ChannelLimits): void {
  const over = (usual: number | undefined, most: number | undefined): boolean =>
    (usual ?? 0) > (most ?? Infinity);
  if (over(count, maxCount) || over(steps, maxSteps)) {
    throw new UserError(
      'limits-contradict',
      'What is drawn by itself cannot be more than the most: lower the one or raise the other.',
    );
  }
  if (onlyStyle === true && style === undefined) {
    throw new UserError('limits-contradict', '"only-style" needs a style: name one as well.');
  }
}

/** "pictures 1 by itself, at most 2; steps at most 30; only the style Watercolor". */
export function limitsLine(limits: ChannelLimits = {}): Phrase {
  const { count, maxCount, steps, maxSteps, style, onlyStyle } = limits;
  const named = style === undefined ? undefined : constant(styleName(style));
  const styled = named && (onlyStyle === true ? say`only the style ${named}` : say`style ${named}`);
  const parts = [bounds(say`pictures`, count, maxCount), bounds(say`steps`, steps, maxSteps), styled].filter(
    (part) => part !== undefined,
  );
  if (parts.length === 0) return say`no settings of its own`;
  return { say: parts.map((_, i) => `{${i}}`).join('; '), values: parts };
}

function bounds(what: Phrase, usual: number | undefined, most: number | undefined): Phrase | undefined {
  if (usual === undefined) return most === undefined ? undefined : say`${what} at most ${most}`;
  return most === undefined
    ? say`${what} ${usual} by itself`
    : say`${what} ${usual} by itself, at most ${most}`;
}
