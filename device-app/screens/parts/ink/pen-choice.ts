/** A finger, pen or mouse that comes down on the sheet. */
export interface Contact {
  readonly id: number;
  readonly kind: string;
  /** The wider side of what touches, in mm. */
  readonly sizeMm: number;
  readonly at: number;
}

/** Decides which contact draws. */
export interface PenChoice {
  /** `draws`: it begins a stroke. `takes-over`: it does, and what another one was drawing was a hand: drop it. */
  down(contact: Contact): 'draws' | 'takes-over' | 'ignored';
  draws(id: number): boolean;
  up(id: number, at: number): void;
}

/** For so long after a pen was lifted a touch is the hand that holds it, in ms. */
const HAND_REST_MS = 1500;

/** One stroke at a time; a pen goes before a hand, a palm never draws. @param palmMm a wider contact is a palm */
export function createPenChoice(palmMm: number): PenChoice {
  let drawing: { readonly id: number; readonly kind: string } | null = null;
  let penUntil = Number.NEGATIVE_INFINITY;
  return {
    down({ id, kind, sizeMm, at }) {
      const isHand = kind === 'touch';
      if (isHand && (sizeMm > palmMm || at < penUntil)) return 'ignored';
      if (drawing !== null && !(kind === 'pen' && drawing.kind === 'touch')) return 'ignored';
      const answer = drawing === null ? 'draws' : 'takes-over';
      drawing = { id, kind };
      if (kind === 'pen') penUntil = Number.POSITIVE_INFINITY;
      return answer;
    },
    draws: (id) => drawing?.id === id,
    up(id, at) {
      if (drawing?.id !== id) return;
      if (drawing.kind === 'pen') penUntil = at + HAND_REST_MS;
      drawing = null;
    },
  };
}
