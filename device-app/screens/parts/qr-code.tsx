import { useMemo } from 'react';
import { SHAPES } from '../theme/tokens.ts';
import { usePanel } from '../theme/use-panel.ts';
import { drawQr } from './qr-modules.ts';

/** A QR code whose modules are whole physical pixels, as large as its place allows. */
export function QrCode({ url, label }: { readonly url: string; readonly label: string }) {
  const { shape, u, density } = usePanel();
  const { size, path } = useMemo(() => drawQr(url), [url]);
  const place = SHAPES[shape].sizes.qr * u;
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
