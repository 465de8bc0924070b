import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReader } from '@mingjing/gateway/store/open-database.ts';
import { DATABASE_FILE } from '@mingjing/gateway/store/open-gateway-store.ts';
import { verifyLedger } from '@mingjing/gateway/verify/verify-ledger.ts';
import { enrolOverHttp } from './enrol-over-http.ts';
import { createFleetTerminal, type FleetTerminal } from './fleet-terminal.ts';
import { startGatewayProcess } from './gateway-process.ts';
import { newTerminalIdentity, type TerminalIdentity } from './terminal-identity.ts';

export interface FleetOptions {
  readonly devices: number;
  readonly seconds: number;
  /** A gateway that runs already, with the code that lets terminals in; a bare one of our own where absent. */
  readonly remote?: { readonly url: string; readonly code: string };
  readonly serviceEveryMs?: number;
  readonly cutShare?: number;
}

export interface FleetResult {
  readonly devices: number;
  readonly connected: number;
  readonly acked: number;
  readonly lost: number;
  readonly duplicated: number;
  readonly ackP99Ms: number;
  /** Null for a gateway elsewhere. */
  readonly gatewayRssMb: number | null;
}

/** Where the fleet sends, and how to look at it afterwards. */
interface Target {
  readonly url: string;
  enrol(identities: readonly TerminalIdentity[]): Promise<void>;
  measure(): Promise<{ readonly rssMb: number | null; readonly connected: number | null }>;
  /** Ends it and counts what is in its ledger twice; 0 where nobody can look. */
  finish(): Promise<number>;
}

const DIAL_AT_ONCE = 100;

/** Lets N terminals live for S seconds, with cut lines, and counts what the gateway made of it. */
export async function runFleet(options: FleetOptions): Promise<FleetResult> {
  const { devices, seconds, serviceEveryMs = 2_000, cutShare = 0.02 } = options;
  const target = options.remote === undefined ? await ownGateway() : remoteGateway(options.remote);
  const identities = Array.from({ length: devices }, () => newTerminalIdentity());
  await target.enrol(identities);
  const terminals = identities.map((identity) =>
    createFleetTerminal(target.url, identity, { serviceEveryMs, cutShare }),
  );
  for (let from = 0; from < devices; from += DIAL_AT_ONCE) {
    await Promise.all(terminals.slice(from, from + DIAL_AT_ONCE).map((terminal) => terminal.connect()));
  }
  const { rssMb: _, connected } = await target.measure();
  const until = Date.now() + seconds * 1_000;
  await Promise.all(terminals.map((terminal) => terminal.live(until)));
  const { rssMb } = await target.measure();
  const held = await heldSeqs(terminals);
  const duplicated = await target.finish();
  const acked = terminals.reduce((sum, terminal) => sum + terminal.ackedSeq(), 0);
  const lost = terminals.reduce((sum, terminal, n) => sum + Math.max(0, terminal.sentSeq() - (held[n] ?? 0)), 0);
  const times = terminals.flatMap(({ ackMs }) => ackMs).sort((a, b) => a - b);
  const ackP99Ms = Math.round((times[Math.floor(0.99 * (times.length - 1))] ?? 0) * 10) / 10;
  return { devices, connected: connected ?? devices, acked, lost, duplicated, ackP99Ms, gatewayRssMb: rssMb };
}

async function heldSeqs(terminals: readonly FleetTerminal[]): Promise<number[]> {
  const held: number[] = [];
  for (let from = 0; from < terminals.length; from += DIAL_AT_ONCE) {
    const some = terminals.slice(from, from + DIAL_AT_ONCE);
    held.push(...(await Promise.all(some.map((terminal) => terminal.heldSeq()))));
  }
  return held;
}

async function ownGateway(): Promise<Target> {
  const dir = mkdtempSync(join(tmpdir(), 'mingjing-fleet-'));
  const gateway = await startGatewayProcess(dir);
  return {
    url: gateway.url,
    enrol: gateway.enrol,
    measure: gateway.measure,
    async finish() {
      await gateway.stop();
      const path = join(dir, DATABASE_FILE);
      const { fault } = await verifyLedger(path);
      if (fault !== null) throw new Error(`the ledger is broken at ${fault.table}, ${fault.row}: ${fault.problem}`);
      const db = openReader(path);
      const [row] = db
        .prepare<[], { n: number }>(
          `select count(*) - count(distinct device || epoch || seq) as n from ledger where source = 'terminal'`,
        )
        .all();
      db.close();
      rmSync(dir, { recursive: true });
      return row?.n ?? 0;
    },
  };
}

function remoteGateway({ url, code }: NonNullable<FleetOptions['remote']>): Target {
  return {
    url,
    async enrol(identities) {
      for (const identity of identities) await enrolOverHttp(url, identity, code);
    },
    measure: async () => ({ rssMb: null, connected: null }),
    finish: async () => 0,
  };
}
