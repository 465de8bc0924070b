import { create } from 'qrcode/lib/core/qrcode.js';

/** Modules of white on every side that a reader needs: ISO/IEC 18004. */
export const QUIET_ZONE = 4;

export interface QrDrawing {
  /** Modules along one side, quiet zone included. */
  readonly size: number;
  /** The dark modules, one subpath for each run in a row. */
  readonly path: string;
}

/** Draws a code at error correction level M. Throws for a text that fits no code. */
export function drawQr(text: string): QrDrawing {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const { size } = modules;
  let path = '';
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      if (!modules.get(y, x)) continue;
      const start = x;
      while (x + 1 < size && modules.get(y, x + 1)) x += 1;
      path += `M${start + QUIET_ZONE} ${y + QUIET_ZONE}h${x - start + 1}v1h${start - x - 1}z`;
    }
  }
  return { size: size + 2 * QUIET_ZONE, path };
}
