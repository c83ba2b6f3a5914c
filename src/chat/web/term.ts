/** @file How long what belongs to one browser alone is kept after its last sign of life: its cookie, its name, what it alone sees. */

export const MEMBER_TERM_MS = 365 * 24 * 3600 * 1000;
