/** @file What the page knows, and how events change it: one pure function. */
import type { Choice } from '../../option.ts';
import type { DescribedCommand } from '../../describe.ts';
import type { Form } from '../../message.ts';
import type { MemberView, MessageView, ServerEvent, WebLimits } from '../view.ts';

export interface Toast {
  readonly id: number;
  readonly sentence: string;
}

export interface ChatState {
  readonly connection: 'connecting' | 'open' | 'lost';
  readonly storeReachable: boolean;
  readonly me: MemberView | undefined;
  readonly channel: string;
  readonly commands: readonly DescribedCommand[];
  readonly limits: WebLimits;
  /** Oldest first. */
  readonly messages: readonly MessageView[];
  /** Ids of messages that were taken away: what was read before that does not bring them back. */
  readonly gone: ReadonlySet<string>;
  readonly more: boolean;
  /** Whether this member has an identity. */
  readonly registered: boolean;
  readonly choices: { readonly requestId: string; readonly choices: readonly Choice[] } | undefined;
  readonly form: Form | undefined;
  readonly toasts: readonly Toast[];
  readonly members: readonly MemberView[];
  /** What a screen reader is told next. */
  readonly announcement: string;
}

export const initialState: ChatState = {
  connection: 'connecting',
  storeReachable: true,
  me: undefined,
  channel: 'studio',
  commands: [],
  limits: { maxUploadBytes: 8 * 1024 * 1024, maxTextLength: 2000 },
  messages: [],
  gone: new Set(),
  more: false,
  registered: false,
  choices: undefined,
  form: undefined,
  toasts: [],
  members: [],
  announcement: '',
};

export type ChatEvent =
  | ServerEvent
  | { readonly type: 'connecting' }
  | { readonly type: 'lost' }
  | { readonly type: 'toast'; readonly sentence: string }
  | { readonly type: 'toast-closed'; readonly id: number }
  | { readonly type: 'form-closed' };

/** The state after an event. */
export function reduce(state: ChatState, event: ChatEvent): ChatState {
  switch (event.type) {
    case 'connecting':
      return { ...state, connection: 'connecting' };
    case 'lost':
      return { ...state, connection: 'lost' };
    case 'welcome': {
      const { me, channel, commands, limits, more, registered, storeReachable } = event;
      // What the server does not keep, this page does; while the store is away, all of it.
      const old = event.storeReachable ? state.messages.filter(({ kept }) => !kept) : state.messages;
      const facts = { me, channel, commands, limits, more, registered, storeReachable };
      return { ...state, ...facts, messages: merge(old, event.messages, state.gone), connection: 'open' };
    }
    case 'message':
      return {
        ...state,
        messages: merge(state.messages, [inPlace(event.message, state.messages)], state.gone),
        announcement: announce(state, event.message),
      };
    case 'removed':
      return {
        ...state,
        messages: state.messages.filter(({ id }) => id !== event.id),
        gone: new Set([...state.gone, event.id]),
      };
    case 'earlier':
      return { ...state, messages: merge(state.messages, event.messages, state.gone), more: event.more };
    case 'choices':
      return { ...state, choices: event };
    case 'form':
      return { ...state, form: event.form };
    case 'form-closed':
      return { ...state, form: undefined };
    case 'answered':
      return state;
    case 'refused':
      return withToast(state, event.sentence);
    case 'toast':
      return withToast(state, event.sentence);
    case 'toast-closed':
      return { ...state, toasts: state.toasts.filter(({ id }) => id !== event.id) };
    case 'registered':
      return { ...state, registered: event.registered };
    case 'renamed':
      return { ...state, me: event.me };
    case 'present':
      return { ...state, members: event.members };
  }
}

const MAX_TOASTS = 4;

function withToast(state: ChatState, sentence: string): ChatState {
  const id = (state.toasts.at(-1)?.id ?? 0) + 1;
  const others = state.toasts.filter((toast) => toast.sentence !== sentence);
  return {
    ...state,
    toasts: [...others, { id, sentence }].slice(-MAX_TOASTS),
    announcement: sentence,
  };
}

/** Between two whole numbers, which are the store's, there is room for a million that it does not keep. */
const BEHIND = 1e-6;

/** What is not kept comes right behind what is there. */
const inPlace = (message: MessageView, known: readonly MessageView[]): MessageView =>
  message.kept ? message : { ...message, order: (known.at(-1)?.order ?? 0) + BEHIND };

/** Both lists as one, in order, the later version of each message, without those that are gone. */
function merge(
  known: readonly MessageView[],
  fresh: readonly MessageView[],
  gone: ReadonlySet<string>,
): readonly MessageView[] {
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of fresh) {
    if (gone.has(message.id)) continue;
    const old = byId.get(message.id);
    if (old === undefined || message.version >= old.version) byId.set(message.id, message);
  }
  return [...byId.values()].sort((a, b) => a.order - b.order);
}

/** Nothing for a step of progress: a screen reader hears the beginning and the end. */
function announce(state: ChatState, message: MessageView): string {
  const old = state.messages.find(({ id }) => id === message.id);
  if (message.author?.id === state.me?.id && message.author !== undefined) return state.announcement;
  const who = message.author?.name ?? 'DreamIdentity';
  if (message.progress !== undefined) {
    return old === undefined ? `${who}: ${message.progress.label}` : state.announcement;
  }
  const pictures = message.pictures.map(({ altText }) => altText).join('. ');
  return `${who}: ${[message.text, pictures].filter((part) => part !== '').join('. ')}`;
}
