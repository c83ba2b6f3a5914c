/** @file All pictures of the channel, one at a time and as large as the window: arrows, Home, End, Escape, a strip below. */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { PictureView } from '../view.ts';
import { Dialog } from './dialog.tsx';
import { Icon } from './icons.tsx';
import { t } from './language.ts';

export interface LightboxProps {
  readonly pictures: readonly PictureView[];
  readonly shown: PictureView;
  readonly onShow: (picture: PictureView) => void;
  readonly onClose: () => void;
}

export function Lightbox({ pictures, shown, onShow, onClose }: LightboxProps): JSX.Element {
  const at = Math.max(
    0,
    pictures.findIndex(({ url }) => url === shown.url),
  );
  const go = (index: number): void => {
    const picture = pictures[(index + pictures.length) % pictures.length];
    if (picture !== undefined) onShow(picture);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: pictures.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    go(next);
  };
  return (
    <Dialog class="lightbox" label={t`Gallery`} onClose={onClose} onKeyDown={onKeyDown}>
      <div class="lightbox-head">
        <p aria-live="polite">
          <span>
            {at + 1} / {pictures.length}
          </span>
          {shown.altText}
        </p>
        <a
          class="icon-button"
          href={shown.url}
          download={shown.fileName}
          aria-label={t`Download this picture`}
        >
          <Icon name="download" />
        </a>
        <button class="icon-button" aria-label={t`Close the gallery`} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <div class="lightbox-stage">
        <Arrow
          name="back"
          label={t`Previous picture`}
          hidden={pictures.length < 2}
          onClick={() => {
            go(at - 1);
          }}
        />
        <img key={shown.url} src={shown.url} alt={shown.altText} />
        <Arrow
          name="forward"
          label={t`Next picture`}
          hidden={pictures.length < 2}
          onClick={() => {
            go(at + 1);
          }}
        />
      </div>
      <Strip pictures={pictures} at={at} onShow={onShow} />
    </Dialog>
  );
}

interface ArrowProps {
  readonly name: 'back' | 'forward';
  readonly label: string;
  readonly hidden: boolean;
  readonly onClick: () => void;
}

const Arrow = ({ name, label, hidden, onClick }: ArrowProps): JSX.Element => (
  <button
    class="icon-button"
    aria-label={label}
    style={{ visibility: hidden ? 'hidden' : 'visible' }}
    onClick={onClick}
  >
    <Icon name={name} />
  </button>
);

interface StripProps {
  readonly pictures: readonly PictureView[];
  readonly at: number;
  readonly onShow: (picture: PictureView) => void;
}

function Strip({ pictures, at, onShow }: StripProps): JSX.Element {
  const strip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    strip.current?.children[at]?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [at]);
  return (
    <div class="strip" ref={strip}>
      {pictures.map((picture, i) => (
        <button
          key={picture.url}
          aria-label={t`Picture ${i + 1}`}
          aria-current={i === at}
          onClick={() => {
            onShow(picture);
          }}
        >
          <img src={picture.url} alt="" loading="lazy" />
        </button>
      ))}
    </div>
  );
}
