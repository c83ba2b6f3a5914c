/** @file One message: who, when, which command it answers, words, pictures, progress, buttons. */
import type { JSX } from 'preact';
import { type Button, OPEN_PORTRAIT_MAKER } from '../../message.ts';
import type { MessageView, PictureView } from '../view.ts';
import { Avatar } from './avatar.tsx';
import { Icon, type IconName } from './icons.tsx';
import { t } from './language.ts';
import { MessageText } from './message-text.tsx';
import { Pictures } from './pictures.tsx';
import { Progress } from './progress.tsx';
import { clock, fullTime } from './time.ts';

export interface MessageActions {
  readonly press: (button: Button, message: MessageView) => void;
  readonly dismiss: (message: MessageView) => void;
  readonly openPicture: (picture: PictureView) => void;
}

export interface MessageItemProps {
  readonly message: MessageView;
  /** Whether it begins a group: the ones below it are the same author's, moments later. */
  readonly first: boolean;
  readonly actions: MessageActions;
}

export function MessageItem({ message, first, actions }: MessageItemProps): JSX.Element {
  const { author, invocation, ephemeral } = message;
  const name = author?.name ?? 'DreamIdentity';
  const classes = ['message', first ? 'first' : '', ephemeral ? 'mine-only' : ''].join(' ');
  return (
    <li class={classes} id={`message-${message.id}`} tabIndex={-1} data-message={message.id}>
      {invocation === undefined ? null : <InvocationLine {...invocation} />}
      {first ? (
        <div class="message-avatar">
          <Avatar member={author} />
        </div>
      ) : (
        <time class="side-time" dateTime={new Date(message.at).toISOString()}>
          {clock(message.at)}
        </time>
      )}
      <div class="message-body">
        {first ? (
          <div class="byline">
            <b>{name}</b>
            {author === undefined ? <span class="badge">APP</span> : null}
            <time dateTime={new Date(message.at).toISOString()} title={fullTime(message.at)}>
              {clock(message.at)}
            </time>
          </div>
        ) : (
          <span class="unseen">{name}</span>
        )}
        <Content message={message} actions={actions} />
      </div>
    </li>
  );
}

function Content({ message, actions }: Pick<MessageItemProps, 'message' | 'actions'>): JSX.Element {
  const { text, pictures, files, progress, buttons, ephemeral } = message;
  return (
    <>
      {text === '' ? null : (
        <MessageText text={text} smallPrint={pictures.length > 0} commands={message.author === undefined} />
      )}
      {pictures.length === 0 ? null : <Pictures pictures={pictures} onOpen={actions.openPicture} />}
      {files === undefined ? null : (
        <div class="buttons">
          {files.map(({ url, fileName }) => (
            <a key={fileName} class="button secondary" href={url} download={fileName}>
              <Icon name="download" />
              {fileName}
            </a>
          ))}
        </div>
      )}
      {progress === undefined ? null : <Progress progress={progress} />}
      {buttons.length === 0 ? null : (
        <div class="buttons">
          {buttons.map((button) => (
            <button
              key={button.actionId}
              class={`button ${button.style}`}
              onClick={() => {
                actions.press(button, message);
              }}
            >
              <ButtonIcon button={button} />
              {button.label}
            </button>
          ))}
        </div>
      )}
      {ephemeral ? (
        <p class="private-note">
          <Icon name="eye" /> {t`Only you can see this`}
          <span aria-hidden="true">·</span>
          <button
            class="link"
            onClick={() => {
              actions.dismiss(message);
            }}
          >
            {t`Dismiss`}
          </button>
        </p>
      ) : null}
    </>
  );
}

const InvocationLine = ({ member, text }: NonNullable<MessageView['invocation']>): JSX.Element => (
  <p class="invocation">
    <Avatar member={member} size="tiny" />
    <b>{member.name}</b>
    <span class="verb">{t`used`}</span>
    <code title={text}>{text}</code>
  </p>
);

/** By the verb that an action's id begins with: labels read otherwise in every language. */
const icons: Readonly<Record<string, IconName>> = {
  reroll: 'dice',
  vary: 'shuffle',
  edit: 'edit',
  delete: 'trash',
  forget: 'trash',
  report: 'flag',
  cancel: 'close',
  decline: 'close',
  deny: 'close',
  agree: 'check',
  allow: 'check',
  renew: 'check',
};

function ButtonIcon({ button }: { readonly button: Button }): JSX.Element | null {
  if (button.actionId === OPEN_PORTRAIT_MAKER) return <Icon name="face" />;
  const name = icons[button.actionId.split('.', 1)[0] ?? ''];
  return name === undefined ? null : <Icon name={name} />;
}
