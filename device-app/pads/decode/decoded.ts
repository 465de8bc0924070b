import type { Level } from '@mingjing/shared/domain/levels.ts';

/** What every frame that a rule knows has in common. */
export interface DecodedBase {
  /** Name of the rule that fitted, by which `init` and `poll` know an answer. */
  readonly rule: string | undefined;
  /** Bus address: as on the wire, and masked. */
  readonly address: { readonly wire: number; readonly masked: number } | null;
  /** Name of the acknowledgement, if this frame has one. */
  readonly ack: string | undefined;
  /** Fields and words of the rule. */
  readonly words: Readonly<Record<string, unknown>>;
}

/** A button of a stateful pad: its number, or its name on keyboards. */
export type Button = number | string;

/** What a frame says. */
export type Decoded =
  /** `level` is null for a raw value that the key map does not name: such a press is never a rating. */
  | (DecodedBase & { readonly kind: 'rating'; readonly raw: number | string; readonly level: Level | null })
  /** `key` is null for a key that the profile does not name. */
  | (DecodedBase & {
      readonly kind: 'key';
      readonly raw: number | string;
      readonly key: string | null;
      readonly digits: string;
    })
  /** The pad says that nobody pressed. */
  | (DecodedBase & { readonly kind: 'timeout'; readonly raw: number | string })
  /** All buttons that are down now. */
  | (DecodedBase & { readonly kind: 'buttons'; readonly down: readonly Button[] })
  /** `more`: the text goes on in the next report. */
  | (DecodedBase & { readonly kind: 'scan'; readonly text: string; readonly more: boolean })
  | (DecodedBase & { readonly kind: 'presence'; readonly present: boolean })
  | (DecodedBase & { readonly kind: 'report'; readonly endsPolling: boolean })
  /** A sound frame that says that something is wrong, e.g. `rollover`: too many keys of a keyboard are down. */
  | { readonly kind: 'error'; readonly reason: string }
  /** A sound frame that no rule of the profile knows. */
  | { readonly kind: 'unknown' };
