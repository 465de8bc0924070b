import { join } from 'node:path';
import type { Clock } from '@mingjing/shared/basics/clock.ts';
import type { RandomBytes } from '@mingjing/shared/basics/randomness.ts';
import type { Result } from '@mingjing/shared/basics/result.ts';
import { pinHashSchema } from '@mingjing/shared/domain/window-staff.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import { z } from 'zod';
import type { PrivateFileProblem } from '../store/private-file.ts';
import { readPrivateJson, writePrivateJson } from '../store/private-json.ts';
import type { SecretHash } from './secret-hash.ts';
import { createTries } from './tries.ts';

/** All tries count together: there is one PIN. */
const KEY = 'service';

const pinFileSchema = z.strictObject({ pinHash: pinHashSchema });
/** Apart from the PIN, which another process may set while this one counts. */
const triesFileSchema = z.strictObject({ failures: z.int().nonnegative() });

const pinFile = (dataDir: string) => join(dataDir, 'service-pin.json');
const triesFile = (dataDir: string) => join(dataDir, 'service-tries.json');

/** The service PIN of a terminal. */
export interface ServicePin {
  /** Looks at the file: it may have been set from outside. A file that cannot be read opens nothing, and counts as no PIN. */
  isSet(): boolean;
  /** Until when no try is taken, monotonic, ms. */
  lockedUntil(): number;
  check(pin: string): Promise<'right' | 'wrong' | 'unset'>;
  choose(pin: string): Promise<Result<void, PrivateFileProblem>>;
}

export interface ServicePinOptions {
  readonly dataDir: string;
  readonly hashes: SecretHash;
  readonly clock: Pick<Clock, 'mono'>;
  readonly randomBytes: RandomBytes;
  readonly log: EventLog;
}

export function createServicePin({ dataDir, hashes, clock, randomBytes, log }: ServicePinOptions): ServicePin {
  let tries: ReturnType<typeof createTries> | undefined;

  /** The data folder may come later than the terminal: wrong tries of before are read when the first is made. */
  function counted(): ReturnType<typeof createTries> {
    if (tries !== undefined) return tries;
    const kept = readPrivateJson(triesFile(dataDir), triesFileSchema);
    if (!kept.ok) log('service.pin-unreadable', { reason: kept.error.message });
    const failures = kept.ok ? (kept.value?.failures ?? 0) : 0;
    tries = createTries(failures > 0 ? { [KEY]: failures } : {}, clock);
    return tries;
  }

  function hash(): string | undefined {
    const file = readPrivateJson(pinFile(dataDir), pinFileSchema);
    if (file.ok) return file.value?.pinHash;
    log('service.pin-unreadable', { reason: file.error.message });
    return undefined;
  }

  /** Written before the answer is known to whoever tries: cutting the power must not win a try. */
  function keepTries(): void {
    const kept = writePrivateJson(triesFile(dataDir), { failures: counted().failures()[KEY] ?? 0 });
    if (!kept.ok) log('service.not-kept', { what: 'tries', reason: kept.error.message });
  }

  return {
    isSet: () => hash() !== undefined,
    lockedUntil: () => counted().lockedUntil(KEY),
    async check(pin) {
      if (counted().isLocked(KEY)) return 'wrong';
      const wanted = hash();
      if (wanted === undefined) return 'unset';
      const failures = counted().fail(KEY);
      keepTries();
      if (await hashes.isPin(pin, wanted)) {
        counted().succeed(KEY);
        keepTries();
        return 'right';
      }
      if (counted().isLocked(KEY)) log('service.locked-out', { failures });
      return 'wrong';
    },
    choose: (pin) => writeServicePin({ dataDir, hashes, randomBytes }, pin),
  };
}

/** Sets the PIN of the terminal whose data folder this is, whether or not it runs. */
export async function writeServicePin(
  { dataDir, hashes, randomBytes }: Pick<ServicePinOptions, 'dataDir' | 'hashes' | 'randomBytes'>,
  pin: string,
): Promise<Result<void, PrivateFileProblem>> {
  const pinHash = await hashes.ofPin(pin, randomBytes(16));
  return writePrivateJson(pinFile(dataDir), { pinHash } satisfies z.input<typeof pinFileSchema>);
}
