import { z } from 'zod';
import { channelSchema } from './channels.ts';
import { deviceIdSchema, epochSchema, ratingIdSchema, sessionIdSchema } from './ids.ts';
import { inkSchema } from './ink-schema.ts';
import { levelSchema } from './levels.ts';
import { chosenItemsSchema } from './matter-items.ts';
import { serviceRecordSchema } from './service-record.ts';
import { sessionOutcomeSchema, sessionViewSchema } from './service-session.ts';

const wallTime = z.int().nonnegative();
const hashHex = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hex');

/** The service record as stored: times already are milliseconds since the epoch. */
export const storedServiceSchema = serviceRecordSchema.extend({
  serviceTime: wallTime,
  acceptTime: wallTime.optional(),
  resultTime: wallTime.optional(),
});

/** Detail codes, without repeats. */
export const tagCodesSchema = z
  .array(z.string().regex(/^\d{3}$/, 'must be a three-digit code'))
  .max(16)
  .refine((codes) => new Set(codes).size === codes.length, 'must not repeat a code');
/** 文字评价: the longest text we take, in UTF-16 units. */
export const REMARK_MAX = 500;
export const remarkSchema = z
  .string()
  .trim()
  .max(REMARK_MAX)
  .regex(/^[^\p{Cs}]*$/u, 'must be well-formed text: half of a character was cut off');

/** What the citizen pressed to rate. */
export const pressSourceSchema = z.enum(['pad', 'screen', 'keyboard', 'phone-page']);
export type PressSource = z.infer<typeof pressSourceSchema>;

/** A committed rating 评价. */
export const ratingBodySchema = z.strictObject({
  ratingId: ratingIdSchema,
  sessionId: sessionIdSchema,
  level: levelSchema,
  channel: channelSchema,
  /**
   * `active`: a person rated; `default`: set by a policy after the period; `proxy`: entered on someone's behalf;
   * `self-test`: the terminal tried its own screen, and nobody's opinion is in it.
   */
  origin: z.enum(['active', 'default', 'proxy', 'self-test']),
  source: pressSourceSchema,
  /** Wall-clock time of the press. */
  pressedAt: wallTime,
  /** Milliseconds from the painted invitation to the press, for the gaming rules. */
  latencyMs: z.int().nonnegative(),
  undoCount: z.int().nonnegative(),
  catalogueVersion: z.string().max(40),
  layoutVersion: z.string().max(40),
  language: z.string().max(12),
});
export type RatingBody = z.infer<typeof ratingBodySchema>;

/** The beginning and the end of a session as the terminal lived it. */
export const sessionBodySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('opened'),
    view: sessionViewSchema,
    /** Present when the session was opened at the terminal, so the gateway hears of it here first. */
    service: storedServiceSchema.optional(),
  }),
  z.strictObject({ kind: z.literal('closed'), sessionId: sessionIdSchema, outcome: sessionOutcomeSchema }),
]);

/** What follows a rating: its reasons, asked once the level is safe. (`kind` leaves room for 追评.) */
export const followupBodySchema = z.strictObject({
  kind: z.literal('reasons'),
  ratingId: ratingIdSchema,
  sessionId: sessionIdSchema,
  tags: tagCodesSchema,
  text: remarkSchema,
  /** The citizen was asked and chose not to say. */
  skipped: z.boolean(),
  catalogueVersion: z.string().max(40),
  /** 二级评价: what of the matter it was about; absent when nothing was chosen */
  items: chosenItemsSchema.optional(),
  /** 手写 */
  ink: inkSchema.optional(),
});
export type FollowupBody = z.infer<typeof followupBodySchema>;

/** Something that happened to the terminal itself: an id of the log-event catalogue with plain values. */
export const eventBodySchema = z.strictObject({
  event: z
    .string()
    .regex(/^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+$/)
    .max(80),
  data: z.record(z.string().max(40), z.union([z.string().max(400), z.number(), z.boolean(), z.null()])),
});

const envelope = {
  v: z.literal(1),
  deviceId: deviceIdSchema,
  epoch: epochSchema,
  /** 1, 2, 3 … without gaps within an epoch. */
  seq: z.int().min(1),
  /** Wall clock of the terminal when written. */
  at: wallTime,
  /** Monotonic clock of the writing process. */
  mono: z.number().nonnegative(),
  /** Gateway time − terminal time in ms as last measured; null when never measured. */
  clockOffset: z.int().nullable(),
  prevHash: hashHex,
};

/** One entry of a terminal's log. Its canonical text is what is hashed, sent and kept. */
export const logRecordSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...envelope, type: z.literal('rating'), body: ratingBodySchema }),
  z.strictObject({ ...envelope, type: z.literal('session'), body: sessionBodySchema }),
  z.strictObject({ ...envelope, type: z.literal('followup'), body: followupBodySchema }),
  z.strictObject({ ...envelope, type: z.literal('event'), body: eventBodySchema }),
]);
export type LogRecord = z.infer<typeof logRecordSchema>;
export type RecordType = LogRecord['type'];

/** Type and body of an entry before the log gives it a place in the chain. */
export type NewEntry = { [T in RecordType]: Pick<Extract<LogRecord, { type: T }>, 'type' | 'body'> }[RecordType];

/** The largest canonical text of one record, in UTF-8 bytes. */
export const RECORD_MAX_BYTES = 16 * 1024;
