/** @file The line above the messages: the channel, and the ways to a face and to the gallery. */
import type { JSX } from 'preact';
import { Icon } from './icons.tsx';
import { t } from './language.ts';

interface HeadProps {
  readonly channel: string;
  readonly menuOpen: boolean;
  readonly onMenu: () => void;
  readonly onMake: () => void;
  readonly onGallery: () => void;
}

export const Head = ({ channel, menuOpen, onMenu, onMake, onGallery }: HeadProps): JSX.Element => (
  <header class="head">
    <button
      class="icon-button menu-button"
      aria-label={t`Channels and people`}
      aria-expanded={menuOpen}
      onClick={onMenu}
    >
      <Icon name="menu" />
    </button>
    <h1>
      <Icon name="hash" />
      {channel}
    </h1>
    <p class="topic">{t`One face in, pictures of that person anywhere`}</p>
    <button class="icon-button" aria-label={t`Make a face`} title={t`Make a face`} onClick={onMake}>
      <Icon name="face" />
    </button>
    <button class="icon-button" aria-label={t`Gallery`} title={t`Gallery`} onClick={onGallery}>
      <Icon name="picture" />
    </button>
  </header>
);
