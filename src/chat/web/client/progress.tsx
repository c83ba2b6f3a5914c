/** @file How far a picture is: the picture itself while it denoises, a bar, a line in words. */
import type { JSX } from 'preact';
import type { ProgressView } from '../view.ts';
import { t } from './language.ts';

export function Progress({ progress }: { readonly progress: ProgressView }): JSX.Element {
  const percent = Math.round(Math.min(1, Math.max(0, progress.fraction)) * 100);
  return (
    <div class="progress">
      <div class="progress-stage">
        {progress.preview === undefined ? null : (
          <img src={progress.preview.url} alt={progress.preview.altText} />
        )}
      </div>
      <div
        class="bar"
        role="progressbar"
        aria-label={t`Progress`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={progress.label}
      >
        <div class="bar-fill" style={{ transform: `scaleX(${Math.max(0.015, percent / 100)})` }} />
      </div>
      <div class="progress-line">
        <span>{progress.label}</span>
        <span>{percent} %</span>
      </div>
    </div>
  );
}
