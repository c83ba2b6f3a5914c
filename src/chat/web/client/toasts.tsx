/** @file Refusals that belong to no message: one sentence each, gone after a while. */
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Icon } from './icons.tsx';
import { t } from './language.ts';
import type { Toast } from './state.ts';

const SHOWN_MS = 8000;

export interface ToastsProps {
  readonly toasts: readonly Toast[];
  readonly onClose: (id: number) => void;
}

export const Toasts = ({ toasts, onClose }: ToastsProps): JSX.Element => (
  <section class="toasts" aria-label={t`Notices`}>
    {toasts.map((toast) => (
      <ToastItem key={toast.id} toast={toast} onClose={onClose} />
    ))}
  </section>
);

interface ToastItemProps {
  readonly toast: Toast;
  readonly onClose: (id: number) => void;
}

function ToastItem({ toast, onClose }: ToastItemProps): JSX.Element {
  useEffect(() => {
    const timer = window.setTimeout(() => {
      onClose(toast.id);
    }, SHOWN_MS);
    return () => {
      window.clearTimeout(timer);
    };
  }, [toast.id]);
  return (
    <div class="toast">
      <span>{toast.sentence}</span>
      <button
        class="icon-button"
        aria-label={t`Close this notice`}
        onClick={() => {
          onClose(toast.id);
        }}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
