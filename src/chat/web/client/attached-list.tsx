/** @file What is attached to the line that is being written, each with a way to take it off. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Icon } from './icons.tsx';
import { t } from './language.ts';
import { type Attached, megabytes } from './upload.ts';

interface AttachedListProps {
  readonly attached: readonly Attached[];
  readonly uploading: Uploading | undefined;
  readonly onRemove: (one: Attached) => void;
}

export interface Uploading {
  readonly fileName: string;
  /** The line goes out with it, as soon as it is there. */
  readonly due: boolean;
}

export const AttachedList = ({ attached, uploading, onRemove }: AttachedListProps): JSX.Element | null =>
  attached.length === 0 && uploading === undefined ? null : (
    <ul class="attached" aria-label={t`Attached`}>
      {uploading === undefined ? null : (
        <li class="attachment" key="uploading">
          <NoThumbnail />
          <div>
            <b>{uploading.fileName}</b>
            <span role="status">{uploading.due ? t`sent as soon as it is here` : t`on its way`}</span>
          </div>
        </li>
      )}
      {attached.map((one) => (
        <li class="attachment" key={one.id}>
          <Thumbnail url={one.previewUrl} />
          <div>
            <b>{one.fileName}</b>
            <span>{megabytes(one.size)}</span>
          </div>
          <button
            class="icon-button"
            aria-label={t`Remove ${one.fileName}`}
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
  useEffect(
    () => () => {
      URL.revokeObjectURL(url);
    },
    [url],
  );
  return broken ? (
    <NoThumbnail />
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

const NoThumbnail = (): JSX.Element => (
  <span class="no-thumbnail" aria-hidden="true">
    <Icon name="picture" />
  </span>
);
