/** A page once opened may be sent for this long, however often the code has changed since (UX §5.1). Milliseconds. */
export const PAGE_WINDOW_MS = 30 * 60_000;

/** Whoever rated may come back for this long, to follow up or to delete the contact. Milliseconds. */
export const AFTER_WINDOW_MS = 30 * 24 * 3600_000;

/** The two tickets, each with a text of its own under its MAC: the long life of one cannot be borrowed for the other. */
export const TICKETS = {
  /** Of a page that was opened while the code was fresh. */
  page: { macText: 'mingjing-page-v1', windowMs: PAGE_WINDOW_MS },
  /** Of a page that was sent. */
  after: { macText: 'mingjing-after-v1', windowMs: AFTER_WINDOW_MS },
} as const;

export type TicketKind = keyof typeof TICKETS;
