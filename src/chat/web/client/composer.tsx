/** @file The composer: says something or sends a command, with completion, attachments and everything by keyboard. */
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import {
  type CommandLine,
  missingOptions,
  optionAt,
  readCommandLine,
  strayOption,
} from '../../command-line.ts';
import { type DescribedCommand, fullName } from '../../describe.ts';
import type { Choice } from '../../option.ts';
import { AttachMenu } from './attach-menu.tsx';
import { AttachedList } from './attached-list.tsx';
import { ComposerField } from './composer-field.tsx';
import { Icon } from './icons.tsx';
import { t } from './language.ts';
import { asKey, Marked } from './marked.tsx';
import { SuggestionList, suggestionId } from './suggestion-list.tsx';
import { suggest, type Suggestion } from './suggestions.ts';
import type { Attached } from './upload.ts';

export interface Draft {
  readonly text: string;
  readonly attached: readonly Attached[];
}

/** What the server offered for an option, named as `completionKey` does. */
export interface Completed {
  readonly of: string;
  readonly choices: readonly Choice[];
}

export const completionKey = (command: DescribedCommand, option: string): string =>
  `${fullName(command)} ${option}`;

export interface ComposerProps {
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  readonly commands: readonly DescribedCommand[];
  readonly choices: Completed;
  /** Name of the file that is on its way to the server. */
  readonly uploading: string | undefined;
  readonly maxLength: number;
  readonly connected: boolean;
  /** Changes when the field should take the focus, with the caret at the end. */
  readonly focusCount: number;
  readonly onComplete: (command: DescribedCommand, option: string, typed: string) => void;
  /** Whether it went out. */
  readonly onSend: (line: CommandLine, draft: Draft) => boolean;
  readonly onFiles: (files: readonly File[]) => void;
  readonly onPortraitMaker: () => void;
  readonly onRefuse: (sentence: string) => void;
}

export function Composer(props: ComposerProps): JSX.Element {
  const { draft, onDraft, commands, connected, uploading } = props;
  const { text, attached } = draft;
  const field = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState(text.length);
  const [selected, setSelected] = useState<number | undefined>(undefined);
  const [closedFor, setClosedFor] = useState<string | undefined>(undefined);
  /** To be sent once the upload is there. */
  const [due, setDue] = useState(false);
  const sent = useRef<{ list: string[]; at: number }>({ list: [], at: 0 });

  const line = useMemo(() => readCommandLine(text, commands), [text, commands]);
  const { of, choices: completed } = props.choices;
  // What comes late for another option is not offered, and so not taken by Enter, in this one.
  const choices = useMemo(
    () => (of === completing(line, text, caret)?.key ? completed : []),
    [of, completed, line, text, caret],
  );
  const suggestions = useMemo(
    () => (closedFor === text ? [] : suggest({ text, caret, line, commands, choices })),
    [text, caret, line, commands, choices, closedFor],
  );
  const current = Math.min(selected ?? (suggestions[0]?.eager === true ? 0 : -1), suggestions.length - 1);
  useCompletion(line, text, caret, props.onComplete);
  useCaretAtEnd(field, props.focusCount, setCaret);

  const write = (next: string, at = next.length): void => {
    onDraft({ ...draft, text: next });
    setCaret(at);
    setSelected(undefined);
    setDue(false);
  };
  const take = (suggestion: Suggestion): void => {
    write(suggestion.text);
    field.current?.focus();
  };
  const send = (): void => {
    if (text.trim() === '') return;
    if (uploading !== undefined) {
      setDue(true);
      return;
    }
    const refusal = refusalOf(line, text, attached.length > 0);
    if (refusal !== undefined) {
      props.onRefuse(refusal);
      return;
    }
    if (!props.onSend(line, draft)) return;
    sent.current.list = [...sent.current.list.filter((old) => old !== text), text].slice(-50);
    sent.current.at = sent.current.list.length;
    setSelected(undefined);
    setCaret(0);
  };
  useEffect(() => {
    if (!due || uploading !== undefined) return;
    setDue(false);
    if (attached.length > 0) send();
  }, [due, uploading]);
  const recall = (step: number): boolean => {
    const { list, at } = sent.current;
    const next = at + step;
    if (next < 0 || next > list.length || (text !== '' && list[at] !== text)) return false;
    sent.current.at = next;
    write(list[next] ?? '');
    return true;
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const chosen = suggestions[current];
    const first = suggestions[Math.max(0, current)];
    const done = ((): boolean => {
      switch (event.key) {
        case 'ArrowDown':
        case 'ArrowUp': {
          const step = event.key === 'ArrowDown' ? 1 : -1;
          if (suggestions.length === 0 || sent.current.list[sent.current.at] === text) return recall(step);
          setSelected((current + step + suggestions.length) % suggestions.length);
          return true;
        }
        case 'Tab':
          if (event.shiftKey || first === undefined) return false;
          take(first);
          return true;
        case 'Enter':
          if (event.shiftKey) return false;
          if (chosen !== undefined && (selected !== undefined || chosen.eager)) take(chosen);
          else send();
          return true;
        case 'Escape':
          if (suggestions.length === 0) return false;
          setClosedFor(text);
          return true;
        default:
          return false;
      }
    })();
    if (done) event.preventDefault();
  };

  return (
    <div class="composer-area">
      {closedFor === text ? null : (
        <SuggestionList
          {...{ text, caret, line, suggestions }}
          hasAttachment={attached.length > 0}
          selected={current}
          onTake={take}
        />
      )}
      <div class="composer">
        <AttachedList
          attached={attached}
          uploading={uploading === undefined ? undefined : { fileName: uploading, due }}
          onRemove={(one) => {
            onDraft({ ...draft, attached: attached.filter((other) => other !== one) });
          }}
        />
        <div class="composer-row">
          <AttachMenu onFiles={props.onFiles} onPortraitMaker={props.onPortraitMaker} />
          <ComposerField
            {...{ field, text, line, onKeyDown }}
            placeholder={attached.length > 0 ? t`Say what to do with it` : t`Message, or / for commands`}
            maxLength={props.maxLength}
            active={current >= 0 ? suggestionId(current) : undefined}
            onInput={write}
            onCaret={setCaret}
            onPaste={({ clipboardData }) => {
              const files = [...(clipboardData?.files ?? [])];
              if (files.length > 0) props.onFiles(files);
            }}
          />
          <button
            class="icon-button send"
            aria-label={t`Send`}
            disabled={text.trim() === '' || !connected}
            onClick={send}
          >
            <Icon name="send" />
          </button>
        </div>
      </div>
      <Under line={line} text={text} />
    </div>
  );
}

