/** @file The composer's +: a face from the portrait maker, or a picture of one's own. */
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Icon } from './icons.tsx';
import { t } from './language.ts';

interface AttachMenuProps {
  readonly onFiles: (files: readonly File[]) => void;
  readonly onPortraitMaker: () => void;
}

export function AttachMenu({ onFiles, onPortraitMaker }: AttachMenuProps): JSX.Element {
  const [open, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    setOpen(false);
    opener.current?.focus();
  };
  return (
    <div
      onKeyDown={(event) => {
        if (event.key === 'Escape' && open) close();
      }}
      onFocusOut={(event) => {
        if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget))
          setOpen(false);
      }}
    >
      <button
        ref={opener}
        class="icon-button"
        aria-label={t`Add a picture`}
        aria-expanded={open}
        onClick={() => {
          setOpen(!open);
        }}
      >
        <Icon name="plus" />
      </button>
      {open ? (
        <div class="menu" tabIndex={-1}>
          <button
            onClick={() => {
              close();
              onPortraitMaker();
            }}
          >
            <Icon name="face" /> {t`Make a face`}
          </button>
          <button
            onClick={() => {
              input.current?.click();
              close();
            }}
          >
            <Icon name="upload" /> {t`Upload a picture`}
          </button>
        </div>
      ) : null}
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg,image/webp"
        hidden
        aria-label={t`Picture to upload`}
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          currentTarget.value = '';
        }}
      />
    </div>
  );
}
