import type { TransportKind } from '@mingjing/hardware-profiles/schema/transport.ts';
import type { SearchLimits } from './find-device.ts';

/** Devices that a slot remembers as something else, at most. */
const MAX_REMEMBERED = 32;

/** Which devices a slot may take, and which it has. */
export interface DeviceClaims extends SearchLimits {
  /** Like `isTaken`, without what this slot itself has. */
  readonly isTakenByOthers: (path: string) => boolean;
  /** Takes a device for this slot, and gives up what it had; false when another has it. */
  take(path: string): boolean;
  release(): void;
  /** The device turned out to be something else: it is tried after all others. */
  failed(path: string): void;
  succeeded(path: string): void;
}

/**
 * @param taken the devices of all slots of a terminal, as `kind:path`. Keys of keyboards are told apart by their codes, so that several
 * slots share the one keyboard.
 */
export function createDeviceClaims(kind: TransportKind, taken: Map<string, object>): DeviceClaims {
  const own = {};
  const failedAt = new Map<string, number>();
  let failures = 0;
  const keyOf = (path: string) => `${kind}:${path}`;
  const release = (): void => {
    for (const [key, owner] of taken) if (owner === own) taken.delete(key);
  };
  const isTakenByOthers = (path: string): boolean => (taken.get(keyOf(path)) ?? own) !== own;
  const forget = (path: string): void => void failedAt.delete(path);

  return {
    failedAt,
    isTaken: (path) => taken.has(keyOf(path)),
    isTakenByOthers,
    take(path) {
      if (isTakenByOthers(path)) return false;
      release();
      if (kind !== 'keyboard') taken.set(keyOf(path), own);
      return true;
    },
    release,
    failed(path) {
      failures += 1;
      forget(path);
      failedAt.set(path, failures);
      const oldest = failedAt.keys().next().value;
      if (failedAt.size > MAX_REMEMBERED && oldest !== undefined) forget(oldest);
    },
    succeeded: forget,
  };
}
