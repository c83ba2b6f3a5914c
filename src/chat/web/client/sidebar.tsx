/** @file The side bar: the channel, who is here, one's own name, light or dark. */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { MemberView } from '../view.ts';
import { Avatar } from './avatar.tsx';
import { Icon, Mark } from './icons.tsx';
import { t } from './language.ts';
import { useTheme } from './theme.ts';

export interface SidebarProps {
  readonly open: boolean;
  readonly channel: string;
  readonly me: MemberView | undefined;
  readonly members: readonly MemberView[];
  readonly onRename: () => void;
  readonly onClose: () => void;
}

/** Beside the channel; in a narrow window it lies over it while it is open, and takes the focus. */
export function Sidebar({ open, channel, me, members, onRename, onClose }: SidebarProps): JSX.Element {
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!open) return;
    const before = document.activeElement;
    const closeOnEscape = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') onClose();
    };
    bar.current?.focus();
    window.addEventListener('keydown', closeOnEscape);
    return () => {
      window.removeEventListener('keydown', closeOnEscape);
      if (before instanceof HTMLElement && bar.current?.contains(document.activeElement) === true)
        before.focus();
    };
  }, [open]);
  return (
    <>
      <nav ref={bar} class={`side ${open ? 'open' : ''}`} aria-label={t`Channels and people`} tabIndex={-1}>
        <div class="brand">
          <span class="avatar small bot" aria-hidden="true">
            <Mark />
          </span>
          DreamIdentity
        </div>
        <div class="side-scroll">
          <h2>{t`Channels`}</h2>
          <p class="channel" aria-current="page">
            <Icon name="hash" /> {channel}
          </p>
          <h2>{t`Here now`}</h2>
          <ul class="people">
            <li>
              <Avatar member={undefined} size="small" /> DreamIdentity
              <span class="badge">APP</span>
            </li>
            {members.map((member) => (
              <li key={member.id}>
                <Avatar member={member} size="small" />
                {member.name}
                {member.id === me?.id ? t` (you)` : ''}
              </li>
            ))}
          </ul>
        </div>
        <div class="me">
          <Avatar member={me ?? { id: '', name: '' }} size="small" />
          <p class="me-name">
            <b>{me?.name ?? t`Connecting`}</b>
            <span>{t`This is you`}</span>
          </p>
          <button class="icon-button" aria-label={t`Change your name`} onClick={onRename}>
            <Icon name="edit" />
          </button>
          <ThemeButton />
        </div>
      </nav>
      {open ? <button class="side-scrim" aria-label={t`Close the side bar`} onClick={onClose} /> : null}
    </>
  );
}

function ThemeButton(): JSX.Element {
  const [theme, setTheme] = useTheme();
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <button
      class="icon-button"
      aria-label={other === 'light' ? t`Switch to light` : t`Switch to dark`}
      onClick={() => {
        setTheme(other);
      }}
    >
      <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
    </button>
  );
}
