/** @file What is attached to the line that is being written, each with a way to take it off. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Icon } from './icons.tsx';
import { type Attached, megabytes } from './upload.ts';

interface AttachedListProps {
  readonly attached: readonly Attached[];
  readonly onRemove: (one: Attached) => void;
}

export const AttachedList = ({ attached, onRemove }: AttachedListProps): JSX.Element | null =>
  attached.length === 0 ? null : (
    <ul class="attached" aria-label="Attached">
      {attached.map((one) => (
        <li class="attachment" key={one.id}>
          <Thumbnail url={one.previewUrl} />
          <div>
            <b>{one.fileName}</b>
            <span>{megabytes(one.size)}</span>
          </div>
          <button
            class="icon-button"
            aria-label={`Remove ${one.fileName}`}
            onClick={() => {
              onRemove(one);
            }}
          >
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ul>
  );

/** A file that only calls itself a picture shows as a blank one; the worker says what is wrong with it. */
function Thumbnail({ url }: { readonly url: string }): JSX.Element {
  const [broken, setBroken] = useState(false);
  return broken ? (
    <span class="no-thumbnail" aria-hidden="true">
      <Icon name="picture" />
    </span>
  ) : (
    <img
      src={url}
      alt=""
      onError={() => {
        setBroken(true);
      }}
    />
  );
}
