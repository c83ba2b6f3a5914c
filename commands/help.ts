/** @file `/help`: every command in a line, or one with its options; made from the definitions themselves. */
import { type Command, defineCommand, type LeafCommand } from '../src/chat/command.ts';
import { type DescribedCommand, describeCommands } from '../src/chat/describe.ts';
import { privately } from '../src/chat/message.ts';
import { optional, string } from '../src/chat/option.ts';
import { rankOf } from '../src/chat/rank.ts';
import { UserError } from '../src/errors.ts';
import { isAtLeast, type Rank } from '../src/moderation/community.ts';

const INTRO =
  'I draw you in any scene you can describe. Register a face once with /identity register, then write S* ' +
  'where you go: /imagine S* as a chef.';

export function helpFor(commands: readonly Command[]): LeafCommand {
  const described = describeCommands(commands);
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
              described
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
        return privately([INTRO, ...commands.flatMap((one) => linesOf(one, rank))].join('\n'));
      }
      const wanted = command.replace(/^\//, '').toLowerCase();
      const found = described.filter((one) => fullName(one) === wanted || one.name === wanted);
      if (found.length === 0)
        throw new UserError('unknown-command', `There is no command /${wanted}. /help lists all.`);
      return privately(found.map(explain).join('\n\n'));
    },
  });
}

/** A line for each subcommand; those of moderators in one, for whom it concerns. */
function linesOf(command: Command, rank: Rank): readonly string[] {
  if (command.kind === 'group' && command.rank !== undefined) {
    const names = command.subcommands.map(({ name }) => name).join(', ');
    return isAtLeast(rank, command.rank) ? [`/${command.name}: ${command.description} (${names})`] : [];
  }
  return describeCommands([command]).map((one) => `/${fullName(one)}: ${one.description}`);
}

const fullName = ({ name, subcommand }: DescribedCommand): string =>
  [name, subcommand].filter(Boolean).join(' ');

function explain(one: DescribedCommand): string {
  const options = one.options.map(({ name, description, required, choices, min, max, type }) => {
    const numeric = type === 'integer' || type === 'number';
    const range = numeric && min !== undefined && max !== undefined ? ` (${min} to ${max})` : '';
    const list = choices.length > 0 ? ` (${choices.map((choice) => choice.name).join(', ')})` : '';
    return `  ${name}${required ? '' : ' (optional)'}: ${description}${range}${list}`;
  });
  return [`/${fullName(one)}: ${one.description}`, ...options].join('\n');
}
