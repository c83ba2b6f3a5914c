/** @file The channel: grouped messages, days, staying at the end while one reads the end, arrow keys from one to the next. */
import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { MessageView } from '../view.ts';
import { Icon } from './icons.tsx';
import { t } from './language.ts';
import { type MessageActions, MessageItem } from './message-item.tsx';
import { dayName, sameDay } from './time.ts';

const GROUP_MS = 7 * 60 * 1000;
/** Closer to the end than this, new messages scroll into view. */
const NEAR_END_PX = 120;

export interface MessageListProps {
  readonly messages: readonly MessageView[];
  /** The member who reads: what comes for what they asked scrolls into view from anywhere. */
  readonly reader: string | undefined;
  readonly more: boolean;
  readonly onEarlier: () => void;
  readonly actions: MessageActions;
  /** Stands above the first message of the channel. */
  readonly children: ComponentChildren;
}

export function MessageList(props: MessageListProps): JSX.Element {
  const { messages, reader, more, onEarlier, actions, children } = props;
  const { scroller, atEnd, toEnd, onScroll } = useStickToEnd(messages, reader);
  return (
    // The log can be scrolled by keyboard, so it takes the focus.
    <div
      class="scroll"
      ref={scroller}
      role="region"
      aria-label={t`Messages`}
      tabIndex={0}
      onScroll={onScroll}
      onKeyDown={moveFocus}
    >
      <div class="scroll-inner">
        {more ? (
          <button class="button" style={{ alignSelf: 'center' }} onClick={onEarlier}>
            {t`Earlier messages`}
          </button>
        ) : (
          children
        )}
        <ol>
          {messages.map((message, i) => (
            <Entry key={message.id} message={message} before={messages[i - 1]} actions={actions} />
          ))}
        </ol>
      </div>
      {atEnd ? null : <JumpToEnd onClick={toEnd} />}
    </div>
  );
}

const JumpToEnd = ({ onClick }: { readonly onClick: () => void }): JSX.Element => (
  <div class="jump-place">
    <button class="button jump" onClick={onClick}>
      <Icon name="arrowDown" /> {t`Latest`}
    </button>
  </div>
);

interface EntryProps {
  readonly message: MessageView;
  readonly before: MessageView | undefined;
  readonly actions: MessageActions;
}

function Entry({ message, before, actions }: EntryProps): JSX.Element {
  const newDay = before === undefined || !sameDay(before.at, message.at);
  const first =
    newDay ||
    message.invocation !== undefined ||
    before.author?.id !== message.author?.id ||
    before.ephemeral !== message.ephemeral ||
    message.at - before.at > GROUP_MS;
  // A step of one picture's progress draws that message alone.
  const item = useMemo(
    () => <MessageItem message={message} first={first} actions={actions} />,
    [message, first, actions],
  );
  return (
    <>
      {newDay ? <li class="day">{dayName(message.at, Date.now())}</li> : null}
      {item}
    </>
  );
}

const isOf = ({ author, invocation }: MessageView, member: string | undefined): boolean =>
  (author ?? invocation?.member)?.id === member;

function useStickToEnd(
  messages: readonly MessageView[],
  reader: string | undefined,
): {
  scroller: { current: HTMLDivElement | null };
  atEnd: boolean;
  toEnd: () => void;
  onScroll: () => void;
} {
  const scroller = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const sticking = useRef(true);
  const height = useRef(0);
  const oldest = useRef(messages[0]?.id);
  const newest = useRef(0);

  const empty = useRef(true);
  empty.current = messages.length === 0;

  /** An empty channel is read from its top, where a newcomer is told what to do. */
  const toEnd = (): void => {
    const box = scroller.current;
    if (box && !empty.current) box.scrollTop = box.scrollHeight;
  };
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    // Earlier messages came in above: what one reads stays where it is.
    if (oldest.current !== messages[0]?.id && !sticking.current)
      box.scrollTop += box.scrollHeight - height.current;
    oldest.current = messages[0]?.id;
    const last = messages.at(-1);
    if (last !== undefined && last.order > newest.current) {
      newest.current = last.order;
      if (isOf(last, reader)) sticking.current = true;
    }
    height.current = box.scrollHeight;
    if (sticking.current) toEnd();
  }, [messages]);
  useLayoutEffect(() => {
    const box = scroller.current;
    const inner = box?.firstElementChild;
    if (!box || !inner) return;
    const observer = new ResizeObserver(() => {
      if (sticking.current) toEnd();
    });
    observer.observe(inner);
    observer.observe(box);
    return () => {
      observer.disconnect();
    };
  }, []);
  const onScroll = (): void => {
    const box = scroller.current;
    if (!box || empty.current) return;
    sticking.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END_PX;
    setAtEnd(sticking.current);
  };
  return { scroller, atEnd, toEnd, onScroll };
}

/** Arrow keys go from message to message, Home and End to the ends. */
function moveFocus(event: KeyboardEvent & { readonly currentTarget: HTMLDivElement }): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('.message')];
  const at = items.findIndex((item) => item.contains(document.activeElement));
  const next = {
    ArrowUp: at === -1 ? items.length - 1 : at - 1,
    ArrowDown: at + 1,
    Home: 0,
    End: items.length - 1,
  }[event.key];
  const target = next === undefined ? undefined : items[next];
  if (target === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  target.focus();
  target.scrollIntoView({ block: 'nearest' });
}
