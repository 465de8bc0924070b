import type { Clock } from '@mingjing/shared/basics/clock.ts';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import type { NewEntry } from '@mingjing/shared/domain/record.ts';
import type { SessionView } from '@mingjing/shared/domain/service-session.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import { mintReceiptToken } from '@mingjing/shared/qr/token.ts';
import { receiptAdvice, receiptLines } from '../core/receipt/receipt-lines.ts';
import type { Pads } from '../pads/pad-events.ts';
import type { DeviceIdentity } from '../store/device-identity.ts';

/** Sessions whose receipt can still be had, the newest. */
const REMEMBERED = 20;
/** Receipts that may wait for the printer, such as at a counter that opens several matters at once. */
const MAX_WAITING = 4;
/** How often a printer is asked what became of a receipt: its paper tells only once all is printed, which takes seconds at 9600 Bd. */
const TRIES_AFTER = 10;
/** Columns of 58 mm paper, the narrowest. */
const COLUMNS = 32;

/** Why no receipt came out. */
export type ReceiptProblem = 'unknown-session' | 'no-printer' | 'not-connected' | 'paper-out' | 'busy' | 'failed';

export interface Receipts {
  /** A session that a receipt may be asked for. */
  remember(view: SessionView): void;
  /** Remembers sessions that were opened, and prints theirs at once where the settings say so. */
  note(entries: readonly NewEntry[]): void;
  /** Prints the receipt of a session that was opened here lately, whatever became of it; one after another. */
  print(sessionId: string): Promise<Result<void, ReceiptProblem>>;
}

/**
 * Receipts with the code by which the service can be rated later, on the phone or at a kiosk. A receipt is printed because staff asked
 * or a session was opened, never because of what a citizen did, and holds nothing of a rating (P5).
 */
export function createReceipts(options: {
  readonly pads: Pick<Pads, 'output' | 'status' | 'refresh' | 'report'>;
  readonly windowName: string;
  readonly whenOpened: boolean;
  /** Address that phones reach; undefined where the terminal works alone. */
  readonly publicUrl: string | undefined;
  /** Null until the terminal is enrolled. */
  readonly identity: () => DeviceIdentity | null;
  readonly clock: Clock;
  /** Gateway time − terminal time, ms; null while unknown. */
  readonly clockOffset: () => number | null;
  readonly log: EventLog;
}): Receipts {
  const { pads, log } = options;
  const known = new Map<string, SessionView>();
  let waiting = 0;
  let tail: Promise<unknown> = Promise.resolve();

  /** What the code on the receipt says: the address where the service is rated, else its number, else nothing. */
  function codeOf(view: SessionView): { readonly text: string; readonly isAddress: boolean } | null {
    const identity = options.identity();
    if (identity !== null && options.publicUrl !== undefined) {
      const now = options.clock.now() + (options.clockOffset() ?? 0);
      const token = mintReceiptToken(identity.shortId, view.qrHandle, now, identity.qrKey);
      return { text: new URL(`/r/${token}`, options.publicUrl).href, isAddress: true };
    }
    return view.serialNumber === undefined ? null : { text: view.serialNumber, isAddress: false };
  }

  /** In the order on the paper: output of the printer's profile with its variables. */
  function jobOf(view: SessionView): readonly (readonly [output: string, variables: Record<string, string>])[] {
    const code = codeOf(view);
    const lines = (texts: readonly string[]) => texts.map((text) => ['line', { text }] as const);
    return [
      ['initialise', {}],
      ...lines(receiptLines(view, { windowName: options.windowName, columns: COLUMNS })),
      ...(code === null ? [] : ([['printQr', { text: code.text }]] as const)),
      ...(code === null ? [] : lines(receiptAdvice(code.isAddress, COLUMNS))),
      ['feed', {}],
      ['cut', {}],
    ];
  }

  const isOutOfPaper = (slot: number): boolean => pads.report(slot).paper === 'no paper';

  /** The printer, asked for its paper just now (HARDWARE §4.4). */
  async function readyPrinter(): Promise<Result<number, ReceiptProblem>> {
    const printer = pads.status().find(({ role }) => role === 'printer');
    if (printer === undefined) return err('no-printer');
    if (!printer.connected || !(await pads.refresh(printer.slot))) return err('not-connected');
    return isOutOfPaper(printer.slot) ? err('paper-out') : ok(printer.slot);
  }

  /** Whether all came out: a printer takes its bytes long before, and the paper may end in the middle. */
  async function outcome(slot: number): Promise<Result<void, ReceiptProblem>> {
    for (let turn = 0; turn < TRIES_AFTER; turn += 1) {
      if (await pads.refresh(slot)) return isOutOfPaper(slot) ? err('paper-out') : ok(undefined);
    }
    return err('failed');
  }

  async function printOn(view: SessionView): Promise<Result<void, ReceiptProblem>> {
    const printer = await readyPrinter();
    if (!printer.ok) return printer;
    for (const [output, variables] of jobOf(view)) {
      if (!(await pads.output(printer.value, output, variables))) return err('failed');
    }
    return outcome(printer.value);
  }

  /** Prints when those before are out; refuses at once what would wait too long. */
  async function inTurn(view: SessionView): Promise<Result<void, ReceiptProblem>> {
    if (waiting >= MAX_WAITING) return err('busy');
    waiting += 1;
    const printed = tail
      .then(() => printOn(view))
      .finally(() => {
        waiting -= 1;
      });
    tail = printed.catch(() => undefined);
    return printed;
  }

  async function print(sessionId: string): Promise<Result<void, ReceiptProblem>> {
    const view = known.get(sessionId);
    const printed = view === undefined ? err('unknown-session' as const) : await inTurn(view);
    if (printed.ok) log('receipt.printed');
    else log('receipt.failed', { reason: printed.error });
    return printed;
  }

  function remember(view: SessionView): void {
    known.delete(view.sessionId);
    known.set(view.sessionId, view);
    for (const oldest of known.keys()) {
      if (known.size <= REMEMBERED) break;
      known.delete(oldest);
    }
  }

  return {
    remember,
    note(entries) {
      for (const { type, body } of entries) {
        if (type !== 'session' || body.kind !== 'opened') continue;
        remember(body.view);
        // Who scanned a receipt has one.
        if (options.whenOpened && body.view.openedBy !== 'kiosk') void print(body.view.sessionId);
      }
    },
    print,
  };
}
