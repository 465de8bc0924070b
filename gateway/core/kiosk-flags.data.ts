/** What makes a rating at a kiosk without a ticket suspect (UX §4.2, "free" mode). Flagged, never dropped. Milliseconds. */
export const KIOSK_FLAGS = {
  /** Begun so soon after the one before at the same kiosk: somebody plays. */
  minInterval: 15_000,
  /** Given so soon after the page came up: nobody has read it. */
  minLatency: 800,
} as const;
