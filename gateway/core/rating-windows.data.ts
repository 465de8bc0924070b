/** How long after its opening a service can be rated in each way that has no code with a life of its own, and what goes with it. Milliseconds. */
export const RATING_WINDOWS = {
  /** By the 业务流水号 on a receipt, typed or scanned: as long as the code printed beside it (DOMAIN-DATA d.5). */
  businessNumber: 24 * 3600_000,
  /** How much earlier than its service a rating by number may seem: two clocks, not a number that was guessed ahead. */
  clockLead: 10 * 60_000,
  /** A rating by a number that no service has come for: as long as terminals keep what they cannot send (UX §4.8). */
  unresolvedNumber: 30 * 24 * 3600_000,
} as const;
