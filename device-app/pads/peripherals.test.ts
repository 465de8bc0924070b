import { createPadsBench, type PadsBench } from '@mingjing/test/support/pads-bench.ts';
import { describe, expect, it } from 'vitest';
import { createKeyboardTransport } from './adapters/keyboard-transport.ts';
import { MAX_SCAN } from './delays.data.ts';

const SCANNER = { path: '/dev/hidraw0', vendorId: '0c2e', productId: '0b61', usagePage: 0x8c, usage: 2 };

/** A report of a HID-POS scanner (HARDWARE §4.2). */
function part(text: string, more = false): number[] {
  const report = [2, text.length, 0x5d, 0x51, 0x31, ...Buffer.from(text)];
  while (report.length < 64) report.push(0);
  report[61] = 0x73;
  report[63] = more ? 1 : 0;
  return report;
}

async function scanner() {
  const all = createPadsBench({ settings: [{ profile: 'scanner-hid-pos', path: SCANNER.path }] });
  all.fake.plug(SCANNER);
  all.pads.start();
  await all.pass(0);
  expect(all.status()).toMatchObject({ role: 'scanner', connected: true });
  const scan = (text: string, more?: boolean) => all.fake.send(SCANNER.path, part(text, more));
  return { ...all, scan };
}

describe('a scanner', () => {
  it('is heard without anybody having asked, with what kind of code it read', async () => {
    const { scan, events } = await scanner();
    scan('EVAL:W03:8F2A');
    expect(events).toMatchObject([{ kind: 'scan', text: 'EVAL:W03:8F2A', symbology: 'qr-code' }]);
  });

  it('is heard once while it keeps seeing the same code, and again for another', async () => {
    const { scan, seen, pass } = await scanner();
    for (const text of ['A', 'A', 'B', 'A']) {
      scan(text);
      await pass(300);
    }
    expect(seen()).toEqual(['A', 'B', 'A']);
    await pass(2000);
    scan('A');
    expect(seen()).toEqual(['A', 'B', 'A', 'A']);
  });

  it('joins what comes in parts', async () => {
    const { scan, seen, pass } = await scanner();
    scan('a'.repeat(56), true);
    await pass(400);
    scan('b'.repeat(56), true);
    await pass(400);
    scan('c');
    expect(seen()).toEqual([`${'a'.repeat(56)}${'b'.repeat(56)}c`]);
  });

  it('gives up a scan whose rest does not come, and hears the next one whole', async () => {
    const { scan, seen, pass, status } = await scanner();
    scan('lost', true);
    await pass(500);
    scan('next');
    expect(seen()).toEqual(['next']);
    expect(status().badReasons).toEqual({ 'scan-incomplete': 1 });
  });

  it('forgets half a scan when it is unplugged', async () => {
    const { scan, seen, fake, pass } = await scanner();
    scan('half', true);
    fake.unplug(SCANNER.path);
    fake.plug(SCANNER);
    await pass(100);
    await pass(500);
    scan('whole');
    expect(seen()).toEqual(['whole']);
  });

  it('drops a scan without end, however long it goes on', async () => {
    const { scan, seen, status, pass } = await scanner();
    const parts = Math.ceil(MAX_SCAN / 56) * 10;
    for (let count = 0; count < parts; count += 1) scan('x'.repeat(56), true);
    scan('end');
    expect(seen()).toEqual([]);
    expect(status().badReasons).toEqual({ 'scan-too-long': 1 });
    await pass(100);
    scan('good');
    expect(seen()).toEqual(['good']);
  });
});

describe('a card reader', () => {
  const READER = { path: '/dev/ttyUSB3', vendorId: '1a86', productId: '7523' };
  const bytes = (hex: string) => [...Buffer.from(hex.replaceAll(' ', ''), 'hex')];
  const FOUND = bytes('aa aa aa 96 69 00 08 00 00 9f 00 00 00 00 97');
  const NONE = bytes('aa aa aa 96 69 00 04 00 00 80 84');
  const READY = bytes('aa aa aa 96 69 00 04 00 00 90 94');

  it('tells when a card is laid on it and taken off, and nothing in between', async () => {
    let card = false;
    const all = createPadsBench({ settings: [{ profile: 'id-card-sam', path: READER.path }] });
    all.fake.plug(READER, (asked) => {
      if (asked[7] === 0x11) return READY;
      return card ? FOUND : NONE;
    });
    all.pads.start();
    await all.passSlowly(3000, 50);
    expect(all.status()).toMatchObject({ connected: true, role: 'card-reader' });
    expect(all.seen()).toEqual([]);
    card = true;
    await all.passSlowly(3000, 50);
    card = false;
    await all.passSlowly(3000, 50);
    expect(all.seen()).toEqual([true, false]);
  });
});

describe('keys of the shell', () => {
  it('rate at the first press, since the state at opening is heard too', async () => {
    const keyboard = createKeyboardTransport({ timers: { after: (ms, run) => all.time.timers.after(ms, run) } });
    const all: PadsBench = createPadsBench({
      settings: [{ profile: 'keyboard-f13-f17' }, { profile: 'keyboard-numpad' }],
      transports: { keyboard: keyboard.transport },
    });
    all.pads.start();
    await all.pass(0);
    expect(all.pads.status()).toMatchObject([{ connected: true }, { connected: true }]);
    all.pads.arm();
    keyboard.key({ code: 'F13', down: true });
    await all.pass(0);
    expect(all.events).toMatchObject([{ kind: 'rating', origin: { slot: 0 } }]);
    keyboard.key({ code: 'F13', down: false });
    await all.pass(100);
    keyboard.key({ code: 'Numpad1', down: true });
    await all.pass(0);
    expect(all.events).toMatchObject([{ origin: { slot: 0 } }, { kind: 'rating', origin: { slot: 1 } }]);
  });
});

describe('an evaluator over the network', () => {
  const json = (value: object) => Buffer.from(JSON.stringify(value));

  it('is answered at once where nothing has to be kept first, and only later where it has', async () => {
    const all = createPadsBench({ settings: [{ profile: 'rateservice-websocket', path: '127.0.0.1:3348' }] });
    all.fake.plug({ path: '127.0.0.1:3348' });
    all.pads.start();
    await all.pass(0);
    const answers = () =>
      all.fake.messages('127.0.0.1:3348').map(({ bytes }) => JSON.parse(Buffer.from(bytes).toString()));
    all.fake.send('127.0.0.1:3348', json({ method: 'Login', param: { winNum: '3' } }));
    await all.pass(0);
    expect(answers()).toMatchObject([{ request: 'Login', code: '0' }]);
    all.pads.arm();
    await all.pads.output(0, 'startEvaluation', { sessionId: '7', matterName: '', date: '' });
    all.fake.send('127.0.0.1:3348', json({ method: 'RateSubmit', param: { rateId: '7', attitude: '4' } }));
    await all.pass(0);
    expect(all.seen()).toEqual([4]);
    expect(answers()).toHaveLength(2);
    all.events[0]?.acknowledge();
    await all.pass(0);
    expect(answers()[2]).toMatchObject({ request: 'RateSubmit', code: '0' });
  });
});
