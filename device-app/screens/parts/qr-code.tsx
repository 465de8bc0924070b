import { useMemo } from 'react';
import { sizesOf } from '../theme/panel.ts';
import { usePanel } from '../theme/use-panel.ts';
import { drawQr } from './qr-modules.ts';

/** A QR code whose modules are whole physical pixels, as large as its place allows. */
export function QrCode({ url, label }: { readonly url: string; readonly label: string }) {
  const panel = usePanel();
  const { u, density } = panel;
  const { size, path } = useMemo(() => drawQr(url), [url]);
  const place = sizesOf(panel).qr * u;
  const module = Math.max(1, Math.floor((place * density) / size)) / density;
  return (
    <svg
      className="qr"
      width={size * module}
      height={size * module}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
