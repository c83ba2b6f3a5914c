/** @file The platform-neutral slash command. Adapters translate to it; a test calls it directly. */
import type { Options, Parsed, RawOptions } from './option.ts';
import { parseOptions } from './option.ts';
import type { WordedReply } from './message.ts';
import type { CommandContext } from './context.ts';
import type { Rank } from '../moderation/community.ts';

/** One invocable command or subcommand; `run` parses what an adapter received and throws UserError for what is wrong. */
export interface LeafCommand {
  readonly kind: 'command';
  readonly name: string;
  readonly description: string;
  /** Whether its usual answer is for the member alone: platforms must say so before the answer is known. */
  readonly visibility: 'private' | 'channel';
  readonly options: Options;
  readonly run: (context: CommandContext, raw: RawOptions) => Promise<WordedReply>;
}

/** A name with subcommands, as `/identity register`. */
export interface CommandGroup {
  readonly kind: 'group';
  readonly name: string;
  readonly description: string;
  readonly subcommands: readonly LeafCommand[];
  /** Who may use it; the router sees to it. Left out: everybody. */
  readonly rank?: Rank;
}

export type Command = LeafCommand | CommandGroup;

export interface CommandDefinition<O extends Options> {
  readonly name: string;
  readonly description: string;
  readonly visibility: 'private' | 'channel';
  readonly options: O;
  readonly run: (context: CommandContext, options: Parsed<O>) => Promise<WordedReply>;
}

/** A command whose `run` receives parsed options with their types. */
export function defineCommand<const O extends Options>(definition: CommandDefinition<O>): LeafCommand {
  const { options, run } = definition;
  return {
    ...definition,
    kind: 'command',
    run: async (context, raw) => run(context, parseOptions(options, raw)),
  };
}

export const defineGroup = (
  name: string,
  description: string,
  subcommands: readonly LeafCommand[],
  rank?: Rank,
): CommandGroup => ({
  kind: 'group',
  name,
  description,
  subcommands,
  ...(rank === undefined ? {} : { rank }),
});
