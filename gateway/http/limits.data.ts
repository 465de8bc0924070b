import { DEFAULT_HUB_LIMITS } from '../ws/hub-limits.ts';

/** Bounds of the HTTP side. Sizes in bytes, times in milliseconds, rates per minute. */
export interface HttpLimits {
  /** JSON bodies; a service record with every field at its longest is under 8 KB. */
  readonly bodyBytes: number;
  /** A catalogue of halls, windows and matters with every list and name at its longest. */
  readonly catalogueBytes: number;
  /** Form of the phone page: the longest remark, percent-encoded, and 16 tags. */
  readonly formBytes: number;
  readonly headerBytes: number;
  /** Until the headers are complete. */
  readonly headersTimeoutMs: number;
  /** Until the whole request is here. */
  readonly requestTimeoutMs: number;
  /** A connection on which nothing happens. */
  readonly idleTimeoutMs: number;
  readonly keepAliveMs: number;
  /** Of the listener, which terminals' sockets share: as many as those may be, and room for callers and phones. */
  readonly maxConnections: number;
  /** How long an opening call waits for the terminal's answer before it reports `unconfirmed`. */
  readonly terminalAnswerMs: number;
  /** Of one address, all routes. A hall's phones may share one, and a business system calls from one. */
  readonly perAddress: number;
  /** Of one caller key. */
  readonly perCaller: number;
  /** Guesses at the enrolment code, of one address. */
  readonly enrolments: number;
  /** Sendings of the form of one session from one address. */
  readonly submissions: number;
  /** Wrong addresses, of one address. */
  readonly notFound: number;
}

export const HTTP_LIMITS: HttpLimits = {
  bodyBytes: 32 * 1024,
  catalogueBytes: 512 * 1024,
  formBytes: 16 * 1024,
  headerBytes: 8 * 1024,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 20_000,
  idleTimeoutMs: 60_000,
  keepAliveMs: 15_000,
  maxConnections: DEFAULT_HUB_LIMITS.maxConnections + 4000,
  terminalAnswerMs: 2000,
  perAddress: 6000,
  perCaller: 3000,
  enrolments: 10,
  submissions: 20,
  notFound: 60,
};
