/** Decides which touches count. UX §3.2, §4.2. */
export interface PressGate {
  /** A new page is about to be shown: nothing counts until it was seen. */
  turn(page: string): void;
  /** The page is on the glass. Its guard runs from the first call for that page. */
  shown(page: string): void;
  /** A finger or pen went down. `first`: no other was down. */
  contactDown(contact: { id: number; first: boolean; sizeMm: number }): void;
  contactUp(id: number): void;
  /** Whether a press may begin now. */
  ready(): boolean;
  /** Whether a press that ends now counts. If so, further ones on the same target are ignored for a while. */
  admit(target: string): boolean;
}

export interface PressGateParts {
  /** Monotonic, in ms. */
  readonly now: () => number;
  /** Asked each time: a person may ask for a slower pace. */
  readonly newPageGuardMs: () => number;
  readonly repeatIgnoreMs: () => number;
  readonly palmMm: number;
}

export function createPressGate({ now, newPageGuardMs, repeatIgnoreMs, palmMm }: PressGateParts): PressGate {
  let page: string | null = null;
  let opensAt = Number.POSITIVE_INFINITY;
  let last = { target: '', at: Number.NEGATIVE_INFINITY };
  const contacts = new Set<number>();
  /** Two fingers, or a palm: nothing of this gesture counts until all are lifted. */
  let spoiled = false;

  const ready = () => !spoiled && now() >= opensAt;
  return {
    turn(next) {
      if (next === page) return;
      page = next;
      opensAt = Number.POSITIVE_INFINITY;
      last = { target: '', at: Number.NEGATIVE_INFINITY };
    },
    shown(which) {
      if (which === page && opensAt === Number.POSITIVE_INFINITY) opensAt = now() + newPageGuardMs();
    },
    contactDown({ id, first, sizeMm }) {
      // A touch controller may forget to report an end; a first contact proves that all others are gone.
      if (first) {
        contacts.clear();
        spoiled = false;
      }
      contacts.add(id);
      if (contacts.size > 1 || sizeMm > palmMm) spoiled = true;
    },
    contactUp(id) {
      contacts.delete(id);
      if (contacts.size === 0) spoiled = false;
    },
    ready,
    admit(target) {
      if (!ready()) return false;
      if (last.target === target && now() - last.at < repeatIgnoreMs()) return false;
      last = { target, at: now() };
      return true;
    },
  };
}
