import { z } from 'zod';
import { epochSchema, sessionIdSchema } from '../domain/ids.ts';
import { RECORD_MAX_BYTES } from '../domain/record.ts';
import { catalogueVersionSchema, versionedCatalogueSchema } from '../domain/service-catalogue.ts';
import { plainText } from '../domain/service-record.ts';
import { sessionViewSchema } from '../domain/service-session.ts';
import { PROTOCOL_LIMITS } from './limits.ts';

const wallTime = z.int().nonnegative();

/** What a terminal knows of its own condition. Plain counters and states; never a level, never personal data. */
export const healthReportSchema = z.strictObject({
  pads: z
    .array(
      z.strictObject({
        role: z.enum(['pad', 'scanner', 'light', 'printer', 'card-reader']),
        profile: z.string().max(80),
        connected: z.boolean(),
        badFrames: z.int(),
        strayPresses: z.int(),
      }),
    )
    .max(16),
  unsent: z.int().nonnegative(),
  oldestUnsentAgeMs: z.int().nonnegative().nullable(),
  storage: z.enum(['ok', 'full', 'damaged']),
  screenConnected: z.boolean(),
  rssMb: z.number().nonnegative(),
  /** The last trial of the five levels (P8); absent where the terminal knows of none. Says nothing of any level. */
  selfTest: z
    .strictObject({
      state: z.enum(['passed', 'failed', 'given-way']),
      at: wallTime,
      /** When all five were last found acknowledged by the gateway. */
      provenAt: wallTime.nullable(),
    })
    .optional(),
});
export type HealthReport = z.infer<typeof healthReportSchema>;

/** A session that a citizen can rate. Whoever could call one a test from outside could make its rating disappear. */
const rateableViewSchema = sessionViewSchema.refine(({ openedBy }) => openedBy !== 'self-test', {
  path: ['openedBy'],
  message: 'must not be self-test: only the terminal itself opens those',
});

/** Calls a terminal makes. Records travel as their canonical texts, so what is hashed is what is kept. */
export const TERMINAL_ACTIONS = {
  Hello: {
    request: z.strictObject({
      appVersion: z.string().max(40),
      epoch: epochSchema,
      lastSeq: z.int().nonnegative(),
      catalogueVersion: z.string().max(40),
      clock: wallTime,
    }),
    response: z.strictObject({
      /** Highest sequence of this epoch the gateway has committed. */
      ackSeq: z.int().nonnegative(),
      serverTime: wallTime,
      heartbeatMs: z.int().min(1000),
    }),
  },
  UploadRecords: {
    request: z.strictObject({
      epoch: epochSchema,
      fromSeq: z.int().min(1),
      records: z.array(z.string().max(RECORD_MAX_BYTES)).min(1).max(PROTOCOL_LIMITS.maxBatchRecords),
      /** Ed25519 over `headSigningText` of the last record, base64url. */
      headSignature: z.string().max(120),
    }),
    response: z.strictObject({ ackSeq: z.int().nonnegative() }),
  },
  Heartbeat: {
    request: z.strictObject({ clock: wallTime, health: healthReportSchema }),
    response: z.strictObject({ serverTime: wallTime }),
  },
  /** Which service a scanned receipt speaks of: by 业务流水号, or by the token of a rating QR code. */
  FindSession: {
    request: z.union([
      z.strictObject({ serialNumber: plainText(64) }),
      z.strictObject({ token: z.string().regex(/^[A-Za-z0-9_-]{50}$/, 'must be a token of 50 characters') }),
    ]),
    response: z.discriminatedUnion('state', [
      /** The latest service under this number that can be rated now; nothing about the applicant. */
      z.strictObject({ state: z.literal('found'), session: rateableViewSchema }),
      z.strictObject({ state: z.literal('already-rated') }),
      z.strictObject({ state: z.literal('expired') }),
      z.strictObject({ state: z.literal('unknown') }),
    ]),
  },
  /** The halls, windows and matters from which a citizen without a ticket chooses at a kiosk. */
  ListServices: {
    request: z.strictObject({ knownVersion: catalogueVersionSchema.nullable() }),
    response: z.discriminatedUnion('state', [
      z.strictObject({ state: z.literal('unchanged') }),
      z.strictObject({ state: z.literal('changed'), ...versionedCatalogueSchema.shape }),
      /** The gateway has none. */
      z.strictObject({ state: z.literal('none') }),
    ]),
  },
} as const;

/** Calls a gateway makes. `refused`: the terminal cannot keep records now (full disk) and has changed nothing. */
export const GATEWAY_ACTIONS = {
  OpenSession: {
    request: z.strictObject({ session: rateableViewSchema }),
    response: z.strictObject({ state: z.enum(['shown', 'waiting', 'already-open', 'already-closed', 'refused']) }),
  },
  CloseSession: {
    request: z.strictObject({ sessionId: sessionIdSchema, reason: z.enum(['rated-elsewhere', 'cancelled']) }),
    response: z.strictObject({ state: z.enum(['closed', 'not-open', 'already-rated', 'refused']) }),
  },
} as const;

export type TerminalAction = keyof typeof TERMINAL_ACTIONS;
type Actions = typeof TERMINAL_ACTIONS & typeof GATEWAY_ACTIONS;
export type ActionName = keyof Actions;
export type ActionRequest<A extends ActionName> = z.infer<Actions[A]['request']>;
export type ActionResponse<A extends ActionName> = z.infer<Actions[A]['response']>;

/** Error codes of our own beside the generic ones of the RPC layer. */
export const RPC_ERRORS = {
  /** The payload does not fit the schema; `details.issues` names the fields. */
  formatViolation: 'FormatViolation',
  notImplemented: 'NotImplemented',
  internal: 'InternalError',
  tooManyCalls: 'TooManyCalls',
  timeout: 'Timeout',
  /** Records are missing in between; `details.expectedSeq` says where to go on. */
  sequenceGap: 'SequenceGap',
  /** Another log already holds these sequence numbers (a cloned disk): begin a new epoch. The records were set aside. */
  logConflict: 'LogConflict',
  /** Hash chain or signature do not hold; nothing was taken. */
  chainBroken: 'ChainBroken',
  /** Try again after `details.retryAfterMs`. */
  busy: 'Busy',
} as const;
