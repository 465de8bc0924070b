import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { profileWith } from '@mingjing/device-app/pads/testing/profile-with.ts';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPadSimulator, type PadSimulator } from '../simulators/pad/pad-simulator.ts';
import { openPty } from '../support/pty.ts';
import { startPads } from './running-pads.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** What may happen at the far end of a real tty. */
const STEPS: readonly ((pad: PadSimulator) => Promise<void> | void)[] = [
  (pad) => pad.unplug(),
  (pad) => pad.replug(),
  (pad) => pad.replug(),
  (pad) => {
    if (pad.plugged) pad.press(4);
  },
  (pad) => {
    if (pad.plugged) pad.garbage();
  },
  (pad) => {
    if (pad.plugged) pad.garbage(new Uint8Array(3000));
  },
  async (pad) => {
    if (pad.plugged) await pad.split(3, () => pad.press(2));
  },
];

/** Lets the runtime do something between two steps, or not. */
const breathe = (turns: number) =>
  Array.from({ length: turns }).reduce<Promise<void>>(
    (before) => before.then(() => new Promise((resolve) => setImmediate(resolve))),
    Promise.resolve(),
  );

describe('two names of one real tty', () => {
  it('are one device: whoever looks for another leaves it alone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mingjing-names-'));
    closing.push(async () => rmSync(folder, { recursive: true }));
    const plug = async (name: string) => {
      const pty = await openPty();
      closing.push(() => pty.close());
      symlinkSync(pty.path, join(folder, name));
      return pty;
    };
    const first = await plug('ttyA');
    symlinkSync(first.path, join(folder, 'by-path-A'));
    const profile = profileWith({
      role: 'pad',
      transport: { kind: 'serial', serial: { baudRate: 9600 } },
      match: [{ pathGlobs: [join(folder, 'tty*')] }],
      framing: { kind: 'text-line', maxFrame: 64 },
      decode: [{ emit: 'rating', value: { kind: 'regex', pattern: '^([1-5])$' } }],
      keyMap: { rating: { 1: 5 } },
    });
    const named = { profile: profile.name, path: join(folder, 'by-path-A') };
    const { pads } = startPads([named, { profile: profile.name }], new Map([[profile.name, profile]]));
    closing.push(() => pads.stop());
    await vi.waitFor(() => expect(pads.status()[0]).toMatchObject({ connected: true, path: named.path }));
    await vi.waitFor(() => expect(pads.status()[1]?.problem?.reason).toMatch(/no device fits/));
    await plug('ttyB');
    await vi.waitFor(() => expect(pads.status()[1]).toMatchObject({ connected: true, path: join(folder, 'ttyB') }), {
      timeout: 20_000,
    });
  });
});

describe('plugging and unplugging real ttys', () => {
  it('always ends with the pad connected, on the same object, at the same path', async () => {
    const pad = await createPadSimulator();
    closing.push(() => pad.close());
    const { pads, events } = startPads([{ profile: 'queue-bus-ff68-4key', path: pad.path }]);
    closing.push(() => pads.stop());
    const walk = fc.array(fc.record({ step: fc.nat(STEPS.length - 1), turns: fc.nat(30) }), {
      minLength: 3,
      maxLength: 10,
    });
    await fc.assert(
      fc.asyncProperty(walk, async (path) => {
        for (const { step, turns } of path) {
          await STEPS[step]?.(pad);
          await breathe(turns);
        }
        await pad.replug();
        // The line before may still count as open: a press proves the one that is there now.
        pads.disarm();
        pads.arm();
        const before = events.length;
        await vi.waitFor(
          () => {
            if (events.length === before) pad.press(5);
            expect(events.length).toBeGreaterThan(before);
          },
          { timeout: 20_000, interval: 250 },
        );
        expect(events.at(-1)).toMatchObject({ kind: 'rating', level: 5 });
        expect(pads.status()[0]).toMatchObject({ connected: true, problem: null, path: pad.path });
      }),
      { numRuns: 5, endOnFailure: true },
    );
  }, 120_000);
});
