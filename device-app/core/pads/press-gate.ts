/** Which ratings count. Pads never speak for themselves: a rating counts only while the terminal asks for one. */
export type PressGate =
  | { readonly armed: false }
  | {
      readonly armed: true;
      /** Monotonic milliseconds. */
      readonly since: number;
      /** Bus addresses that are asked; null: every one. */
      readonly addresses: ReadonlySet<number> | null;
    };

export const CLOSED_GATE: PressGate = { armed: false };

/** Opens the gate. @param addresses only these bus addresses, or every one when absent */
export function openGate(now: number, addresses?: readonly number[]): PressGate {
  return { armed: true, since: now, addresses: addresses === undefined ? null : new Set(addresses) };
}

/** Whether two open gates ask the same pads. */
export function asksTheSame(a: PressGate, b: PressGate): boolean {
  if (!a.armed || !b.armed) return false;
  if (a.addresses === null || b.addresses === null) return a.addresses === b.addresses;
  return a.addresses.size === b.addresses.size && [...a.addresses].every((address) => b.addresses?.has(address));
}

/**
 * Whether a rating from `address` counts now. A pad without addresses is asked whenever anyone is.
 * @param guardMs how soon after arming a press was still meant for what stood there before
 */
export function admits(gate: PressGate, address: number | null, now: number, guardMs: number): boolean {
  if (!gate.armed || now - gate.since < guardMs) return false;
  return gate.addresses === null || address === null || gate.addresses.has(address);
}

/** Whether an address belongs to this window. An empty list takes all; a pad without addresses belongs to its port's window. */
export function belongsHere(addresses: readonly number[], address: number | null): boolean {
  return address === null || addresses.length === 0 || addresses.includes(address);
}
