import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { describe, expect, it } from 'vitest';
import type { Diagnostics } from '../core/screen/diagnostics-page.ts';
import { createDiagnosticsDesk, DESK_OPEN_MS, DESK_REFRESH_MS, DESK_WARNING_MS } from './diagnostics-desk.ts';

const NOTHING: Diagnostics = { devices: [], ports: [] };

/** A desk whose looks are answered by hand. */
function desk() {
  const time = createManualTime();
  const looks: PromiseWithResolvers<Diagnostics>[] = [];
  let changes = 0;
  const watched: boolean[] = [];
  const door = { open: true };
  const made = createDiagnosticsDesk({
    ...time,
    look: () => {
      const next = Promise.withResolvers<Diagnostics>();
      looks.push(next);
      return next.promise;
    },
    mayOpen: () => door.open,
    onWatch: (looking) => watched.push(looking),
    onChange: () => {
      changes += 1;
    },
  });
  const answer = async (report = NOTHING) => {
    looks.at(-1)?.resolve(report);
    await looks.at(-1)?.promise;
  };
  return { desk: made, door, time, looks, watched, answer, changes: () => changes };
}

describe('the technician’s desk', () => {
  it('is open at once, and shows what it sees when it has seen it', async () => {
    const { desk: it, answer } = desk();
    expect(it.page()).toBeNull();
    it.open();
    expect(it.page()).toEqual({ kind: 'service', warning: null, view: { step: 'diagnostics', report: null } });
    await answer();
    expect(it.page()).toEqual({ kind: 'service', warning: null, view: { step: 'diagnostics', report: NOTHING } });
  });

  it('stays shut while somebody is being served (P5)', () => {
    const { desk: it, door, looks, watched } = desk();
    door.open = false;
    it.open();
    expect(it.page()).toBeNull();
    expect(watched).toEqual([]);
    expect(looks).toEqual([]);
  });

  it('looks again a second after the last answer, never twice at once, and not after it was closed', async () => {
    const { desk: it, time, looks, answer } = desk();
    it.open();
    it.open();
    time.advance(10 * DESK_REFRESH_MS);
    expect(looks).toHaveLength(1);
    await answer();
    time.advance(DESK_REFRESH_MS);
    expect(looks).toHaveLength(2);
    it.close();
    await answer();
    time.advance(10 * DESK_REFRESH_MS);
    expect(looks).toHaveLength(2);
    expect(time.pending()).toBe(0);
    expect(it.page()).toBeNull();
  });

  it('says when somebody looks, and when nobody does any more, once each', async () => {
    const { desk: it, time, answer, watched } = desk();
    it.open();
    it.open();
    it.close();
    it.close();
    it.open();
    for (let ms = 0; ms <= DESK_OPEN_MS; ms += DESK_REFRESH_MS) {
      await answer();
      time.advance(DESK_REFRESH_MS);
    }
    expect(it.page()).toBeNull();
    expect(watched).toEqual([true, false, true, false]);
  });

  it('does not show what was asked for a visit before', async () => {
    const { desk: it, looks } = desk();
    it.open();
    it.close();
    it.open();
    looks[0]?.resolve({ devices: [], ports: [] });
    await looks[0]?.promise;
    expect(it.page()).toMatchObject({ view: { report: null } });
  });

  it('warns before it closes for want of a touch, and stays for one', async () => {
    const { desk: it, time, answer } = desk();
    const seconds = async (count: number) => {
      for (let second = 0; second < count; second += 1) {
        await answer();
        time.advance(DESK_REFRESH_MS);
      }
    };
    it.open();
    await seconds((DESK_OPEN_MS - DESK_WARNING_MS) / 1000 - 1);
    expect(it.page()).toMatchObject({ warning: null });
    await seconds(1);
    expect(it.page()).toMatchObject({ warning: { remainingMs: DESK_WARNING_MS, totalMs: DESK_WARNING_MS } });
    it.stay();
    expect(it.page()).toMatchObject({ warning: null });
    await seconds(DESK_OPEN_MS / 1000 - 1);
    expect(it.page()).toMatchObject({ warning: { remainingMs: 1000 } });
    await seconds(1);
    expect(it.page()).toBeNull();
  });
});
