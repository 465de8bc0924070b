/** What came out of the printer, up to a cut. */
export interface Receipt {
  /** Lines of text, without empty ones. */
  readonly lines: readonly string[];
  /** What the QR codes on it say. */
  readonly codes: readonly string[];
}

/** A command: how it begins, how long it is as far as can be told from what is there, and what it does. */
interface Command {
  readonly begins: readonly [number, number];
  readonly length: (bytes: Buffer) => number;
  readonly run: (bytes: Buffer) => void;
}

const LF = 0x0a;
/** ESC, FS, GS, DLE. */
const LEADS = [0x1b, 0x1c, 0x1d, 0x10];
/** Functions of GS ( k for QR that change only how the code looks: model, size, error correction. */
const LOOKS = [0x41, 0x43, 0x45];

/**
 * Reads ESC/POS as a printer does, command by command, in whatever pieces the bytes come: text in Chinese mode, native QR codes
 * (GS ( k, model 2), feed, cut and the query for paper. Whatever else it is sent is a fault of the sender and throws.
 */
export function createPaper(options: {
  readonly onReceipt: (receipt: Receipt) => void;
  readonly onPaperQuery: () => void;
}) {
  const gb18030 = new TextDecoder('gb18030', { fatal: true });
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let unread = Buffer.alloc(0);
  let lines: string[] = [];
  let codes: string[] = [];
  let stored: string | null = null;

  function clear(): void {
    [lines, codes, stored] = [[], [], null];
  }

  function cut(): void {
    options.onReceipt({ lines, codes });
    clear();
  }

  function code(bytes: Buffer): void {
    const [symbol, fn = 0] = bytes.subarray(5);
    if (symbol !== 0x31) throw new Error(`GS ( k for symbol ${symbol}, not QR`);
    if (LOOKS.includes(fn)) return;
    if (fn === 0x50) stored = utf8.decode(bytes.subarray(8));
    else if (fn !== 0x51) throw new Error(`GS ( k function ${fn}`);
    else if (stored === null) throw new Error('a QR code is printed before its data was stored');
    else codes.push(stored);
  }

  const commands: readonly Command[] = [
    { begins: [0x1b, 0x40], length: () => 2, run: clear },
    { begins: [0x1b, 0x64], length: () => 3, run: () => {} },
    { begins: [0x1c, 0x26], length: () => 2, run: () => {} },
    { begins: [0x10, 0x04], length: () => 3, run: () => options.onPaperQuery() },
    { begins: [0x1d, 0x56], length: () => 3, run: cut },
    { begins: [0x1d, 0x28], length: (bytes) => 5 + (bytes.length < 5 ? 0 : bytes.readUInt16LE(3)), run: code },
  ];

  /** Carries out the command at the front. @returns its length; 0 while it is not there whole */
  function takeCommand(): number {
    if (unread.length < 2) return 0;
    const known = commands.find(({ begins }) => begins.every((byte, at) => unread[at] === byte));
    if (known === undefined) throw new Error(`the printer does not know ${unread.subarray(0, 3).toString('hex')}`);
    const length = known.length(unread);
    if (unread.length < length) return 0;
    known.run(unread.subarray(0, length));
    return length;
  }

  /** Takes the line of text at the front. @returns its length; 0 while it is not there whole */
  function takeLine(): number {
    const end = unread.indexOf(LF);
    if (end === -1) return 0;
    const text = gb18030.decode(unread.subarray(0, end));
    if (text !== '') lines.push(text);
    return end + 1;
  }

  return {
    /** @throws when it is sent what no printer of this kind knows */
    take(bytes: Uint8Array): void {
      unread = Buffer.concat([unread, bytes]);
      let length: number;
      do {
        const [first] = unread;
        if (first === undefined) return;
        length = LEADS.includes(first) ? takeCommand() : takeLine();
        unread = unread.subarray(length);
      } while (length > 0);
    },
  };
}
