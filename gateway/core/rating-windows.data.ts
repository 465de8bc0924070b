/** How long after its opening a service can be rated in each way that has no code with a life of its own. Milliseconds. */
export const RATING_WINDOWS = {
  /** By the 业务流水号 on a receipt, typed or scanned: as long as the code printed beside it (DOMAIN-DATA d.5). */
  businessNumber: 24 * 3600_000,
} as const;
