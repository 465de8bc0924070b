/**
 * Loaded into a child process before its program (`--import`): its wall clock is wrong by what a file says, in milliseconds, and
 * changes when the process gets SIGUSR2, as when somebody sets the clock of the machine. The monotonic clock is left alone.
 */
import { readFileSync, writeSync } from 'node:fs';

const file = new URL(import.meta.url).searchParams.get('file') ?? '';
const RealDate = Date;
let shift = readShift();

function readShift(): number {
  return Number(readFileSync(file, 'utf8'));
}

const now = () => RealDate.now() + shift;

globalThis.Date = new Proxy(RealDate, {
  apply: () => new RealDate(now()).toString(),
  construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
});

process.on('SIGUSR2', () => {
  shift = readShift();
  writeSync(2, `${JSON.stringify({ event: 'test.clock-set', shift })}\n`);
});
