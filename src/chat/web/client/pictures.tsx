/** @file Pictures in a message: one large, several as a grid; each opens in the lightbox. */
import type { JSX } from 'preact';
import type { PictureView } from '../view.ts';
import { Icon } from './icons.tsx';
import { t } from './language.ts';

export interface PicturesProps {
  readonly pictures: readonly PictureView[];
  readonly onOpen: (picture: PictureView) => void;
}

export const Pictures = ({ pictures, onOpen }: PicturesProps): JSX.Element => (
  <div class={`pictures ${pictures.length === 1 ? 'single' : 'grid'}`}>
    {pictures.map((picture) => (
      <div class="picture" key={picture.url}>
        <button
          class="picture-open"
          onClick={() => {
            onOpen(picture);
          }}
        >
          <img src={picture.url} alt={picture.altText} loading="lazy" decoding="async" />
        </button>
        <div class="picture-tools">
          <a
            class="icon-button"
            href={picture.url}
            download={picture.fileName}
            aria-label={t`Download this picture`}
          >
            <Icon name="download" />
          </a>
        </div>
      </div>
    ))}
  </div>
);
