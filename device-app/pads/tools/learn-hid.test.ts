import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProfilesTool } from '@mingjing/hardware-profiles/tools/profiles-tool.ts';
import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { replay } from '../replay/replay.ts';
import { createFakeTransport } from '../testing/fake-transport.ts';
import { createToolMachine } from './create-machine.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-learn-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const PATH = '/dev/hidraw9';
const UP = [0x01, 0x00, 0x00, 0x7f];
const down = (level: number) => [0x01, level > 3 ? 1 << level : 0, level > 3 ? 0 : 1 << level, 0x7f];

it('learns a HID pad that reports its state, whose buttons may be held long', async () => {
  const time = createManualTime();
  const fake = createFakeTransport({
    reportBug: (cause) => {
      throw cause;
    },
  });
  fake.plug({ path: PATH, vendorId: 'cafe', productId: '0001' });
  const asked: number[] = [];
  const machine = createToolMachine({ ...time, transports: fake.transports, onInterrupt: () => () => undefined });
  const out = join(folder, 'pad.json');
  const done = createProfilesTool(replay, machine)(
    ['learn', '--hid', 'cafe:0001', '--id', 'my-hid-pad', '--out', out],
    {
      line: () => undefined,
      error: (text) => asked.push(...[...text.matchAll(/\(level (\d)\)/g)].map(([, level]) => Number(level))),
    },
  );
  await vi.waitFor(() => expect(fake.isOpen(PATH)).toBe(true));
  await vi.waitFor(() => expect(time.pending()).toBeGreaterThan(0));
  time.advance(3000);
  for (let press = 1; press <= 15; press += 1) {
    expect(asked).toHaveLength(press);
    fake.send(PATH, down(asked.at(-1) ?? 0));
    // Every fourth is held beyond the silence that ends a press: its release comes when the next is asked for.
    if (press % 4 !== 0) fake.send(PATH, UP);
    time.advance(700);
    if (press % 4 === 0) fake.send(PATH, UP);
  }
  expect(await done).toBe(0);
  expect(fake.isOpen(PATH)).toBe(false);
  expect(fake.messages(PATH)).toEqual([]);
  expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({
    match: [{ vid: 'cafe', pid: '0001' }],
    transport: { kind: 'hid' },
    framing: { kind: 'hid-report' },
    stateful: true,
    decode: [{ emit: 'buttons', value: { kind: 'bits', from: 1, bytes: 2 } }],
    keyMap: { rating: { 6: 5, 5: 4, 12: 3, 11: 2, 10: 1 } },
  });
});
