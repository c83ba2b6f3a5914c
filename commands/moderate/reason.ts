/** @file The reason that a moderator gives, which the member reads. */
import { optional, string } from '../../src/chat/option.ts';

export const reasonOption = optional(string('Why; the member is told', { maxLength: 200 }));

export const because = (reason: string | undefined): string => (reason === undefined ? '' : `: ${reason}`);
