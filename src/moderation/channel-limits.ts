/** @file What a channel draws when nobody says otherwise, and how much at most. */
import { z } from 'zod';
import { UserError } from '../errors.ts';
import { say } from '../say.ts';

export const channelLimitsSchema = z.object({
  count: z.int().positive().optional(),
  maxCount: z.int().positive().optional(),
  steps: z.int().positive().optional(),
  maxSteps: z.int().positive().optional(),
  style: z.string().max(40).optional(),
  /** Whether only that style is drawn. */
  onlyStyle: z.boolean().optional(),
});
export type ChannelLimits = z.infer<typeof channelLimitsSchema>;

/** The wish as far as a channel bounds it; undefined where the member said nothing. */
export interface Asked {
  readonly count: number | undefined;
  readonly steps: number | undefined;
  readonly style: string | undefined;
}

export interface Drawn {
  readonly count: number;
  /** Undefined: the bundle's own number. */
  readonly steps: number | undefined;
  readonly style: string;
}

export interface Usual {
  readonly style: string;
  /** What a bundle takes at most when nobody says how many. */
  readonly steps: number;
}

/** Throws UserError for more than the channel allows. */
export function requireWithin(limits: ChannelLimits, { count, steps, style }: Asked): void {
  const { maxCount, maxSteps } = limits;
  if (maxCount !== undefined && count !== undefined && count > maxCount) {
    throw new UserError(
      'too-many-pictures',
      say`In this channel at most ${maxCount} {0:picture|pictures} at once: its moderators say so.`,
    );
  }
  if (maxSteps !== undefined && steps !== undefined && steps > maxSteps) {
    throw new UserError(
      'too-many-steps',
      say`In this channel at most ${maxSteps} {0:step|steps}: its moderators say so.`,
    );
  }
  if (limits.onlyStyle === true && style !== undefined && style !== limits.style) {
    throw new UserError(
      'style-not-here',
      say`In this channel everything is drawn in the style "${limits.style ?? ''}": its moderators say so.`,
    );
  }
}

/** The wish with what the member left open filled in, and nothing above what the channel allows. */
export function within(limits: ChannelLimits, asked: Asked, usual: Usual): Drawn {
  const { maxCount = Infinity, maxSteps = Infinity } = limits;
  const steps = asked.steps ?? limits.steps ?? (maxSteps < usual.steps ? maxSteps : undefined);
  return {
    count: Math.min(asked.count ?? limits.count ?? 1, maxCount),
    steps: steps === undefined ? undefined : Math.min(steps, maxSteps),
    style: (limits.onlyStyle === true ? undefined : asked.style) ?? limits.style ?? usual.style,
  };
}