/** Why the line cannot go out, in one sentence. */
function refusalOf(line: CommandLine, text: string, hasAttachment: boolean): string | undefined {
  const stray = strayOption(line, text);
  if (stray !== undefined && line.kind === 'command') {
    const command = `/${fullName(line.command)}`;
    return stray.meant === undefined
      ? t`${command} stands alone: it has no options.`
      : t`${command} has no option "${stray.typed}". Did you mean ${stray.meant}?`;
  }
  const [missing] = missingOptions(line, hasAttachment);
  if (missing === undefined) return undefined;
  return missing.type === 'attachment'
    ? t`Attach a picture first: press +, drop one here, or make a face.`
    : t`"${missing.name}" is missing. ${missing.description}.`;
}

/** The option under the caret that the server completes. */
function completing(line: CommandLine, text: string, caret: number) {
  const given = optionAt(line, text, caret);
  if (line.kind !== 'command' || given?.option.completes !== true) return undefined;
  const { command } = line;
  return {
    command,
    option: given.option.name,
    value: given.value,
    key: completionKey(command, given.option.name),
  };
}

function useCompletion(
  line: CommandLine,
  text: string,
  caret: number,
  onComplete: ComposerProps['onComplete'],
): void {
  const wanted = completing(line, text, caret);
  useEffect(() => {
    if (wanted === undefined) return;
    const { command, option, value } = wanted;
    const timer = window.setTimeout(() => {
      onComplete(command, option, value);
    }, 80);
    return () => {
      window.clearTimeout(timer);
    };
  }, [wanted?.key, wanted?.value]);
}

function useCaretAtEnd(
  field: { readonly current: HTMLTextAreaElement | null },
  focusCount: number,
  setCaret: (caret: number) => void,
): void {
  // In the turn in which the text is there: a key that is pressed next goes to it.
  useLayoutEffect(() => {
    const area = field.current;
    if (focusCount === 0 || !area) return;
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
    setCaret(area.value.length);
  }, [focusCount]);
}

function Under({ line, text }: { readonly line: CommandLine; readonly text: string }): JSX.Element {
  const forgot = line.kind === 'text' && /(?<![A-Za-z0-9])S\*/.test(text);
  return (
    <div class="under">
      <span>
        <Marked
          mark={asKey}
          text={
            forgot
              ? t`To draw that, begin with [/imagine]`
              : t`[Enter] to send · [Shift] [Enter] for a new line`
          }
        />
      </span>
      <span>
        <Marked mark={asKey} text={t`[/] commands · [Tab] completes`} />
      </span>
    </div>
  );
}
