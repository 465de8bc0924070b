import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkUpload } from '@mingjing/gateway/core/check-upload.ts';
import { importTerminalKey } from '@mingjing/gateway/core/terminal-key.ts';
import type { GatewayStore, PhoneRating } from '@mingjing/gateway/store/gateway-store.ts';
import { openReader } from '@mingjing/gateway/store/open-database.ts';
import { DATABASE_FILE, openGatewayStore } from '@mingjing/gateway/store/open-gateway-store.ts';
import { newPhoneRating, newSession } from '@mingjing/gateway/store/testing/store-fixtures.ts';
import { verifyLedger } from '@mingjing/gateway/verify/verify-ledger.ts';
import type { SessionId } from '@mingjing/shared/domain/ids.ts';
import type { RatingBody } from '@mingjing/shared/domain/record.ts';
import type { SessionView } from '@mingjing/shared/domain/service-session.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newTerminalIdentity, type TerminalIdentity } from '../simulators/fleet/terminal-identity.ts';
import {
  closedEntry,
  newTerminalLog,
  newView,
  openedEntry,
  ratingEntry,
  type TerminalLog,
} from '../simulators/fleet/terminal-log.ts';

/**
 * Random walks: terminals, kiosks, phones, business systems, repeated uploads, gaps, copied disks, new epochs and restarts in any order.
 * The model knows only what citizens did. In the end every rating given is in the books exactly once, each service has at most one effective
 * rating and exactly one if anybody rated it, and `verify` finds nothing.
 */

const NOW = 1_900_000_000_000;

type Step =
  | { readonly kind: 'serve'; readonly terminal: number; readonly here: boolean; readonly rate: boolean }
  | { readonly kind: 'kiosk'; readonly session: number; readonly terminal: number; readonly rate: boolean }
  | {
      readonly kind: 'phone';
      readonly session: number;
      readonly again: boolean;
      readonly early: boolean;
      readonly atKiosk: boolean;
    }
  | { readonly kind: 'upload'; readonly terminal: number; readonly count: number }
  | { readonly kind: 'resend'; readonly terminal: number; readonly back: number; readonly count: number }
  | { readonly kind: 'skip-ahead'; readonly terminal: number }
  | { readonly kind: 'clone'; readonly terminal: number; readonly services: number }
  | { readonly kind: 'new-epoch'; readonly terminal: number; readonly overlap: number }
  | { readonly kind: 'restart' };

