import type { TransportKind } from '@mingjing/hardware-profiles/schema/transport.ts';
import type { SearchLimits } from './find-device.ts';

/** Devices that a slot remembers as something else, at most. */
const MAX_REMEMBERED = 32;

/** Which devices a slot may take, and which it has, by the nodes that their paths lead to. */
export interface DeviceClaims extends SearchLimits {
  /** Like `isTaken`, without what this slot itself has. */
  readonly isTakenByOthers: (node: string) => boolean;
  /** Takes a device for this slot, and gives up what it had; false when another has it. */
  take(node: string): boolean;
  release(): void;
  /** The device would not open, or turned out to be something else: it is tried after all others. */
  failed(node: string): void;
  succeeded(node: string): void;
}

/**
 * @param taken the devices of all slots of a terminal, as `kind:node`
 */
export function createDeviceClaims(kind: TransportKind, taken: Map<string, object>): DeviceClaims {
  const own = {};
  const failedAt = new Map<string, number>();
  let failures = 0;
  const keyOf = (node: string) => `${kind}:${node}`;
  const release = (): void => {
    for (const [key, owner] of taken) if (owner === own) taken.delete(key);
  };
  const isTakenByOthers = (node: string): boolean => (taken.get(keyOf(node)) ?? own) !== own;
  const forget = (node: string): void => void failedAt.delete(node);

  return {
    failedAt,
    isTaken: (node) => taken.has(keyOf(node)),
    isTakenByOthers,
    take(node) {
      if (isTakenByOthers(node)) return false;
      release();
      taken.set(keyOf(node), own);
      return true;
    },
    release,
    failed(node) {
      failures += 1;
      forget(node);
      failedAt.set(node, failures);
      const oldest = failedAt.keys().next().value;
      if (failedAt.size > MAX_REMEMBERED && oldest !== undefined) forget(oldest);
    },
    succeeded: forget,
  };
}
