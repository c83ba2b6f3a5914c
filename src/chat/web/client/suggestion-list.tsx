/** @file Above the composer: what the command takes, and what one could type next. */
import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { digits } from '../../../say.ts';
import { type CommandLine, mainOption, optionAt } from '../../command-line.ts';
import { type DescribedOption, fullName } from '../../describe.ts';
import { SUGGESTIONS_ID } from './composer-field.tsx';
import { Icon, type IconName } from './icons.tsx';
import { t } from './language.ts';
import type { Suggestion } from './suggestions.ts';

export interface SuggestionListProps {
  readonly text: string;
  readonly caret: number;
  readonly line: CommandLine;
  readonly hasAttachment: boolean;
  readonly suggestions: readonly Suggestion[];
  /** -1: none. */
  readonly selected: number;
  readonly onTake: (suggestion: Suggestion) => void;
}

export const suggestionId = (index: number): string => `suggestion-${index}`;

export function SuggestionList(props: SuggestionListProps): JSX.Element | null {
  const { line, suggestions, selected, onTake } = props;
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => {
    list.current?.children[selected]?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  if (line.kind === 'text' || (line.kind === 'name' && suggestions.length === 0)) return null;
  return (
    <div class="popup">
      {line.kind === 'command' ? <Signature {...props} /> : null}
      {suggestions.length === 0 ? null : (
        <ul id={SUGGESTIONS_ID} role="listbox" aria-label={t`Suggestions`} ref={list}>
          {suggestions.map((suggestion, i) => (
            <li
              key={suggestion.key}
              id={suggestionId(i)}
              role="option"
              aria-selected={i === selected}
              // The text keeps the focus.
              onMouseDown={(event) => {
                event.preventDefault();
                onTake(suggestion);
              }}
            >
              {line.kind === 'name' || suggestion.title.startsWith('/') ? (
                <span class="entry-icon">
                  <Icon name={iconOf(suggestion.key)} />
                </span>
              ) : null}
              <span class="entry">
                <b>{suggestion.title}</b> <span class="params">{suggestion.params}</span>
                {suggestion.description === '' ? null : <p>{suggestion.description}</p>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function iconOf(command: string): IconName {
  const [first] = command.split(' ');
  const icons: Readonly<Record<string, IconName>> = {
    imagine: 'spark',
    identity: 'face',
    queue: 'list',
    help: 'help',
  };
  return icons[first ?? ''] ?? 'slash';
}

/** The command with its options: given ones, missing ones, and what the one under the caret means. */
function Signature({ text, caret, line, hasAttachment }: SuggestionListProps): JSX.Element | null {
  if (line.kind !== 'command') return null;
  const { command, given } = line;
  const now = optionAt(line, text, caret)?.option ?? (given.length === 0 ? mainOption(command) : undefined);
  const isGiven = ({ name, type }: DescribedOption): boolean =>
    given.some(({ option, value }) => option.name === name && value !== '') ||
    (type === 'attachment' && hasAttachment);
  const stateOf = (option: DescribedOption): string => {
    if (option.name === now?.name) return 'now';
    if (isGiven(option)) return 'given';
    return option.required ? 'missing' : '';
  };
  return (
    <div class="signature">
      <p>
        <b>/{fullName(command)}</b>
        {command.options.map((option) => (
          <span key={option.name} class={`param ${stateOf(option)}`}>
            {option.name}
            {option.required ? '' : '?'}
          </span>
        ))}
      </p>
      <p>{now === undefined ? command.description : hint(now)}</p>
    </div>
  );
}

function hint({ name, description, min, max, type }: DescribedOption): string {
  const range =
    (type === 'integer' || type === 'number') && min !== undefined && max !== undefined
      ? t` (${min} to ${digits(max)})`
      : '';
  return `${name}: ${description}${range}`;
}
