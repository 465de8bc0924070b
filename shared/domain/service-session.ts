import { z } from 'zod';
import { qrHandleSchema, sessionIdSchema } from './ids.ts';
import { placeSchema } from './service-catalogue.ts';
import { plainText, serviceRecordSchema } from './service-record.ts';

/** Who opened a service session. `self-test`: the terminal itself, to try its five levels; nobody rates in it and nothing of it counts. */
export const openedBySchema = z.enum(['gateway', 'local-api', 'pad-key', 'staff', 'kiosk', 'self-test']);
export type OpenedBy = z.infer<typeof openedBySchema>;

/** What a terminal is told of a session: only what its screen shows, nothing about the applicant. */
export const sessionViewSchema = z.strictObject({
  sessionId: sessionIdSchema,
  qrHandle: qrHandleSchema,
  openedBy: openedBySchema,
  /** Wall-clock time, ms since the epoch. */
  openedAt: z.int().nonnegative(),
  /** 事项名称; absent when the session was opened by a key on the pad bus */
  matterName: plainText(300).optional(),
  /** 事项类型: decides which second-level items are offered */
  taskType: serviceRecordSchema.shape.taskType,
  staffName: plainText(50).optional(),
  staffNumber: plainText(20).optional(),
  /** 业务流水号 */
  serialNumber: plainText(64).optional(),
  /** 窗口 at which the service was given, where it is rated elsewhere */
  windowName: plainText(200).optional(),
  /** 独立评价: chosen at a kiosk from the catalogue, without a ticket */
  place: placeSchema.optional(),
});
export type SessionView = z.infer<typeof sessionViewSchema>;

/** How a session ended at the terminal. */
export const sessionOutcomeSchema = z.enum([
  /** a level was committed here */
  'rated',
  /** another channel was first */
  'rated-elsewhere',
  /** nobody rated in time: reported, never turned into a rating */
  'unrated',
  /** a newer session was opened before anybody touched this one */
  'replaced',
  /** closed by whoever opened it */
  'cancelled',
]);
export type SessionOutcome = z.infer<typeof sessionOutcomeSchema>;
