/** @file The yes to forgetting everything. */
import { defineAction } from '../../src/chat/action.ts';
import { forgetMember } from '../identity/forget.ts';

export const forget = defineAction({
  verb: 'forget',
  run: (context) => forgetMember(context, context.stored.request.id),
});
