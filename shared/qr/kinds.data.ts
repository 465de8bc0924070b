/**
 * The two places where a rating code stands. Each kind has a text of its own under its MAC, so that a code of one kind is never valid as
 * the other: the long life of a receipt's cannot be borrowed for a photograph of the screen.
 */
export const QR_KINDS = {
  /** 动态二维码 on the screen, a new one every step: slow hands and drifting clocks; UX §5.1 allows 90 s. */
  screen: { macText: 'mingjing-qr-v1', scanWindowMs: 90_000 },
  /** Printed on a receipt: DOMAIN-DATA d.5 suggests 24 h. */
  receipt: { macText: 'mingjing-receipt-v1', scanWindowMs: 24 * 3600_000 },
} as const;

export type QrKind = keyof typeof QR_KINDS;
