import { createSerialTransport } from '@mingjing/device-app/pads/adapters/serial-transport.ts';
import { unrefTimers } from '@mingjing/shared/system/machine.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPadPage, type PadPage } from '../simulators/pad/pad-page.ts';
import { createPadSimulator, type PadSimulator } from '../simulators/pad/pad-simulator.ts';
import { SHIPPED } from './running-pads.ts';

let simulator: PadSimulator;
let page: PadPage;
beforeEach(async () => {
  simulator = await createPadSimulator();
  page = await createPadPage(simulator);
});
afterEach(async () => {
  await page.close();
  await simulator.close();
});

const post = (action: string, body: unknown) =>
  fetch(`${page.url}${action}`, { method: 'POST', body: JSON.stringify(body) });

describe('the page of the simulated pad', () => {
  it('is a Chinese page with what it needs in it', async () => {
    const response = await fetch(page.url);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const html = await response.text();
    expect(html).toContain('模拟评价器');
    expect(html).not.toMatch(/(src|href)="http/);
    const fonts = ['font/index.css', 'font/package.json', 'font/files/..%2f..%2fpackage.json'];
    const statuses = await Promise.all(fonts.map(async (path) => (await fetch(page.url + path)).status));
    expect(statuses).toEqual([200, 404, 404]);
    expect(await (await fetch(`${page.url}state`)).json()).toEqual({ plugged: true, levels: [5, 4, 3, 2], heard: [] });
  });

  it('presses the pad: its bytes come out of the tty', async () => {
    const profile = SHIPPED.get('queue-bus-ff68-4key')!;
    const wanted = { profile, settings: { profile: profile.id, peers: [], addresses: [] } };
    const received: number[] = [];
    const listener = { onData: (bytes: Uint8Array) => received.push(...bytes), onGone: () => undefined };
    const port = await createSerialTransport({ timers: unrefTimers }).open(simulator.path, wanted, listener);
    expect(port.ok).toBe(true);
    expect((await post('press', { level: 5, address: 1 })).status).toBe(200);
    await vi.waitFor(() => expect(Buffer.from(received).toString('hex')).toBe('ff680303688111039516'));
    if (port.ok) await port.value.close();
  });

  it('unplugs and plugs in again', async () => {
    await post('unplug', {});
    expect(await (await fetch(`${page.url}state`)).json()).toMatchObject({ plugged: false });
    expect(await (await post('press', { level: 5 })).json()).toEqual({ problem: 'the simulated pad is unplugged' });
    await post('replug', {});
    expect(await (await fetch(`${page.url}state`)).json()).toMatchObject({ plugged: true });
  });

  it.each([
    ['press', { level: 9 }, 400],
    ['press', { level: 1 }, 400],
    ['press', { level: 5, address: 500 }, 400],
    ['press', 'x'.repeat(5000), 400],
    ['constructor', {}, 404],
    ['nothing', {}, 404],
  ])('refuses %s with %o', async (action, body, status) => {
    expect((await post(action, body)).status).toBe(status);
  });
});
