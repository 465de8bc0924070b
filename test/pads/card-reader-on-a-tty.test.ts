import { toHex } from '@mingjing/shared/basics/bytes.ts';
import { afterEach, expect, it, vi } from 'vitest';
import { openPty } from '../support/pty.ts';
import { nameOf, startPads } from './running-pads.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const STATUS = 'aaaaaa9669000311ffed';
const FIND = 'aaaaaa96690003200122';
const READY = 'aaaaaa9669000400009094';
const FOUND = 'aaaaaa9669000800009f0000000097';
const NONE = 'aaaaaa9669000400008084';

/** A reader of identity cards on a real tty, which remembers everything it was asked. Its questions all have ten bytes. */
async function createReader() {
  const pty = await openPty();
  closing.push(() => pty.close());
  const asked = new Set<string>();
  const reader = { path: pty.path, asked, hasCard: false };
  let heard = '';
  pty.onData((bytes) => {
    heard += toHex(bytes);
    for (; heard.length >= 20; heard = heard.slice(20)) {
      const question = heard.slice(0, 20);
      asked.add(question);
      const find = reader.hasCard ? FOUND : NONE;
      const answer = question === STATUS ? READY : question === FIND ? find : undefined;
      if (answer !== undefined) pty.write(Buffer.from(answer, 'hex'));
    }
  });
  return reader;
}

it('tells that a card is laid on and taken off, and never asks whose it is', async () => {
  const reader = await createReader();
  const { pads, events } = startPads([{ profile: 'id-card-sam', path: reader.path }]);
  closing.push(() => pads.stop());
  await vi.waitFor(() => expect(pads.status()[0]).toMatchObject({ connected: true }), { timeout: 10_000 });
  reader.hasCard = true;
  await vi.waitFor(() => expect(events.map(nameOf)).toEqual([true]), { timeout: 10_000 });
  reader.hasCard = false;
  await vi.waitFor(() => expect(events.map(nameOf)).toEqual([true, false]), { timeout: 10_000 });
  expect(reader.asked).toEqual(new Set([STATUS, FIND]));
});
