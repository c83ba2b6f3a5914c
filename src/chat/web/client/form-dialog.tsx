/** @file A form that a command or a button answers with, as a dialog. */
import type { JSX } from 'preact';
import type { Form, FormField } from '../../message.ts';
import { Dialog, SheetHead } from './dialog.tsx';
import { t } from './language.ts';

export interface FormDialogProps {
  readonly form: Form;
  readonly onSubmit: (fields: Readonly<Record<string, string>>) => void;
  readonly onClose: () => void;
}

export function FormDialog({ form, onSubmit, onClose }: FormDialogProps): JSX.Element {
  const submit = (event: Event & { readonly currentTarget: HTMLFormElement }): void => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    onSubmit(
      Object.fromEntries(
        form.fields.map(({ name }) => {
          const value = data.get(name);
          return [name, typeof value === 'string' ? value : ''];
        }),
      ),
    );
  };
  return (
    <Dialog class="sheet" label={form.title} onClose={onClose}>
      <SheetHead title={form.title} onClose={onClose} />
      <form onSubmit={submit} style={{ display: 'contents' }}>
        <div class="sheet-body">
          {form.fields.map((field, i) => (
            <label class="labelled" key={field.name}>
              <span>{field.label}</span>
              <Field field={field} first={i === 0} />
            </label>
          ))}
        </div>
        <div class="sheet-foot">
          <button class="button large" type="button" onClick={onClose}>
            {t`Cancel`}
          </button>
          <button class="button primary large">{form.submitLabel}</button>
        </div>
      </form>
    </Dialog>
  );
}

function Field({ field, first }: { readonly field: FormField; readonly first: boolean }): JSX.Element {
  const shared = {
    class: 'input',
    name: field.name,
    required: field.required,
    maxLength: field.maxLength,
    defaultValue: field.value,
    autoFocus: first,
  };
  return field.multiline ? (
    <textarea
      {...shared}
      rows={3}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
          event.currentTarget.form?.requestSubmit();
      }}
    />
  ) : (
    <input {...shared} autoComplete="off" />
  );
}
