/** @file The portrait maker's way from a photo: choose one, wait a moment, or read what to do better. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import { t } from '../language.ts';
import { type MeasuredPhoto, measurePhoto } from './photo.ts';

export interface FromPhotoProps {
  readonly onMeasured: (photo: MeasuredPhoto) => void;
}

type State = { readonly kind: 'idle' | 'busy' } | { readonly kind: 'refused'; readonly sentence: string };

export function FromPhoto({ onMeasured }: FromPhotoProps): JSX.Element {
  const [state, setState] = useState<State>({ kind: 'idle' });
  const input = useRef<HTMLInputElement>(null);
  const waiting = useRef<AbortController | undefined>(undefined);
  useEffect(
    () => () => {
      waiting.current?.abort();
    },
    [],
  );

  const measure = async (file: File): Promise<void> => {
    const stop = new AbortController();
    waiting.current = stop;
    setState({ kind: 'busy' });
    try {
      const measured = await measurePhoto(file, stop.signal);
      if (stop.signal.aborted) {
        URL.revokeObjectURL(measured.url);
        return;
      }
      onMeasured(measured);
      setState({ kind: 'idle' });
    } catch (error) {
      if (stop.signal.aborted) return;
      setState({ kind: 'refused', sentence: error instanceof Error ? error.message : String(error) });
    }
  };

  return (
    <div class="maker-photo">
      <button
        type="button"
        class="button"
        disabled={state.kind === 'busy'}
        onClick={() => {
          input.current?.click();
        }}
      >
        <Icon name="picture" /> {state.kind === 'busy' ? t`Looking at the photo…` : t`Draw me from a photo`}
      </button>
      <input
        ref={input}
        class="unseen"
        type="file"
        accept="image/*"
        tabIndex={-1}
        aria-label={t`A photo of you`}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          currentTarget.value = '';
          if (file !== undefined) void measure(file);
        }}
      />
      <p role="status" class={state.kind === 'refused' ? 'maker-refusal' : 'maker-note'}>
        {state.kind === 'refused'
          ? state.sentence
          : t`One face, from the front. A small copy is measured and then deleted. Hair is a guess, and a hat is taken for hair: the sliders are yours. Glasses are no part of a face: a prompt asks for them.`}
      </p>
    </div>
  );
}
