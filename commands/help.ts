/** @file `/help`: every command in a line, or one with its options; made from the definitions themselves. */
import { type Command, defineCommand, type LeafCommand } from '../src/chat/command.ts';
import { type DescribedCommand, describeCommands, fullName } from '../src/chat/describe.ts';
import { privately } from '../src/chat/message.ts';
import { optional, string } from '../src/chat/option.ts';
import { rankOf } from '../src/chat/rank.ts';
import { UserError } from '../src/errors.ts';
import { isAtLeast, type Rank } from '../src/moderation/community.ts';
import { constant, digits, lines, type Phrase, say, type Text } from '../src/say.ts';

const INTRO = say`I draw you in any scene you can describe. Register a face once with /identity register, then write S* where you go: /imagine S* as a chef.`;

export function helpFor(commands: readonly Command[]): LeafCommand {
  const all = describeCommands(commands);
  return defineCommand({
    name: 'help',
    description: 'What I can do',
    visibility: 'private',
    options: {
      command: optional(
        string('Which command to explain', {
          maxLength: 60,
          complete: (_context, typed) =>
            Promise.resolve(
              all
                .map(fullName)
                .filter((name) => name.includes(typed.toLowerCase().replace(/^\//, '')))
                .map((name) => ({ name: `/${name}`, value: name })),
            ),
        }),
      ),
    },
    async run({ author }, { command }) {
      if (command === undefined) {
        const rank = await rankOf(author).catch(() => 'member' as const);
        return privately(lines(INTRO, ...commands.flatMap((one) => linesOf(one, rank))));
      }
      const wanted = command.replace(/^\//, '').toLowerCase();
      const found = all.filter((one) => fullName(one) === wanted || one.name === wanted);
      if (found.length === 0)
        throw new UserError('unknown-command', say`There is no command /${wanted}. /help lists all.`);
      return privately(lines(...found.flatMap((one, i) => (i === 0 ? [explain(one)] : ['', explain(one)]))));
    },
  });
}

/** A line for each subcommand; those of moderators in one, for whom it concerns. */
function linesOf(command: Command, rank: Rank): readonly Text[] {
  if (command.kind === 'group' && command.rank !== undefined) {
    const names = command.subcommands.map(({ name }) => name).join(', ');
    return isAtLeast(rank, command.rank)
      ? [say`/${command.name}: ${constant(command.description)} (${names})`]
      : [];
  }
  return describeCommands([command]).map((one) => lineOf(one));
}

const lineOf = (one: DescribedCommand): Phrase => say`/${fullName(one)}: ${constant(one.description)}`;

function explain(one: DescribedCommand): Phrase {
  const options = one.options.map(({ name, description, required, choices, min, max, type }) => {
    const numeric = type === 'integer' || type === 'number';
    const range = numeric && min !== undefined && max !== undefined ? say` (${min} to ${digits(max)})` : '';
    const list = choices.length > 0 ? ` (${choices.map((choice) => choice.name).join(', ')})` : '';
    const may = required ? '' : say` (optional)`;
    return say`  ${name}${may}: ${constant(description)}${range}${list}`;
  });
  return lines(lineOf(one), ...options);
}
