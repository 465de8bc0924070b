import { EventEmitter, once } from 'node:events';
import { openPty } from '../../support/pty.ts';
import { createPaper, type Receipt } from './escpos-paper.ts';

/** Nothing is wrong with the paper: the fixed bits of DLE EOT 4 and no other. */
const PAPER_OK = 0x12;

/** A receipt printer on the far end of a real tty. */
export interface PrinterSimulator {
  readonly path: string;
  /** Resolves with the receipt that was cut as the `n`th, from 1, past or future. @throws when the printer was sent what it does not know */
  receipt(n: number): Promise<Receipt>;
  close(): Promise<void>;
}

export async function createPrinterSimulator(): Promise<PrinterSimulator> {
  const pty = await openPty();
  const receipts: Receipt[] = [];
  const news = new EventEmitter();
  const paper = createPaper({
    onReceipt(receipt) {
      receipts.push(receipt);
      news.emit('receipt');
    },
    onPaperQuery: () => pty.write(Uint8Array.of(PAPER_OK)),
  });
  let fault: unknown;
  pty.onData((bytes) => {
    try {
      paper.take(bytes);
    } catch (error) {
      fault ??= error;
      news.emit('receipt');
    }
  });
  return {
    path: pty.path,
    async receipt(n) {
      for (;;) {
        if (fault !== undefined) throw fault;
        const receipt = receipts[n - 1];
        if (receipt !== undefined) return receipt;
        await once(news, 'receipt');
      }
    },
    close: pty.close,
  };
}
