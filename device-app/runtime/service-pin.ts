import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Clock } from '@mingjing/shared/basics/clock.ts';
import type { RandomBytes } from '@mingjing/shared/basics/randomness.ts';
import type { Result } from '@mingjing/shared/basics/result.ts';
import { pinHashSchema } from '@mingjing/shared/domain/window-staff.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import { z } from 'zod';
import { COUNTED_MAX } from '../core/lock-out.ts';
import type { PrivateFileProblem } from '../store/private-file.ts';
import { readPrivateJson, writePrivateJson } from '../store/private-json.ts';
import type { SecretHash } from './secret-hash.ts';
import { createTries } from './tries.ts';

const pinFileSchema = z.strictObject({ pinHash: pinHashSchema });
/** Apart from the PIN, which another process may set while this one counts: `pin` tells at which PIN the tries were made. */
const triesFileSchema = z.strictObject({ failures: z.int().nonnegative(), pin: z.string().max(64) });

const pinFile = (dataDir: string) => join(dataDir, 'service-pin.json');
const triesFile = (dataDir: string) => join(dataDir, 'service-tries.json');

/** `unreadable`: there is a file, but not of a PIN that only its owner may read. It opens nothing. */
export type PinFileState = 'set' | 'unreadable' | 'none';

/** The service PIN of a terminal. */
export interface ServicePin {
  /** Looks at the file: it may have been set from outside. */
  state(): PinFileState;
  /** Until when no try is taken, monotonic, ms. */
  lockedUntil(): number;
  /** `not-kept`: the try could not be written down, and was not taken. */
  check(pin: string): Promise<'right' | 'wrong' | 'unset' | 'unreadable' | 'not-kept'>;
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
  let told: string | undefined;

  /** The hash, null where there is no PIN, undefined where it cannot be read. Read with every look: what is wrong with it is said once. */
  function hash(): string | null | undefined {
    const file = readPrivateJson(pinFile(dataDir), pinFileSchema);
    const problem = file.ok ? undefined : file.error.message;
    if (problem !== undefined && problem !== told) log('service.pin-unreadable', { reason: problem });
    told = problem;
    return file.ok ? (file.value?.pinHash ?? null) : undefined;
  }

  /** The data folder may come later than the terminal: wrong tries of before are read when the first is made. */
  function triesAt(key: string): ReturnType<typeof createTries> {
    if (tries !== undefined) return tries;
    const kept = readPrivateJson(triesFile(dataDir), triesFileSchema);
    if (!kept.ok) log('service.pin-unreadable', { reason: kept.error.message });
    // Whatever they were: who damages the file must not win tries by it.
    const before = kept.ok ? kept.value : { failures: COUNTED_MAX, pin: key };
    tries = createTries(before !== null && before.failures > 0 ? { [before.pin]: before.failures } : {}, clock);
    return tries;
  }

  function keepTries(failures: number, pin: string): boolean {
    const kept = writePrivateJson(triesFile(dataDir), { failures, pin } satisfies z.input<typeof triesFileSchema>);
    if (!kept.ok) log('service.not-kept', { what: 'tries', reason: kept.error.message });
    return kept.ok;
  }

  return {
    state() {
      const found = hash();
      if (found === undefined) return 'unreadable';
      return found === null ? 'none' : 'set';
    },
    lockedUntil() {
      const found = hash();
      if (found == null) return Number.NEGATIVE_INFINITY;
      const key = keyOf(found);
      return triesAt(key).lockedUntil(key);
    },
    async check(pin) {
      const wanted = hash();
      if (wanted == null) return wanted === null ? 'unset' : 'unreadable';
      const key = keyOf(wanted);
      const counted = triesAt(key);
      if (counted.isLocked(key)) return 'wrong';
      // Written before the answer is known to whoever tries: cutting the power, or filling the disk, must not win a try.
      if (!keepTries((counted.failures()[key] ?? 0) + 1, key)) return 'not-kept';
      const failures = counted.fail(key);
      if (await hashes.isPin(pin, wanted)) {
        counted.succeed(key);
        keepTries(0, key);
        return 'right';
      }
      if (counted.isLocked(key)) log('service.locked-out', { failures });
      return 'wrong';
    },
    choose: (pin) => writeServicePin({ dataDir, hashes, randomBytes }, pin),
  };
}

/** Tries belong to one PIN: whoever forgot it, and has another set at the machine, need not wait. */
function keyOf(pinHash: string): string {
  return createHash('sha256').update(pinHash).digest('base64url');
}

/** Sets the PIN of the terminal whose data folder this is, whether or not it runs. */
export async function writeServicePin(
  { dataDir, hashes, randomBytes }: Pick<ServicePinOptions, 'dataDir' | 'hashes' | 'randomBytes'>,
  pin: string,
): Promise<Result<void, PrivateFileProblem>> {
  const pinHash = await hashes.ofPin(pin, randomBytes(16));
  return writePrivateJson(pinFile(dataDir), { pinHash } satisfies z.input<typeof pinFileSchema>);
}
