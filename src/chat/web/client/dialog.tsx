/** @file A modal dialog on the browser's own element: focus stays inside, Escape closes, focus returns. */
import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from './icons.tsx';
import { t } from './language.ts';

export interface DialogProps {
  readonly class: string;
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
}

export function Dialog({ class: className, label, onClose, onKeyDown, children }: DialogProps): JSX.Element {
  const element = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = element.current;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      class={className}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === element.current) onClose();
      }}
      {...(onKeyDown === undefined ? {} : { onKeyDown })}
    >
      {children}
    </dialog>
  );
}

export const SheetHead = ({
  title,
  onClose,
}: {
  readonly title: string;
  readonly onClose: () => void;
}): JSX.Element => (
  <div class="sheet-head">
    <h2>{title}</h2>
    <button class="icon-button" type="button" aria-label={t`Close`} onClick={onClose}>
      <Icon name="close" />
    </button>
  </div>
);
