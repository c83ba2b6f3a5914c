/** @file The composer's text: a text area that grows, over a coloured copy of what it holds. */
import type { JSX, RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { CommandLine } from '../../command-line.ts';
import { t } from './language.ts';

export interface ComposerFieldProps {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  readonly line: CommandLine;
  readonly placeholder: string;
  readonly maxLength: number;
  /** Id of the selected suggestion. */
  readonly active: string | undefined;
  readonly onInput: (text: string, caret: number) => void;
  readonly onCaret: (caret: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onPaste: (event: ClipboardEvent) => void;
}

export const SUGGESTIONS_ID = 'suggestions';

export function ComposerField(props: ComposerFieldProps): JSX.Element {
  const { field, text, line, active } = props;
  const mirror = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.height = '';
    area.style.height = `${Math.min(area.scrollHeight, 192)}px`;
  }, [text]);
  const coloured = line.kind !== 'text';
  return (
    <div class="field">
      {coloured ? (
        <div class="mirror" ref={mirror} aria-hidden="true">
          {colour(text, line)}
          {'\u200b'}
        </div>
      ) : null}
      <textarea
        ref={field}
        class={coloured ? 'coloured' : ''}
        rows={1}
        value={text}
        placeholder={props.placeholder}
        maxLength={props.maxLength}
        spellcheck={!coloured}
        autoComplete="off"
        enterkeyhint="send"
        aria-label={t`Message`}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        {...(active === undefined
          ? {}
          : { 'aria-controls': SUGGESTIONS_ID, 'aria-activedescendant': active })}
        onInput={({ currentTarget }) => {
          props.onInput(currentTarget.value, currentTarget.selectionStart);
        }}
        onSelect={({ currentTarget }) => {
          props.onCaret(currentTarget.selectionStart);
        }}
        onScroll={({ currentTarget }) => {
          if (mirror.current) mirror.current.scrollTop = currentTarget.scrollTop;
        }}
        onKeyDown={props.onKeyDown}
        onPaste={props.onPaste}
      />
    </div>
  );
}

/** The same characters in the same places, some of them coloured. */
function colour(text: string, line: CommandLine): JSX.Element[] {
  if (line.kind !== 'command') return [<span>{text}</span>];
  const parts = [<span class="command">{text.slice(0, line.headLength)}</span>];
  let at = line.headLength;
  for (const { start, valueStart, end } of line.given) {
    parts.push(<span>{text.slice(at, start)}</span>);
    if (valueStart > start) {
      const label = text.slice(start, valueStart);
      parts.push(
        <span class="option">{label.trimEnd()}</span>,
        <span>{label.slice(label.trimEnd().length)}</span>,
      );
    }
    parts.push(<span>{text.slice(valueStart, end)}</span>);
    at = end;
  }
  parts.push(<span>{text.slice(at)}</span>);
  return parts;
}
