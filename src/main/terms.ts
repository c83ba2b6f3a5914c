/** @file How long things may wait in Redis; bots and workers must agree. */
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** A sealed selfie that nobody has encoded by then is gone. */
export const SELFIE_TERM_MS = 15 * MINUTE_MS;

/** A result or a picture waits so long for a bot to post it. */
export const RESULT_TERM_MS = DAY_MS;

/** Buttons under a picture work so long. */
export const BUTTON_TERM_MS = 365 * DAY_MS;
