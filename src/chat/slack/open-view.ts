/** @file Opening a form on Slack, which lets three seconds pass between asking and opening. */
import { type Phrase, say } from '../../say.ts';
import { TOO_LATE } from '../adapter.ts';
import { isTooLate, type SlackApi } from './api.ts';

const NOT_OPENED = say`Slack did not open the form: please try again in a moment.`;

/** Where it does not open, `tell` says so to whoever asked. Throws what is more than too late. */
export async function openOrSay(
  api: Pick<SlackApi, 'openView'>,
  trigger: string,
  view: object,
  tell: (sentence: Phrase) => Promise<unknown>,
): Promise<void> {
  try {
    await api.openView(trigger, view);
  } catch (error) {
    const late = isTooLate(error);
    await tell(late ? TOO_LATE : NOT_OPENED);
    if (!late) throw error;
  }
}
