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
  /** One plug makes several nodes and links: what comes within this time is one change. */
  burstMs: 100,
  /** Where the system does not tell of changes, how often to look for a missing device; enumerating a bus is costly (HARDWARE §5.16). */
  lookMs: 3_000,
  /** A new node may get its permissions from udev only after it was told; so long it is tried again soon, and how soon. */
  freshNodeMs: 3_000,
  freshNodeRetryMs: 300,
  /** How often an address that stopped answering is asked, so that it does not hold up the others of its line. */
  slowPollMs: 2_000,
  /** The parts of a long scan follow each other at once; a part that is missing is not waited for. */
  scanPartMs: 500,
  /** How long after a citizen left, and after a start, nothing of a pad is kept: whoever rated may still stand there and press. */
  privateAfterMs: 60_000,
  /** Ports of the machine are looked at this often at most, however often a technician's page asks. */
  surveyMs: 3_000,
} as const;

/** Frames that may wait for the line; more means that the pad takes none. */
export const MAX_QUEUED_WRITES = 16;

/** What a technician can look back on, entries per device. */
export const MAX_TRAFFIC = 64;
export const MAX_PRESSES = 20;

/** Characters of one scan, in however many parts. */
export const MAX_SCAN = 4096;

/** Different reasons and report words that are kept; they come from profiles and from the wire. */
export const MAX_BAD_REASONS = 16;
export const MAX_REPORT_WORDS = 32;
