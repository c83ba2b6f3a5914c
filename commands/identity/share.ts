/** @file `/identity share`: who besides oneself may draw one's identity, and whether one is asked each time. */
import { defineCommand } from '../../src/chat/command.ts';
import { privately } from '../../src/chat/message.ts';
import { boolean, choice, type MentionedMember, optional, user } from '../../src/chat/option.ts';
import { UserError } from '../../src/errors.ts';
import { ownerIdOf } from '../../src/identity/identity.ts';
import { MAX_SHARED_WITH, type Share } from '../../src/identity/share.ts';
import { communityOf } from '../house-rules.ts';
import { ownName, requireOwn } from './own.ts';
import { ruleInWords } from './rule-wording.ts';
import { say } from '../../src/say.ts';

const CHOICES = [
  { name: 'Nobody', value: 'nobody' },
  { name: 'Members I name', value: 'members' },
  { name: 'Everybody here', value: 'everybody' },
] as const;

export const share = defineCommand({
  name: 'share',
  description: 'Who else may draw one of your identities, and whether you are asked each time',
  visibility: 'private',
  options: {
    name: ownName('Which one'),
    with: optional(choice('Who may draw it', CHOICES)),
    add: optional(user('A member who may draw it')),
    remove: optional(user('A member who may not any more')),
    ask: optional(boolean('Yes: ask me each time, by a card that I approve or refuse')),
  },
  async run(context, { name, with: whom, add, remove, ask }) {
    const { services, platform, author } = context;
    const identity = await requireOwn(context, name);
    const before = await services.shares.get(identity.id);
    const idOfMember = ({ id }: MentionedMember): string => ownerIdOf(platform, id);
    if (add?.id === author.id) {
      throw new UserError('not-yourself', 'You may always draw yourself: name somebody else.');
    }
    const kept = before.members.filter(
      ({ ownerId }) => ownerId !== (add && idOfMember(add)) && ownerId !== (remove && idOfMember(remove)),
    );
    const members =
      add === undefined ? kept : [...kept, { ownerId: idOfMember(add), name: add.displayName.slice(0, 200) }];
    if (members.length > MAX_SHARED_WITH) {
      throw new UserError(
        'too-many-members',
        say`At most ${MAX_SHARED_WITH} members can be named: remove one first.`,
      );
    }
    const changed = {
      ...before,
      members,
      ask: ask ?? before.ask,
      ownerName: author.displayName.slice(0, 200),
    };
    const rule = ruled(changed, whom ?? (add === undefined ? before.with : 'members'), communityOf(context));
    if (JSON.stringify(rule) === JSON.stringify(before))
      return privately(ruleInWords(identity.name, rule, communityOf(context)));
    if (!(await services.shares.set(identity.id, rule))) {
      throw new UserError(
        'identity-gone',
        say`"${identity.name}" no longer exists: /identity list shows what does.`,
      );
    }
    return privately(ruleInWords(identity.name, rule, communityOf(context)));
  },
});

/** Everybody is everybody in one community; saying it again elsewhere moves it there. */
function ruled({ community: before, ...rest }: Share, whom: string, here: string | undefined): Share {
  if (whom === 'nobody') return { ...rest, with: 'nobody', members: [] };
  if (whom === 'members') return { ...rest, with: 'members' };
  const community = rest.with === 'everybody' ? (here ?? before) : here;
  if (community === undefined) {
    throw new UserError('share-where', 'Say that in the community whose members you mean.');
  }
  return { ...rest, with: 'everybody', community };
}
