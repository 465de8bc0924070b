import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkUpload } from '@mingjing/gateway/core/check-upload.ts';
import { importTerminalKey } from '@mingjing/gateway/core/terminal-key.ts';
import type { GatewayStore, SettledSession } from '@mingjing/gateway/store/gateway-store.ts';
import { openReader } from '@mingjing/gateway/store/open-database.ts';
import { DATABASE_FILE, openGatewayStore } from '@mingjing/gateway/store/open-gateway-store.ts';
import { type VerifyReport, verifyLedger } from '@mingjing/gateway/verify/verify-ledger.ts';
import type { NewEntry } from '@mingjing/shared/domain/record.ts';
import { newTerminalIdentity, type TerminalIdentity } from '../simulators/fleet/terminal-identity.ts';
import { newTerminalLog, type TerminalLog } from '../simulators/fleet/terminal-log.ts';

/** A terminal of a hall, with what it has written and sent. */
export interface HallTerminal {
  readonly identity: TerminalIdentity;
  readonly log: TerminalLog;
  sent: number;
}

/** A store on a real disk with the terminals of a hall, by a clock that the test turns. */
export interface HallStore {
  readonly store: () => GatewayStore;
  /** Of the database, and the key of what is sealed in it. */
  readonly path: string;
  readonly masterKey: Uint8Array;
  now(): number;
  pass(ms: number): void;
  enrol(): Promise<HallTerminal>;
  /** Writes entries into a terminal's log and uploads them. @returns who is to be told */
  send(terminal: HallTerminal, ...entries: NewEntry[]): Promise<readonly SettledSession[]>;
  rows<Row>(sql: string): readonly Row[];
  /** What the city gets: kind and session of each job in order, each delivered at once. */
  deliverAll(): Promise<readonly string[]>;
  restart(): Promise<void>;
  /** Closes the store and checks the whole of it. */
  close(): Promise<VerifyReport>;
}

export async function openHallStore(begun: number): Promise<HallStore> {
  const dir = mkdtempSync(join(tmpdir(), 'mingjing-hall-store-'));
  const path = join(dir, DATABASE_FILE);
  const masterKey = new Uint8Array(32).fill(7);
  let now = begun;
  const clock = { now: () => now, mono: () => 0 };
  const open = () => openGatewayStore({ dir, masterKey, clock, randomBytes, reasonsGraceMs: 0, log: () => {} });
  let store = await open();
  return {
    store: () => store,
    path,
    masterKey,
    now: () => now,
    pass(ms) {
      now += ms;
    },
    async enrol() {
      const identity = newTerminalIdentity();
      await store.enrolTerminal(identity.enrolment);
      return { identity, log: newTerminalLog(identity), sent: 0 };
    },
    async send(terminal, ...entries) {
      const { identity, log } = terminal;
      for (const entry of entries) log.append(entry, now);
      const { epoch, fromSeq, records, headSignature } = log.upload(terminal.sent + 1);
      terminal.sent = log.lastSeq();
      const { deviceId } = identity;
      const upload = { deviceId, epoch, fromSeq, texts: records, headSignature };
      const checked = checkUpload(upload, importTerminalKey(identity.enrolment.publicKey));
      if (!checked.ok) throw new Error(checked.error.reason);
      const outcome = await store.ingest({ ...checked.value, deviceId, receivedAt: now });
      if (outcome.kind !== 'stored') throw new Error(outcome.kind);
      return outcome.settled;
    },
    rows<Row>(sql: string) {
      const reader = openReader(path);
      try {
        return reader.prepare<[], Row>(sql).all();
      } finally {
        reader.close();
      }
    },
    async deliverAll() {
      const sent: string[] = [];
      for (let [job] = store.dueJobs(now, 1); job !== undefined; [job] = store.dueJobs(now, 1)) {
        sent.push(`${job.kind} ${job.sessionId}`);
        await store.jobDelivered(job.id, now, '{}');
      }
      return sent;
    },
    async restart() {
      await store.close();
      store = await open();
    },
    async close() {
      await store.close();
      const report = await verifyLedger(path);
      rmSync(dir, { recursive: true });
      return report;
    },
  };
}
