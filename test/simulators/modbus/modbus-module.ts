import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPty, type Pty } from '../../support/pty.ts';

/**
 * A Modbus RTU module with eight inputs on the far end of a real tty, written from the Modbus documents (application protocol V1.1b3
 * §6.2, serial line V1.02 §2.5.1) and apart from the product's code, so that the two check each other.
 */
export interface ModbusModule {
  /** Stable path of the port. */
  readonly path: string;
  /** Questions so far that had a right CRC, in hexadecimal. */
  readonly asked: readonly string[];
  /** Bytes that were no question: two that ran together, or a wrong CRC. */
  readonly garbled: readonly string[];
  /** Most questions that were waiting for an answer at once. */
  readonly mostOutstanding: number;
  /** Closes an input, 1–8. */
  down(input: number, unit?: number): void;
  up(input: number, unit?: number): void;
  behave(behaviour: ModbusBehaviour, unit?: number): void;
  unplug(): Promise<void>;
  replug(): Promise<void>;
  close(): Promise<void>;
}

export type ModbusBehaviour = 'answers' | 'silent' | 'wrong-crc' | 'exception' | 'wrong-unit' | 'in-pieces' | 'noisy';

/** CRC-16 of the serial line document §6.2.2, bit by bit; low byte first on the wire. */
function withCrc(body: readonly number[]): number[] {
  let crc = 0xffff;
  for (const byte of body) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return [...body, crc & 0xff, crc >> 8];
}

/** Size of the questions that the module knows: functions 2, 3 and 5. */
const QUESTION = 8;

const hex = (bytes: readonly number[]) => Buffer.from(bytes).toString('hex');

export async function createModbusModule(units: readonly number[] = [1]): Promise<ModbusModule> {
  const folder = mkdtempSync(join(tmpdir(), 'mingjing-modbus-'));
  const path = join(folder, 'tty');
  const inputs = new Map(units.map((unit) => [unit, 0]));
  const behaviours = new Map<number, ModbusBehaviour>();
  const asked: string[] = [];
  const garbled: string[] = [];
  let pty: Pty | undefined;
  let held: number[] = [];
  let outstanding = 0;
  let mostOutstanding = 0;

  const transmit = (bytes: readonly number[]): void => pty?.write(Uint8Array.from(bytes));

  const REPLIES: { readonly [B in ModbusBehaviour]: (unit: number, body: number[]) => void } = {
    answers: (_unit, body) => transmit(withCrc(body)),
    silent: () => undefined,
    'wrong-crc': (_unit, body) => transmit([...withCrc(body).slice(0, -1), 0x00]),
    exception: (unit, [, func = 0]) => transmit(withCrc([unit, func | 0x80, 0x04])),
    'wrong-unit': (unit, body) => transmit(withCrc([unit + 0x40, ...body.slice(1)])),
    'in-pieces': (_unit, body) => {
      for (const byte of withCrc(body)) transmit([byte]);
    },
    noisy: (_unit, body) => transmit([0x00, 0xff, 0x02, ...withCrc(body)]),
  };

  const answer = (question: readonly number[]): void => {
    const [unit = 0, func] = question;
    const state = inputs.get(unit);
    // A device that is not meant says nothing (serial line V1.02 §2.1).
    if (state === undefined) return;
    outstanding = 0;
    const body = func === 2 ? [unit, 2, 1, state] : [...question.slice(0, -2)];
    REPLIES[behaviours.get(unit) ?? 'answers'](unit, body);
  };

  const receive = (bytes: Uint8Array): void => {
    held.push(...bytes);
    while (held.length >= QUESTION) {
      const question = held.slice(0, QUESTION);
      held = held.slice(QUESTION);
      if (hex(withCrc(question.slice(0, -2))) !== hex(question)) {
        garbled.push(hex(question));
        continue;
      }
      outstanding += 1;
      mostOutstanding = Math.max(mostOutstanding, held.length > 0 ? outstanding + 1 : outstanding);
      asked.push(hex(question));
      answer(question);
    }
  };

  const plug = async (): Promise<void> => {
    pty = await openPty();
    held = [];
    pty.onData(receive);
    symlinkSync(pty.path, path);
  };
  const unplug = async (): Promise<void> => {
    rmSync(path, { force: true });
    await pty?.close();
    pty = undefined;
  };
  const bit = (input: number) => 1 << (input - 1);

  await plug();
  return {
    path,
    asked,
    garbled,
    get mostOutstanding() {
      return mostOutstanding;
    },
    down: (input, unit = units[0] ?? 1) => void inputs.set(unit, (inputs.get(unit) ?? 0) | bit(input)),
    up: (input, unit = units[0] ?? 1) => void inputs.set(unit, (inputs.get(unit) ?? 0) & ~bit(input)),
    behave: (behaviour, unit = units[0] ?? 1) => void behaviours.set(unit, behaviour),
    unplug,
    async replug() {
      await unplug();
      await plug();
    },
    async close() {
      await unplug();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
