import { sessionIdSchema } from '@mingjing/shared/domain/ids.ts';
import { applicantSchema, serviceRecordSchema } from '@mingjing/shared/domain/service-record.ts';
import { z } from 'zod';

/** What a business system sends when a service has been given. */
export const openSessionBody = z.strictObject({
  terminal: z
    .string()
    .regex(/^[0-9A-Za-z-]{6,36}$/, 'must be the short id (six characters) or the device id of a terminal')
    .describe('Short id or device id of the terminal at the window'),
  service: serviceRecordSchema.describe('The service record 服务; times in ISO 8601 with an offset'),
  applicant: applicantSchema
    .optional()
    .describe('The applicant 申请人: encrypted at once, never sent to a terminal, forwarded to the city system only'),
});

/**
 * `shown`, `waiting` (behind the one being rated), `offline` (shown once it is back), `unconfirmed` (told, no answer yet), `refused` (its
 * disk is full and it can keep nothing);
 * `unchanged` for a service that was opened before.
 */
const terminalState = z.enum(['shown', 'waiting', 'offline', 'unconfirmed', 'refused', 'unchanged']);

export const openedSession = z.object({
  sessionId: z.string(),
  terminal: z.object({ shortId: z.string(), state: terminalState }),
  qrUrl: z
    .string()
    .optional()
    .describe("Address of the citizen's page; like the code on the screen good for 90 seconds"),
});
export type TerminalState = z.infer<typeof terminalState>;

export const sessionParams = z.strictObject({ id: sessionIdSchema });

/** No level and no time: staff learn that it was rated, some time after it was. */
export const sessionState = z.object({
  sessionId: z.string(),
  state: z.enum(['open', 'rated', 'closed']),
});

export const errorBody = z.object({
  code: z.string(),
  message: z.string(),
  issues: z.array(z.object({ field: z.string(), problem: z.string() })).optional(),
});
