/** How the stand-in of the runtime is to behave. */
export interface StandInOptions {
  /** Gets one JSON line per event. */
  readonly eventsFile: string;
  /** Frames that its page reports; afterwards the page lives on, silent. */
  readonly frames: number;
  /** Whether it answers `screen-token`. */
  readonly answersTokens: boolean;
  /** It ends at once with this code. */
  readonly exitCode?: number;
}

export interface StandInEvent {
  readonly event: 'started' | 'screen-connected' | 'token-refused' | 'stopped';
  readonly pid: number;
}
