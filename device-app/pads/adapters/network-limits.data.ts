/** Every bound of network evaluators, with its reason. A prankster on the hall's network must not be able to burden a terminal. */
export const NETWORK_LIMITS = {
  /** Longest message or datagram, bytes: a question or a rating takes a few hundred (HARDWARE §6, bounds on frames). */
  messageBytes: 4096,
  /** Messages a second, and how many may come at once: a person presses once, an evaluator chats a little when it connects. */
  messagesPerSecond: 50,
  messageBurst: 100,
  /** The same for streams, which have no messages, in bytes: far above any serial line behind a converter. */
  bytesPerSecond: 64 * 1024,
  byteBurst: 128 * 1024,
  /** Messages that wait until the evaluator is opened. */
  earlyMessages: 32,
  /** Connections that are being made or turned away at once. */
  connections: 8,
  /** Refusals that are remembered, so that each is reported once. */
  refusals: 64,
} as const;

/** Waits of network evaluators, milliseconds. */
export const NETWORK_WAITS = {
  /** On the local network an answer takes milliseconds; longer means that nobody is there. */
  connectMs: 5_000,
  /** From the first byte of a WebSocket request to its last. */
  handshakeMs: 5_000,
  /** How often an evaluator is asked whether it is still there, and how long it may take to answer. */
  pingMs: 30_000,
  pongMs: 5_000,
  /** Silence after which the system asks by itself on a bare TCP connection. */
  keepAliveMs: 10_000,
  /** Handing bytes to the network; longer means that the other side reads nothing. */
  writeMs: 5_000,
  /** A port that another program has may become free. */
  bindAgainMs: 5_000,
  /** For the closing handshake, before the connection is cut. */
  closeMs: 1_000,
} as const;
export type NetworkWaits = { readonly [K in keyof typeof NETWORK_WAITS]: number };
