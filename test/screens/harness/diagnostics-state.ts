import type { Diagnostics } from '@mingjing/device-app/core/screen/diagnostics-page.ts';
import { createFakeTransport } from '@mingjing/device-app/pads/testing/fake-transport.ts';
import { diagnosticsReport } from '@mingjing/device-app/runtime/diagnostics-report.ts';
import { createPadsBench } from '../../support/pads-bench.ts';

const PAD = '/dev/ttyCH341USB0';
const SCANNER = '/dev/ttyUSB1';
const PRINTER = '/dev/ttyS1';

/** A press as the pad of five keys sends it, or with a checksum that the line spoilt. */
function press(value: number, spoilt = 0): number[] {
  const sum = (0x81 + 0x11 + value + spoilt) % 256;
  return [0xff, 0x68, 3, 3, 0x68, 0x81, 0x11, value, sum, 0x16];
}

/**
 * What a technician sees beside a pad that was tried, a scanner whose port another program has, and a printer that is short of paper: made
 * by the pads themselves, so that it can never show what a terminal cannot.
 */
export async function diagnosedPads(): Promise<Diagnostics> {
  const hid = createFakeTransport({ reportBug: () => undefined });
  hid.plug({ path: '0003:05F3:0405:000A', vendorId: '05f3', productId: '0405', location: '1-1.2' });
  const bench = createPadsBench({
    settings: [
      { profile: 'queue-bus-ff68-5grade' },
      { profile: 'scanner-gm65', path: SCANNER },
      { profile: 'printer-escpos', path: PRINTER },
    ],
    transports: { hid: hid.transport },
  });
  const { fake, pads } = bench;
  fake.plug({ path: PAD, vendorId: '1a86', productId: '7523', location: '1-1.4' });
  fake.plug({ path: SCANNER, vendorId: '10c4', productId: 'ea60', serialNumber: '0001A7F3', location: '1-1.3' });
  fake.hold(SCANNER, 'brltty', 812);
  fake.plug({ path: PRINTER, location: 'pnp0' }, ([command]) => (command === 0x10 ? [0x1e] : undefined));
  pads.start();
  await bench.passSlowly(62_000, 100);
  pads.watch(true);
  for (const bytes of [press(4), press(4, 1), press(1)]) {
    fake.send(PAD, bytes);
    await bench.pass(1_000);
  }
  void pads.output(0, 'beepCaller', { addr: 1 });
  await bench.passSlowly(12_000, 100);
  const report = diagnosticsReport(await pads.diagnostics(), 'technician');
  const stopped = pads.stop();
  await bench.pass(0);
  await stopped;
  return report;
}
