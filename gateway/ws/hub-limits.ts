/** Bounds of the terminal sockets. Times in milliseconds. */
export interface HubLimits {
  /** Connections at once, over all terminals. */
  readonly maxConnections: number;
  /** Upgrade attempts one address may make at once, and again per second. Generous: a hall sits behind one address. */
  readonly upgradeBurst: number;
  readonly upgradesPerSecond: number;
  /** Nonces remembered. */
  readonly maxNonces: number;
  /** A new connection must say Hello within this time. */
  readonly helloTimeoutMs: number;
  /** A ping goes out this often; a connection silent from one to the next is dead. */
  readonly pingMs: number;
  /** Bytes waiting to be sent to one terminal before it is cut off: it does not read. */
  readonly maxBufferedBytes: number;
  /**
   * Records of all terminals on their way to the disk. Above the first number sockets are not read until there is room (two full groups of the
   * writer: one being committed, one collecting); above the second, uploads are answered with Busy.
   */
  readonly crowdedRecords: number;
  readonly maxRecordsInFlight: number;
  /** What a Busy answer asks for. */
  readonly retryAfterMs: number;
  /** Sessions opened longer ago are not pushed to a terminal that connects: nobody stands there any more. */
  readonly pushMaxAgeMs: number;
  /** Services one terminal may search for by what is on a receipt, at once and again per minute: a queue at a kiosk is slower. */
  readonly searchBurst: number;
  readonly searchesPerMinute: number;
  /** How long closing connections may take when the hub stops. */
  readonly stopGraceMs: number;
}

export const DEFAULT_HUB_LIMITS: HubLimits = {
  maxConnections: 20_000,
  upgradeBurst: 2_000,
  upgradesPerSecond: 200,
  maxNonces: 200_000,
  helloTimeoutMs: 15_000,
  pingMs: 30_000,
  maxBufferedBytes: 1024 * 1024,
  crowdedRecords: 16_384,
  maxRecordsInFlight: 100_000,
  retryAfterMs: 500,
  pushMaxAgeMs: 30 * 60_000,
  searchBurst: 30,
  searchesPerMinute: 30,
  stopGraceMs: 2_000,
};
