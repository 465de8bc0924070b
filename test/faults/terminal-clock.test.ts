import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { eventsOf, houseFolder, startCity, startGateway } from './house.ts';
import { expectExactlyOnce, type GatewayBooks } from './house-audit.ts';
import { openWindow, type Window } from './window.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** How far a corrected time may be off: a round trip on a busy machine. */
const NEAR = 2_000;

/** A wall clock that somebody else sets; see test/support/shifted-clock.ts. */
function wallClock(dir: string, shift: number) {
  const file = join(dir, 'shift');
  writeFileSync(file, String(shift));
  const preload = pathToFileURL(join(import.meta.dirname, '../support/shifted-clock.ts'));
  preload.searchParams.set('file', file);
  return {
    nodeOptions: ['--import', preload.href],
    /** For the next start. */
    prepare: (ms: number) => writeFileSync(file, String(ms)),
    /** Under a running terminal; resolves when its clock is set. */
    async set(window: Window, ms: number): Promise<void> {
      writeFileSync(file, String(ms));
      const { child, lines } = window.terminal();
      const before = eventsOf({ lines }, 'test.clock-set').length;
      child.kill('SIGUSR2');
      while (eventsOf({ lines }, 'test.clock-set').length === before) await once(child.stderr!, 'data');
    },
  };
}

function offsetsOf(books: GatewayBooks): readonly (number | null)[] {
  return books.records.flatMap(({ record }) => (record.type === 'rating' ? [record.clockOffset] : []));
}

it('a clock set wrong, back and ahead, between and within sessions: no time is stretched, lost or mistaken', async () => {
  const begun = Date.now();
  const dir = houseFolder();
  const city = await startCity();
  const gateway = await startGateway(dir, city);
  const clock = wallClock(dir, -HOUR);
  const settings = {
    gatewayUrl: gateway.url,
    enrolmentCode: gateway.enrolmentCode,
    timing: { invitation: 600, undo: 3, notice: 1 },
  };
  const window = await openWindow(dir, { settings, nodeOptions: clock.nodeOptions });
  // Enrolled and refused for its clock, it takes the gateway's from the refusal.
  await window.terminal().logged('sync.connected');
  expect(eventsOf(window.terminal(), 'sync.refused')).toMatchObject([{ clockCorrected: true }]);
  await window.rate(1, 5);

  // Within a session, between press and commit: a day ahead must not commit at once …
  const second = await window.open(2);
  await window.press(second, 4);
  await clock.set(window, DAY);
  window.screen().send({ kind: 'set-language', language: 'en' });
  const { page } = await window.screen().until((state) => state.language === 'en');
  expect(page).toMatchObject({ kind: 'undo', countdown: { totalMs: 3_000 } });
  await window.confirm(second, 2, 4);

  // … and an hour back must not keep anyone waiting for an hour. The code on the glass stays good all the while.
  const third = await window.open(3);
  const { qrUrl } = await window.screen().page('invitation', ({ sessionId }) => sessionId === third);
  expect((await fetch(qrUrl!)).status).toBe(200);
  await window.press(third, 2);
  await clock.set(window, -HOUR);
  await window.screen().page('reasons', ({ sessionId }) => sessionId === third);
  await window.confirm(third, 3, 2);

  // Over a restart: an invitation is neither closed nor forgotten by a clock that went back.
  const fourth = await window.open(4);
  await window.screen().page('invitation', ({ sessionId }) => sessionId === fourth);
  await window.stop();
  clock.prepare(-2 * HOUR);
  await window.start();
  await window.terminal().logged('sync.connected');
  await window.press(fourth, 1);
  await window.confirm(fourth, 4, 1);
  await window.drained();

  const books = await expectExactlyOnce({ gateway, windows: [window], city });
  const shifts = [-HOUR, DAY, -HOUR, -2 * HOUR];
  const wrong = offsetsOf(books).map((offset, index) => Math.abs((offset ?? 0) + shifts[index]!));
  expect(
    wrong.every((error) => error < NEAR),
    `offsets are off by ${wrong.join(', ')} ms`,
  ).toBe(true);
  const assessed = window.confirmed.map(({ sessionId }) => books.effective.get(sessionId)!.assessedAt);
  expect(assessed).toEqual([...assessed].sort());
  expect(Math.min(...assessed)).toBeGreaterThan(begun - NEAR);
  expect(Math.max(...assessed)).toBeLessThan(Date.now() + NEAR);
  // The log itself does not care for clocks: numbers without a gap, in the order in which things happened.
  expect(books.records.map(({ record }) => record.seq)).toEqual(books.records.map((_, index) => index + 1));
}, 120_000);
