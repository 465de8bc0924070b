import type { ReceiptProblem } from './receipts.ts';

/** What the window PC is told when no receipt came out, with the cure. */
export const RECEIPT_ANSWERS: Readonly<Record<ReceiptProblem, { readonly status: number; readonly code: string; readonly message: string }>> = {
  'unknown-session': { status: 404, code: 'unknown-session', message: 'no such session was opened at this terminal lately' },
  'no-printer': {
    status: 409,
    code: 'no-printer',
    message: 'no receipt printer is set up: add one to "peripherals" of the terminal\'s settings',
  },
  'paper-out': { status: 409, code: 'paper-out', message: 'the printer is out of paper: put in a roll and ask again' },
  busy: { status: 409, code: 'busy', message: 'several receipts are waiting for the printer: ask again when they are out' },
  'not-connected': {
    status: 503,
    code: 'printer-not-connected',
    message: 'the printer is not connected: check its cable and power; GET /local/v1/diagnostics says what is wrong',
  },
  failed: {
    status: 503,
    code: 'print-failed',
    message: 'the printer did not take the receipt: tear off what came out, check printer and cable, and ask again',
  },
};
