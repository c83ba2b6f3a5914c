/** @file The two directions of a platform: what the bot does there, and what comes in from there. */
import { say } from '../say.ts';
import type { Platform } from './platform.ts';
import type { Router } from './router.ts';

/** Said to who comes before the router or after it. */
export const STOPPING = say`I am just starting or stopping: try again in a moment.`;
/** Said in the place of a form that the platform does not open any more. */
export const TOO_LATE = say`That took me too long to open; please try again.`;

/** Said for what is neither the member's fault nor Redis'. */
export const FAULT = say`Something went wrong on our side: try again in a minute.`;

export interface Adapter {
  readonly platform: Platform;
  /** Begins to hand what members do to the router; resolves when it hears them. */
  readonly start: (router: Router) => Promise<void>;
  /** Takes nothing new and resolves when what it handed over is answered; the platform can still post. */
  readonly stop: () => Promise<void>;
  /** Ends the platform itself, once the courier has stopped. */
  readonly close: () => Promise<void>;
}
