import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { describe, expect, it } from 'vitest';
import { profileWith } from '../testing/profile-with.ts';
import type { WantedDevice } from '../transport.ts';
import { createKeyboardTransport } from './keyboard-transport.ts';

function wantedKeys(id: string, codes: string[]): WantedDevice {
  const profile = profileWith({ id, transport: { kind: 'keyboard', codes } });
  return { profile, settings: { profile: id, peers: [], addresses: [] } };
}
const F_KEYS = ['F13', 'F14', 'F15', 'F16', 'F17', 'F18', 'F19', 'F20'];

function set() {
  const time = createManualTime();
  const told: (readonly string[])[] = [];
  const keyboard = createKeyboardTransport({ timers: time.timers, onCodes: (codes) => told.push(codes) });
  const open = async (wanted: WantedDevice) => {
    const reports: number[][] = [];
    const path = (await keyboard.transport.list(wanted))[0]!.path;
    const listener = { onData: (bytes: Uint8Array) => reports.push([...bytes]), onGone: () => undefined };
    const opened = await keyboard.transport.open(path, wanted, listener);
    if (!opened.ok) throw new Error(opened.error.reason);
    time.advance(0);
    return { connection: opened.value, reports };
  };
  const press = (code: string) => keyboard.key({ code, down: true });
  const release = (code: string) => keyboard.key({ code, down: false });
  return { keyboard, told, open, press, release };
}
const report = (...usages: number[]) => [0, 0, ...usages, ...Array<number>(6 - usages.length).fill(0)];

describe('keys of the shell', () => {
  it('become the reports that the keyboard itself would send, after one that says that all are up', async () => {
    const { open, press, release } = set();
    const { reports } = await open(wantedKeys('f-keys', F_KEYS));
    press('F13');
    press('F17');
    release('F13');
    release('F17');
    expect(reports).toEqual([report(), report(0x68), report(0x68, 0x6c), report(0x6c), report()]);
  });

  it('count once however long they are held, and not at all where nobody wants them', async () => {
    const { open, press, release } = set();
    const { reports } = await open(wantedKeys('f-keys', F_KEYS));
    press('F13');
    press('F13');
    press('KeyA');
    release('KeyA');
    release('F14');
    expect(reports).toEqual([report(), report(0x68)]);
  });

  it('report too many at once as keyboards do', async () => {
    const { open, press, release } = set();
    const { reports } = await open(wantedKeys('f-keys', F_KEYS));
    for (const code of F_KEYS.slice(0, 7)) press(code);
    expect(reports.at(-2)).toEqual([0, 0, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d]);
    expect(reports.at(-1)).toEqual([0, 0, 1, 1, 1, 1, 1, 1]);
    release('F13');
    expect(reports.at(-1)).toEqual([0, 0, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e]);
  });

  it('are shared: each pad hears of its own only', async () => {
    const { keyboard, told, open, press } = set();
    const one = await open(wantedKeys('f-keys', ['F13', 'F14']));
    const other = await open(wantedKeys('numpad', ['Numpad1', 'F14']));
    expect(keyboard.codes()).toEqual(['F13', 'F14', 'Numpad1']);
    press('F13');
    press('Numpad1');
    press('F14');
    expect(one.reports).toEqual([report(), report(0x68), report(0x68, 0x69)]);
    expect(other.reports).toEqual([report(), report(0x59), report(0x59, 0x69)]);
    await one.connection.close();
    expect(keyboard.codes()).toEqual(['Numpad1', 'F14']);
    await other.connection.close();
    expect(told).toEqual([['F13', 'F14'], ['F13', 'F14', 'Numpad1'], ['Numpad1', 'F14'], []]);
  });

  it('are all up once the screen is gone, and once nobody hands them over any more', async () => {
    const { keyboard, open, press } = set();
    const wanted = wantedKeys('f-keys', F_KEYS);
    const first = await open(wanted);
    press('F13');
    keyboard.releaseAll();
    keyboard.releaseAll();
    expect(first.reports).toEqual([report(), report(0x68), report()]);
    press('F14');
    await first.connection.close();
    const second = await open(wanted);
    expect(second.reports).toEqual([report()]);
  });
});
