/** Every deadline of the pads, in milliseconds, with its reason. What belongs to one kind of pad stands in its profile instead. */
export const PAD_DELAYS = {
  /** Looking for a port reads a few files; longer means that the system hangs. */
  searchDeadlineMs: 10_000,
  /** A driver may hold an open for seconds while a hub powers up (ModemManager: about ten). */
  openDeadlineMs: 20_000,
  /** Closing waits for the driver to give up its buffers; the next round must not wait for ever. */
  closeDeadlineMs: 5_000,
  /** Repeated log events of one kind are folded into one per this time. */
  logFoldMs: 1_000,
} as const;

/** Frames that may wait for the line; more means that the pad takes none. */
export const MAX_QUEUED_WRITES = 16;
