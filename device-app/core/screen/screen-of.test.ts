import { LEVEL_ORDER } from '@mingjing/shared/domain/levels.ts';
import { itemsForMatter } from '@mingjing/shared/domain/matter-items.ts';
import { REASON_CATALOGUE } from '@mingjing/shared/domain/reason-tags.data.ts';
import { heldSession, ratingId } from '@mingjing/test/support/sessions.ts';
import { describe, expect, it } from 'vitest';
import { STANDARD_DELAYS } from '../delays.ts';
import { emptyState, type Phase, type SessionState } from '../session/session-state.ts';
import { nextChangeAt, pageOf, type Surroundings } from './screen-of.ts';
import { pageSchema } from './screen-state.ts';

const around: Surroundings = {
  mono: 1000,
  delays: STANDARD_DELAYS,
  catalogue: REASON_CATALOGUE,
  idle: {
    kind: 'idle',
    windowName: '3号窗口',
    department: '市场监管',
    staff: null,
    notices: [],
    guide: [],
    hours: null,
    signIn: { pin: true, card: false },
  },
  qrUrl: null,
  fault: null,
  scan: null,
  service: null,
  kiosk: null,
  staff: null,
};

function stateAt(phase: Phase): SessionState {
  return { ...emptyState('zh-CN'), phase };
}

const session = heldSession(1);
const inviting = stateAt({
  kind: 'inviting',
  session,
  since: 0,
  paintedAt: 0,
  deadline: 60_000,
  touched: false,
  undoCount: 0,
});

function tentativeAt(level: (typeof LEVEL_ORDER)[number]): SessionState {
  const press = { ratingId: ratingId(1), level, source: 'pad' as const, pressedAt: 1, latencyMs: 1 };
  return stateAt({ kind: 'tentative', session, deadline: 6000, undoCount: 0, press });
}

