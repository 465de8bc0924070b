/** HTTP headers with which a terminal signs its WebSocket upgrade. */
export const UPGRADE_HEADERS = {
  device: 'x-mingjing-device',
  /** Terminal's idea of gateway time, ms since the epoch. */
  time: 'x-mingjing-time',
  /** 16 random bytes, base64url; accepted once. */
  nonce: 'x-mingjing-nonce',
  /** Ed25519 over {@link upgradeSigningText}, base64url. */
  signature: 'x-mingjing-signature',
} as const;

/** Sent with every refusal, so that a terminal whose clock is wrong can correct itself. */
export const SERVER_TIME_HEADER = 'x-mingjing-server-time';

/** The bytes a terminal signs to open its connection. */
export function upgradeSigningText(deviceId: string, timeMs: number, nonce: string): string {
  return `mingjing-upgrade-v1\n${deviceId}\n${timeMs}\n${nonce}`;
}
