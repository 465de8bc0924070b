/** WebSocket close codes of our own (RFC 6455 §7.4.2 leaves 4000–4999 to applications). */
export const CLOSE_CODES = {
  /** A newer authenticated connection of the same terminal took over. */
  replaced: 4001,
  /** Too many malformed messages. */
  protocolError: 4002,
  /** The terminal was retired or its key revoked. */
  revoked: 4003,
  /** The other side did not answer in time. */
  unresponsive: 4004,
  /** The gateway is going down; reconnect after a while. */
  goingDown: 4005,
} as const;
