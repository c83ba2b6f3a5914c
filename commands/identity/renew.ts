/** @file `/identity renew`: keeps an identity for another term. */
import { defineCommand } from '../../src/chat/command.ts';
import { languageOf } from '../../src/chat/language/language.ts';
import { privately } from '../../src/chat/message.ts';
import { consentWords } from '../../src/identity/consent.ts';
import { day } from '../durations.ts';
import { ownName, requireOwn } from './own.ts';
import { renewIdentity } from './renewing.ts';
import { say } from '../../src/say.ts';

export const renewOwn = defineCommand({
  name: 'renew',
  description: 'Keep one of your identities for another term',
  visibility: 'private',
  options: { name: ownName('Which one') },
  async run(context, { name }) {
    const identity = await requireOwn(context, name);
    const until = await renewIdentity(context.services, identity, languageOf(context.locale));
    const words = consentWords(context.services.limits.termDays);
    return privately(say`"${identity.name}" is kept until ${day(until)}. You agreed once more to: ${words}`);
  },
});
