import { join } from 'node:path';
import type { Clock } from '@mingjing/shared/basics/clock.ts';
import type { Result } from '@mingjing/shared/basics/result.ts';
import type { OpeningHours } from '@mingjing/shared/domain/opening-hours.ts';
import type { NewEntry } from '@mingjing/shared/domain/record.ts';
import {
  type StaffList,
  type StaffMember,
  staffListSchema,
  typedNumber,
} from '@mingjing/shared/domain/window-staff.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import { z } from 'zod';
import { isOnShift, type Shift, shiftFrom, shiftSchema } from '../core/staff/shift.ts';
import type { PrivateFileProblem } from '../store/private-file.ts';
import { readPrivateJson, writePrivateJson } from '../store/private-json.ts';
import { isSame, type SecretHash } from './secret-hash.ts';
import { createTries } from './tries.ts';

/** By what somebody signs in. */
type SignInBy = 'pin' | 'card';
export type SignInAnswer = 'done' | 'wrong' | 'locked' | 'unavailable';
/** Cards tell whose they are only when they are right, so all wrong ones count together. */
export const CARD = 'card';
type EndedBy = 'self' | 'replaced' | 'closing' | 'removed';

const keptSchema = z.strictObject({
  shift: shiftSchema.nullable(),
  failures: z.record(z.string(), z.int().nonnegative()),
});

export interface StaffRegisterOptions {
  readonly dataDir: string;
  /** The staff list, private to this user. */
  readonly staffFile: string;
  readonly hashes: SecretHash;
  readonly clock: Clock;
  /** Wall time, by the gateway's clock where known, ms. */
  readonly wall: () => number;
  readonly hours: () => OpeningHours | undefined;
  /** Puts an event into the terminal's log; false where it takes none. */
  readonly record: (entry: NewEntry) => boolean;
  readonly log: EventLog;
  readonly onChange: () => void;
}

/** Knows the staff of the window and who of them is there. */
export interface StaffRegister {
  list(): readonly StaffMember[];
  replace(list: StaffList): Result<void, PrivateFileProblem>;
  onDuty(): StaffMember | null;
  /** Ends what is over. */
  tick(): void;
  /** Until when no try is taken, monotonic, ms. @param key the digits of a number, or `card` */
  lockedUntil(key: string): number;
  /** Signs in who has this number and PIN, in the place of whoever was; or out who is in. @param isStillWanted asked once it is known */
  tryPin(said: PinTry, isStillWanted: () => boolean): Promise<SignInAnswer>;
  tryCard(card: string, isStillWanted: () => boolean): Promise<SignInAnswer>;
}

export interface PinTry {
  /** The digits of the number. */
  readonly number: string;
  readonly pin: string;
  readonly what: 'in' | 'out';
}

export function createStaffRegister(options: StaffRegisterOptions): StaffRegister {
  const { hashes, clock, wall, log } = options;
  const shiftFile = join(options.dataDir, 'staff-shift.json');
  let staff = read(options.staffFile, staffListSchema)?.staff ?? [];
  const kept = read(shiftFile, keptSchema);
  let shift = kept?.shift ?? null;
  const tries = createTries(kept?.failures ?? {}, clock);

  function read<S extends z.ZodType>(path: string, schema: S): z.infer<S> | null {
    const file = readPrivateJson(path, schema);
    if (file.ok) return file.value;
    log('staff.unreadable', { reason: file.error.message });
    return null;
  }

  /** Only eases a restart: where it cannot be written, all holds until then. */
  function keep(): void {
    const written = writePrivateJson(shiftFile, { shift, failures: tries.failures() } satisfies z.input<
      typeof keptSchema
    >);
    if (!written.ok) log('staff.not-kept', { reason: written.error.message });
  }

  const memberOf = (one: Shift | null) => staff.find(({ number }) => number === one?.number) ?? null;

  function change(next: Shift | null): void {
    shift = next;
    keep();
    options.onChange();
  }

  function end(by: EndedBy): boolean {
    if (shift === null) return true;
    const data = { number: shift.number, reason: by };
    if (!options.record({ type: 'event', body: { event: 'staff.signed-out', data } })) return false;
    log('staff.signed-out', { reason: by });
    change(null);
    return true;
  }

  function begin(member: StaffMember, by: SignInBy): SignInAnswer {
    if (shift?.number === member.number) {
      change(shiftFrom(member.number, wall(), options.hours()));
      return 'done';
    }
    if (!end('replaced')) return 'unavailable';
    const data = { number: member.number, by };
    if (!options.record({ type: 'event', body: { event: 'staff.signed-in', data } })) return 'unavailable';
    log('staff.signed-in', { by });
    change(shiftFrom(member.number, wall(), options.hours()));
    return 'done';
  }

  function leave(member: StaffMember): SignInAnswer {
    if (shift !== null && shift.number !== member.number) return 'wrong';
    return end('self') ? 'done' : 'unavailable';
  }

  function fail(by: SignInBy, key: string): SignInAnswer {
    const failures = tries.fail(key);
    keep();
    if (!tries.isLocked(key)) return 'wrong';
    log('staff.locked-out', { by, failures });
    return 'locked';
  }

  return {
    list: () => staff,
    replace(list) {
      const written = writePrivateJson(options.staffFile, list);
      if (!written.ok) return written;
      staff = list.staff;
      log('staff.provisioned', { count: staff.length });
      options.record({ type: 'event', body: { event: 'staff.provisioned', data: { count: staff.length } } });
      if (memberOf(shift) === null) end('removed');
      options.onChange();
      return written;
    },
    onDuty: () => memberOf(shift),
    tick() {
      if (shift !== null && !isOnShift(shift, wall())) end('closing');
    },
    lockedUntil: tries.lockedUntil,
    async tryPin({ number, pin, what }, isStillWanted) {
      if (tries.isLocked(number)) return 'locked';
      const member = staff.find((one) => typedNumber(one.number) === number);
      const right = await hashes.isPin(pin, member?.pinHash);
      if (!right || member === undefined) return fail('pin', number);
      tries.succeed(number);
      if (!isStillWanted()) return 'unavailable';
      return what === 'in' ? begin(member, 'pin') : leave(member);
    },
    async tryCard(card, isStillWanted) {
      if (tries.isLocked(CARD)) return 'locked';
      const hash = await hashes.ofCard(card);
      const member = staff.filter(({ cardHash }) => cardHash !== undefined && isSame(cardHash, hash))[0];
      if (member === undefined) return fail('card', CARD);
      tries.succeed(CARD);
      return isStillWanted() ? begin(member, 'card') : 'unavailable';
    },
  };
}
