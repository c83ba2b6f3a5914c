/** @file The part of the page onto which one can drop a picture. */
import type { ComponentChildren, JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Icon } from './icons.tsx';
import { t } from './language.ts';

export interface DropZoneProps {
  readonly onFiles: (files: readonly File[]) => void;
  readonly children: ComponentChildren;
}

export function DropZone({ onFiles, children }: DropZoneProps): JSX.Element {
  const [over, setOver] = useState(false);
  // Entering a child comes before leaving its parent.
  const depth = useRef(0);
  const move = (by: number): void => {
    depth.current = Math.max(0, depth.current + by);
    setOver(depth.current > 0);
  };
  return (
    <main
      class="main"
      onDragEnter={({ dataTransfer }) => {
        if (dataTransfer?.types.includes('Files') === true) move(1);
      }}
      onDragLeave={() => {
        move(-1);
      }}
      onDragOver={(event) => {
        event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        depth.current = 0;
        setOver(false);
        onFiles([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      {children}
      {over ? (
        <div class="drop">
          <Icon name="upload" />
          {t`Drop a picture of one face`}
        </div>
      ) : null}
    </main>
  );
}
