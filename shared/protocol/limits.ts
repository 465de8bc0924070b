/** Bounds of the terminal–gateway protocol. Every listener enforces them; a sender that obeys them is never refused for size. */
export const PROTOCOL_LIMITS = {
  /** Largest WebSocket message, bytes. Holds a full batch of records of ordinary size. */
  maxFrameBytes: 512 * 1024,
  /** Records in one upload. */
  maxBatchRecords: 200,
  /** Upload frames a terminal may have unanswered. */
  maxUploadsInFlight: 3,
  /** Calls of one side that may be unanswered. */
  maxPendingCalls: 16,
  /** How long a caller waits for an answer, ms. */
  callTimeoutMs: 15_000,
  /** Malformed messages before the connection is closed. */
  maxBadMessages: 3,
  /** How far the terminal's idea of the time may be off at the upgrade, ms. It corrects itself from the refusal. */
  upgradeClockSkewMs: 120_000,
  /** A terminal reports this often, ms. */
  heartbeatMs: 30_000,
} as const;

/** WebSocket subprotocol: carries the version. */
export const SUBPROTOCOL = 'mingjing.v1';
/** Where terminals connect. */
export const TERMINAL_SOCKET_PATH = '/ws/v1/terminal';
