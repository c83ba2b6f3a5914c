/** @file Commands as plain data, for a client's completion, for `/help` and for registering them at a platform. */
import type { Command, LeafCommand } from './command.ts';
import type { Choice, OptionType } from './option.ts';

export interface DescribedOption {
  readonly name: string;
  readonly type: OptionType;
  readonly description: string;
  readonly required: boolean;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly choices: readonly Choice[];
  /** Whether the router completes it while the member types. */
  readonly completes: boolean;
}

export interface DescribedCommand {
  readonly name: string;
  readonly subcommand: string | undefined;
  readonly description: string;
  readonly visibility: 'private' | 'channel';
  readonly options: readonly DescribedOption[];
}

/** "identity register". */
export const fullName = ({
  name,
  subcommand,
}: {
  readonly name: string;
  readonly subcommand?: string | undefined;
}): string => (subcommand === undefined ? name : `${name} ${subcommand}`);

/** Commands never change, and every invocation asks for them. */
const described = new WeakMap<Command, readonly DescribedCommand[]>();

/** One entry an invocable command: a group gives one for each of its subcommands. */
export const describeCommands = (commands: readonly Command[]): readonly DescribedCommand[] =>
  commands.flatMap((command) => {
    const known = described.get(command) ?? describeOne(command);
    described.set(command, known);
    return known;
  });

const describeOne = (command: Command): readonly DescribedCommand[] =>
  command.kind === 'group'
    ? command.subcommands.map((leaf) => describe(leaf, command.name, leaf.name))
    : [describe(command, command.name, undefined)];

function describe(leaf: LeafCommand, name: string, subcommand: string | undefined): DescribedCommand {
  const options = Object.entries(leaf.options).map(([option, d]): DescribedOption => {
    const { type, description, required, min, max, choices, complete } = d;
    return {
      name: option,
      type,
      description,
      required,
      min,
      max,
      choices,
      completes: complete !== undefined,
    };
  });
  return { name, subcommand, description: leaf.description, visibility: leaf.visibility, options };
}

/** The command of that name, described; undefined when there is none (any more). */
export const describedCommand = (
  commands: readonly Command[],
  name: string,
  subcommand: string | undefined,
): DescribedCommand | undefined =>
  describeCommands(commands).find((one) => one.name === name && one.subcommand === subcommand);
