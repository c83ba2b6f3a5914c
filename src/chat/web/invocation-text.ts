/** @file What a member asked for, in the form that one types: for the line above the answer. */
import type { DescribedCommand } from '../describe.ts';
import type { ClientEvent, OptionValue } from './protocol.ts';

type Invoke = Extract<ClientEvent, { type: 'invoke' }>;

const MAX_LENGTH = 600;

/** "/imagine S* as a chef count:2": the first text that must be given stands without its name. */
export function invocationText(
  { command, subcommand, options }: Invoke,
  commands: readonly DescribedCommand[],
  fileName: (uploadId: string) => string | undefined,
): string {
  const described = commands.find((one) => one.name === command && one.subcommand === subcommand);
  const main = described?.options.find(({ type, required }) => required && type === 'string')?.name;
  const valueText = (value: OptionValue): string => {
    if (typeof value !== 'object') return String(value);
    return 'upload' in value ? (fileName(value.upload) ?? 'a file') : '@member';
  };
  const entries = Object.entries(options).map(([name, value]) => [name, valueText(value)] as const);
  const first = entries.filter(([name]) => name === main).map(([, value]) => value);
  const others = entries.filter(([name]) => name !== main).map(([name, value]) => `${name}:${value}`);
  return [`/${command}`, ...(subcommand === undefined ? [] : [subcommand]), ...first, ...others]
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .slice(0, MAX_LENGTH);
}