describe('the page of a session', () => {
  it('shows matter, staff and serial number with the five levels, best first, nothing chosen', () => {
    expect(pageSchema.parse(pageOf(inviting, around))).toMatchObject({
      kind: 'invitation',
      levels: [5, 4, 3, 2, 1],
      card: { matterName: '内资公司设立登记', staffName: '王芳', staffNumber: 'A0312', serialNumber: '2026000001' },
      warning: null,
    });
  });

  it('shows what was chosen at a kiosk by its name, and what no catalogue names as just that', () => {
    const place = { hallId: 'h', windowId: 'w', catalogueVersion: '0123456789abcdef' };
    const cardAt = (chosen: typeof place & { matterId?: string }) => {
      const view = { ...session.view, windowName: '3号窗口', matterName: '社保卡补办', place: chosen };
      const page = pageSchema.parse(
        pageOf(stateAt({ ...inviting.phase, session: { ...session, view } } as Phase), around),
      );
      return page.kind === 'invitation' ? page.card : null;
    };
    expect(cardAt({ ...place, matterId: 'm' })).toMatchObject({ matterName: '社保卡补办', windowName: '3号窗口' });
    expect(cardAt(place)).toMatchObject({ otherMatter: true, windowName: '3号窗口' });
    expect(cardAt(place)).not.toHaveProperty('matterName');
  });

  it('warns in the last seconds only', () => {
    expect(pageOf(inviting, { ...around, mono: 39_999 })).toMatchObject({ warning: null });
    expect(pageOf(inviting, { ...around, mono: 40_000 })).toMatchObject({
      warning: { remainingMs: 20_000, totalMs: 20_000 },
    });
    expect(nextChangeAt(inviting, 39_999, STANDARD_DELAYS)).toBe(40_000);
    expect(nextChangeAt(inviting, 40_000, STANDARD_DELAYS)).toBe(60_000);
  });

  it('is the same after a press whichever level it was (P5)', () => {
    const pages = LEVEL_ORDER.map((level) => JSON.stringify(pageOf(tentativeAt(level), around)));
    expect(new Set(pages).size).toBe(1);
    expect(pages[0]).toContain('"kind":"undo"');
  });

  it('offers only the reasons of the level, equally many at each (P8)', () => {
    const counts = LEVEL_ORDER.map((level) => {
      const page = pageOf(
        stateAt({ kind: 'reasons', session, ratingId: ratingId(1), level, deadline: 61_000 }),
        around,
      );
      const options = page.kind === 'reasons' ? page.options : [];
      expect(options.every((option) => option.code.startsWith(String(level)))).toBe(true);
      return options.length;
    });
    expect(counts).toEqual([8, 8, 8, 8, 8]);
  });

  it('but for them is the same for every level: the second-level items are those of the matter (P5)', () => {
    const served = { ...session, view: { ...session.view, taskType: '01' as const } };
    const pages = LEVEL_ORDER.map((level) => {
      const page = pageOf(
        stateAt({ kind: 'reasons', session: served, ratingId: ratingId(1), level, deadline: 61_000 }),
        around,
      );
      return pageSchema.parse({ ...page, options: [] });
    });
    for (const page of pages) expect(page).toEqual(pages[0]);
    expect(pages[0]).toMatchObject({ textMax: 200, items: itemsForMatter('01') });
  });

  it('gives way to a fault whatever was on it', () => {
    expect(pageOf(inviting, { ...around, fault: 'storage-full' })).toEqual({ kind: 'fault', code: 'storage-full' });
  });

  it('shows what a scan came to only while nobody is being served', () => {
    const scanned: Surroundings = { ...around, scan: 'looking-up' };
    expect(pageSchema.parse(pageOf(stateAt({ kind: 'idle' }), scanned))).toEqual({
      kind: 'scan',
      notice: 'looking-up',
    });
    expect(pageOf(inviting, scanned).kind).toBe('invitation');
    expect(pageOf(stateAt({ kind: 'notice', notice: 'thanks', deadline: 9000 }), scanned)).toEqual({ kind: 'thanks' });
    expect(pageOf(stateAt({ kind: 'idle' }), { ...scanned, fault: 'storage-full' }).kind).toBe('fault');
  });

  it.each<Phase>([
    inviting.phase,
    tentativeAt(1).phase,
    { kind: 'reasons', session, ratingId: ratingId(1), level: 1, deadline: 61_000 },
    { kind: 'notice', notice: 'thanks', deadline: 9000 },
  ])('keeps the technician’s page away from a session at $kind (P5)', (phase) => {
    const open: Surroundings = {
      ...around,
      service: { kind: 'service', warning: null, view: { step: 'diagnostics', report: null } },
    };
    expect(pageOf(stateAt(phase), open).kind).not.toBe('service');
    expect(pageOf(stateAt({ kind: 'idle' }), open).kind).toBe('service');
    expect(pageOf(stateAt({ kind: 'idle' }), { ...open, fault: 'storage-full' }).kind).toBe('service');
  });

  it.each<Phase>([
    inviting.phase,
    tentativeAt(1).phase,
    { kind: 'reasons', session, ratingId: ratingId(1), level: 1, deadline: 61_000 },
    { kind: 'notice', notice: 'thanks', deadline: 9000 },
  ])('keeps the sign-in page away from a session at $kind', (phase) => {
    const page = { kind: 'staff', warning: null, current: null, answer: null, locked: null } as const;
    const open: Surroundings = { ...around, staff: page };
    expect(pageOf(stateAt(phase), open).kind).not.toBe('staff');
    expect(pageSchema.parse(pageOf(stateAt({ kind: 'idle' }), open))).toEqual(page);
    expect(pageOf(stateAt({ kind: 'idle' }), { ...open, scan: 'unknown' }).kind).toBe('scan');
    expect(pageOf(stateAt({ kind: 'idle' }), { ...open, fault: 'storage-full' }).kind).toBe('fault');
  });
});
