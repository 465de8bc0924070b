import { z } from 'zod';

/** Of terminals, how many one answer lists. */
export const LISTED_MAX = 500;

export const listQuery = z.object({
  after: z.string().max(20).default('').describe('`next` of the answer before'),
});

/** Without when a terminal was last heard of: that is also when somebody rated (P5). */
export const terminalList = z.object({
  terminals: z.array(
    z.object({
      terminal: z.string().describe('Short id'),
      windowName: z.string(),
      connected: z.boolean(),
      selfTest: z.object({
        state: z.enum(['passed', 'failed', 'given-way', 'unknown']),
        at: z.iso.datetime().nullable(),
        provenAt: z.iso.datetime().nullable().describe('When the whole of it last reached the gateway'),
        overdue: z.boolean().describe('No proof for more than 26 hours'),
      }),
    }),
  ),
  next: z.string().nullable().describe('Short id to go on after; null at the end'),
});
