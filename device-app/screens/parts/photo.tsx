import type { StaffCard } from '@mingjing/device-app/core/screen/idle-page.ts';
import { useEffect, useRef } from 'react';
import { usePanel } from '../theme/use-panel.ts';

export interface PhotoProps {
  readonly photo: NonNullable<StaffCard['photo']>;
  readonly label: string;
}

/** A picture that came over the channel: drawn, since no address leads to it and the security policy allows none. */
export function Photo({ photo, label }: PhotoProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { type, base64 } = photo;
  const panel = usePanel();
  // biome-ignore lint/correctness/useExhaustiveDependencies: its size depends on the panel
  useEffect(() => {
    let isGone = false;
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    createImageBitmap(new Blob([bytes], { type })).then(
      (bitmap) => {
        if (!isGone && canvas.current !== null) drawCovering(canvas.current, bitmap);
        bitmap.close();
      },
      () => canvas.current?.toggleAttribute('data-broken', true),
    );
    return () => {
      isGone = true;
    };
  }, [type, base64, panel]);
  return <canvas ref={canvas} className="photo" role="img" aria-label={label} />;
}

/** Fills the canvas as it stands on the glass; what is too much is cut at the sides, or below, so that heads stay. */
function drawCovering(canvas: HTMLCanvasElement, bitmap: ImageBitmap): void {
  const { width, height } = canvas.getBoundingClientRect();
  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
  const scale = Math.max(canvas.width / bitmap.width, canvas.height / bitmap.height);
  const shown = { width: canvas.width / scale, height: canvas.height / scale };
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.imageSmoothingQuality = 'high';
  const left = (bitmap.width - shown.width) / 2;
  context.drawImage(bitmap, left, 0, shown.width, shown.height, 0, 0, canvas.width, canvas.height);
}