const terminal = fc.nat({ max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('serve' as const), terminal, here: fc.boolean(), rate: fc.boolean() }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('phone' as const),
      session: fc.nat({ max: 30 }),
      again: fc.boolean(),
      early: fc.boolean(),
      atKiosk: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('kiosk' as const),
      session: fc.nat({ max: 30 }),
      terminal,
      rate: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('upload' as const), terminal, count: fc.integer({ min: 1, max: 9 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('resend' as const),
      terminal,
      back: fc.nat({ max: 12 }),
      count: fc.integer({ min: 1, max: 20 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('skip-ahead' as const), terminal }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('clone' as const), terminal, services: fc.integer({ min: 1, max: 3 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('new-epoch' as const), terminal, overlap: fc.nat({ max: 6 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
);

interface Terminal {
  readonly identity: TerminalIdentity;
  log: TerminalLog;
  acked: number;
}

interface Served {
  readonly view: SessionView;
  readonly terminal: Terminal;
  /** Terminals to which citizens took the receipt. */
  readonly kiosks: Terminal[];
  readonly ratings: Set<string>;
}

class Walk {
  readonly dir = mkdtempSync(join(tmpdir(), 'mingjing-walk-'));
  readonly masterKey = randomBytes(32);
  store!: GatewayStore;
  terminals: Terminal[] = [];
  /** Every session with the ids of the ratings that citizens gave for it. */
  readonly sessions: Served[] = [];
  readonly phoneRatings: PhoneRating[] = [];
  conflicts = 0;

  async open(): Promise<void> {
    this.store = await openGatewayStore({
      dir: this.dir,
      masterKey: this.masterKey,
      clock: { now: () => NOW, mono: () => 0 },
      randomBytes,
      reasonsGraceMs: 0,
      log: () => {},
    });
  }

  async start(): Promise<void> {
    await this.open();
    for (let n = 0; n < 3; n += 1) {
      const identity = newTerminalIdentity();
      await this.store.enrolTerminal(identity.enrolment);
      this.terminals.push({ identity, log: newTerminalLog(identity, { startAt: NOW }), acked: 0 });
    }
  }

  async send({ identity }: Terminal, log: TerminalLog, from: number, to: number) {
    const { epoch, fromSeq, records, headSignature } = log.upload(from, to);
    const raw = { deviceId: identity.deviceId, epoch, fromSeq, texts: records, headSignature };
    const checked = checkUpload(raw, importTerminalKey(identity.enrolment.publicKey));
    if (!checked.ok) throw new Error(checked.error.reason);
    return this.store.ingest({ ...checked.value, deviceId: identity.deviceId, receivedAt: NOW });
  }

  async take(one: Step): Promise<void> {
    switch (one.kind) {
      case 'serve':
        return this.serve(this.at(one.terminal), one.here, one.rate);
      case 'phone':
        return this.phone(one.session, one);
      case 'kiosk':
        return this.kiosk(one.session, this.at(one.terminal), one.rate);
      case 'upload':
        return this.upload(this.at(one.terminal), one.count);
      case 'resend': {
        const sender = this.at(one.terminal);
        const from = Math.max(1, sender.acked - one.back);
        const to = Math.min(sender.log.lastSeq(), from + one.count - 1);
        if (to < from) return;
        const outcome = await this.send(sender, sender.log, from, to);
        expect(outcome).toMatchObject({ kind: 'stored', ackSeq: Math.max(sender.acked, to) });
        sender.acked = Math.max(sender.acked, to);
        return;
      }
      case 'skip-ahead': {
        const sender = this.at(one.terminal);
        if (sender.log.lastSeq() < sender.acked + 2) return;
        const outcome = await this.send(sender, sender.log, sender.acked + 2, sender.acked + 2);
        expect(outcome).toStrictEqual({ kind: 'gap', expectedSeq: sender.acked + 1 });
        return;
      }
      case 'clone':
        return this.clone(this.at(one.terminal), one.services);
      case 'new-epoch': {
        const sender = this.at(one.terminal);
        // The acknowledgement of the last few never arrived: they are written again and must not count twice.
        sender.log = sender.log.beginEpochAfter(Math.max(0, sender.acked - one.overlap));
        sender.acked = 0;
        return;
      }
      case 'restart':
        await this.store.close();
        return this.open();
    }
  }

  at(n: number): Terminal {
    return this.terminals[n] as Terminal;
  }

  async serve(server: Terminal, here: boolean, rate: boolean, log = server.log): Promise<void> {
    let view = newView(NOW);
    if (!here) {
      const session = newSession(server.identity.deviceId, NOW);
      await this.store.openSession(session);
      view = session.view;
    }
    const entry = { view, terminal: server, kiosks: [], ratings: new Set<string>() };
    this.sessions.push(entry);
    log.append(openedEntry(view));
    if (rate) {
      const rating = ratingEntry(view.sessionId, NOW);
      log.append(rating);
      entry.ratings.add((rating.body as RatingBody).ratingId);
    }
    log.append(closedEntry(view.sessionId, rate ? 'rated' : 'unrated'));
  }

  /** The terminal's own word may come before or after this one's; its own sessions may be opened again too. */
  kiosk(n: number, visited: Terminal, rate: boolean): void {
    const session = this.sessions[n % Math.max(1, this.sessions.length)];
    if (session === undefined) return;
    const { view, kiosks, ratings } = session;
    kiosks.push(visited);
    visited.log.append(openedEntry({ ...view, openedBy: 'kiosk' }));
    if (rate) {
      const rating = ratingEntry(view.sessionId, NOW, { channel: 'kiosk', source: 'screen' });
      visited.log.append(rating);
      ratings.add((rating.body as RatingBody).ratingId);
    }
    visited.log.append(closedEntry(view.sessionId, rate ? 'rated' : 'unrated'));
  }

  async phone(
    n: number,
    { again, early, atKiosk }: { readonly again: boolean; readonly early: boolean; readonly atKiosk: boolean },
  ): Promise<void> {
    const repeated = again ? this.phoneRatings[n % Math.max(1, this.phoneRatings.length)] : undefined;
    if (repeated !== undefined) {
      expect(await this.store.submitPhoneRating(repeated)).toMatchObject({ kind: 'repeated' });
      return;
    }
    const session = this.sessions[n % Math.max(1, this.sessions.length)];
    if (session === undefined) return;
    const submittedAt = early ? NOW - 1_000 : NOW + 1_000_000;
    const shownAt = (atKiosk ? session.kiosks.at(-1) : undefined) ?? session.terminal;
    const rating = newPhoneRating(shownAt.identity.deviceId, session.view.qrHandle, submittedAt);
    const { kind } = await this.store.submitPhoneRating(rating);
    expect(['accepted', 'held', 'duplicate']).toContain(kind);
    expect(this.store.isHandleRated(rating.deviceId, rating.qrHandle)).toBe(true);
    this.phoneRatings.push(rating);
    session.ratings.add(rating.ratingId);
  }

  async upload(sender: Terminal, count: number): Promise<void> {
    if (sender.acked >= sender.log.lastSeq()) return;
    const to = Math.min(sender.log.lastSeq(), sender.acked + count);
    expect(await this.send(sender, sender.log, sender.acked + 1, to)).toMatchObject({ kind: 'stored', ackSeq: to });
    sender.acked = to;
  }

  /** A copied disk goes its own way, is refused once the original has sent more, and begins a new epoch: a terminal of its own from then on. */
  async clone(original: Terminal, services: number): Promise<void> {
    const copy = original.log.copy();
    const copiedAt = copy.lastSeq();
    await this.serve(original, true, true);
    await this.upload(original, Number.POSITIVE_INFINITY);
    for (let n = 0; n < services; n += 1) await this.serve(original, true, true, copy);
    const outcome = await this.send(original, copy, copiedAt + 1, copy.lastSeq());
    expect(outcome).toStrictEqual({ kind: 'conflict' });
    this.conflicts += 1;
    const renewed = { identity: original.identity, log: copy.beginEpochAfter(copiedAt), acked: 0 };
    await this.upload(renewed, Number.POSITIVE_INFINITY);
  }

  async finish(): Promise<void> {
    for (const one of this.terminals) await this.upload(one, Number.POSITIVE_INFINITY);
    const books = this.readBooks();
    for (const { view, ratings } of this.sessions) {
      const effective = books.effective.get(view.sessionId);
      const duplicates = books.duplicates.get(view.sessionId) ?? [];
      if (ratings.size === 0) expect(effective).toBeUndefined();
      else expect(ratings).toContain(effective);
      // Every rating that a citizen gave is in the books, and none is there twice.
      expect([...duplicates, ...(effective === undefined ? [] : [effective])].toSorted()).toStrictEqual(
        [...ratings].toSorted(),
      );
    }
    const given = this.sessions.reduce((sum, { ratings }) => sum + ratings.size, 0);
    const rated = this.sessions.filter(({ ratings }) => ratings.size > 0).length;
    expect(this.store.counts()).toMatchObject({
      sessions: this.sessions.length,
      ratedSessions: rated,
      duplicateRatings: given - rated,
      quarantined: this.conflicts,
    });
    await this.store.close();
    expect((await verifyLedger(join(this.dir, DATABASE_FILE))).fault).toBeNull();
  }

  readBooks() {
    const db = openReader(join(this.dir, DATABASE_FILE));
    type Row = { session_id: SessionId; rating_id: string };
    const effective = new Map<string, string>();
    for (const row of db.prepare<[], Row>('select session_id, rating_id from session_rating').all()) {
      effective.set(row.session_id, row.rating_id);
    }
    const duplicates = new Map<string, string[]>();
    for (const row of db.prepare<[], Row>('select session_id, rating_id from duplicate_rating').all()) {
      duplicates.set(row.session_id, [...(duplicates.get(row.session_id) ?? []), row.rating_id]);
    }
    expect(db.prepare('select count(*) as n from held_rating').all()).toStrictEqual([{ n: 0 }]);
    db.close();
    return { effective, duplicates };
  }
}

/** Each run starts gateways of its own; beside other tests on two cores forty of them once took a minute. */
const LIMIT_MS = 240_000;

test('whatever happens in whatever order, every rating is in the books once and one of a service counts', {
  timeout: LIMIT_MS,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
      const walk = new Walk();
      try {
        await walk.start();
        for (const one of steps) await walk.take(one);
        await walk.finish();
      } finally {
        await walk.store.close();
        rmSync(walk.dir, { recursive: true });
      }
    }),
    { numRuns: 30 },
  );
});
