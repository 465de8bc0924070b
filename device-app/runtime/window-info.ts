import { join } from 'node:path';
import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { Result } from '@mingjing/shared/basics/result.ts';
import type { NewEntry } from '@mingjing/shared/domain/record.ts';
import { type WindowBoard, windowBoardSchema } from '@mingjing/shared/domain/window-board.ts';
import type { StaffList } from '@mingjing/shared/domain/window-staff.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { TerminalSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import { idlePageOf } from '../core/board/idle-page-of.ts';
import type { IdlePageState, StaffCard } from '../core/screen/idle-page.ts';
import type { LogStore } from '../store/log-store.ts';
import type { PrivateFileProblem } from '../store/private-file.ts';
import { createBoardFile } from './board-file.ts';
import { createPhotos } from './photos.ts';
import type { SecretHash } from './secret-hash.ts';
import { createStaffDesk, type StaffDesk } from './staff-desk.ts';
import { createStaffRegister } from './staff-register.ts';

/** How often the hours, the notices and the shift are looked at. */
const TICK_MS = 15_000;

/** What whoever holds the token of the local API may do to the information of the window. A gateway may be given the same. */
export interface WindowService {
  board(): WindowBoard;
  setBoard(board: WindowBoard): Result<void, PrivateFileProblem>;
  /** Back to what the settings say. */
  resetBoard(): void;
  /** Without any hash. */
  staff(): object;
  setStaff(list: StaffList): Result<void, PrivateFileProblem>;
  setPhoto(name: string, bytes: Uint8Array): Result<void, string>;
  removePhoto(name: string): void;
}

/** The window: what it announces, who serves at it, and how staff sign in. */
export interface WindowInfo {
  readonly service: WindowService;
  readonly desk: StaffDesk;
  idlePage(): IdlePageState;
  /** Who serves now; undefined where that is not known. */
  staff(): { readonly name: string; readonly number: string } | undefined;
  /** Somebody is being served now, or nobody. */
  follow(isIdle: boolean): void;
  start(): void;
  stop(): void;
}

export interface WindowInfoOptions {
  readonly settings: TerminalSettings;
  readonly hashes: SecretHash;
  readonly store: Pick<LogStore, 'commit'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: EventLog;
  /** Gateway time − terminal time, ms; null while unknown. */
  readonly clockOffset: () => number | null;
  readonly isIdle: () => boolean;
  readonly onScreenChange: () => void;
  /** Something new is in the log. */
  readonly onRecord: () => void;
}

export function createWindowInfo(options: WindowInfoOptions): WindowInfo {
  const { settings, clock, timers, log, onScreenChange: onChange } = options;
  const { dataDir, window } = settings;
  const wall = () => clock.now() + (options.clockOffset() ?? 0);
  const photos = createPhotos(join(dataDir, 'photos'));
  const board = createBoardFile({
    path: join(dataDir, 'board.json'),
    fromSettings: windowBoardSchema.parse({ notices: window.notices, guide: window.guide, hours: window.hours }),
    log,
  });
  const register = createStaffRegister({
    ...{ dataDir, hashes: options.hashes, clock, wall, log, onChange },
    staffFile: window.staffFile ?? join(dataDir, 'staff.json'),
    hours: () => board.read().hours,
    record,
  });
  // A kiosk has no staff.
  const members = () => (settings.role === 'window' ? register.list() : []);
  const signIn = () => ({
    pin: members().some(({ pinHash }) => pinHash !== undefined),
    card: members().some(({ cardHash }) => cardHash !== undefined),
  });
  const desk = createStaffDesk({
    ...{ register, clock, timers, onChange },
    mayOpen: () => options.isIdle() && (signIn().pin || signIn().card),
  });
  let cancel = () => {};

  function record(entry: NewEntry): boolean {
    const stamp = { at: clock.now(), mono: clock.mono(), clockOffset: options.clockOffset() };
    const written = options.store.commit([entry], undefined, stamp);
    if (written.ok) options.onRecord();
    return written.ok;
  }

  /** Where staff sign in, nobody is there who has not. */
  const staffNow = () => (register.list().length > 0 ? register.onDuty() : (window.staff ?? null));

  function staffCard(): StaffCard | null {
    const staff = staffNow();
    if (staff === null) return null;
    const { name, number, post = '', stars = null, photo } = staff;
    return { name, number, post, stars, photo: photo === undefined ? null : photos.read(photo) };
  }

  function tick(): void {
    register.tick();
    onChange();
    cancel = timers.after(TICK_MS, tick);
  }

  const announced = <T extends Result<unknown, unknown>>(done: T): T => {
    if (done.ok) onChange();
    return done;
  };

  return {
    desk,
    idlePage: () =>
      idlePageOf({
        windowName: window.name,
        department: window.department,
        staff: staffCard(),
        board: board.read(),
        signIn: signIn(),
        wall: wall(),
      }),
    staff: () => staffNow() ?? undefined,
    follow(isIdle) {
      if (!isIdle) desk.close();
    },
    start: tick,
    stop() {
      cancel();
      desk.close();
    },
    service: {
      board: board.read,
      setBoard: (next) => announced(board.write(next)),
      resetBoard() {
        board.reset();
        onChange();
      },
      staff: () => ({
        staff: register.list().map(({ pinHash, cardHash, ...shown }) => ({
          ...shown,
          signsInBy: [...(pinHash === undefined ? [] : ['pin']), ...(cardHash === undefined ? [] : ['card'])],
        })),
        signedIn: register.onDuty()?.number ?? null,
      }),
      setStaff: register.replace,
      setPhoto: (name, bytes) => announced(photos.put(name, bytes)),
      removePhoto(name) {
        photos.remove(name);
        onChange();
      },
    },
  };
}
