import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DATABASE_FILE } from './store/open-gateway-store.ts';
import { type VerifyReport, verifyLedger } from './verify/verify-ledger.ts';

const USAGE = 'usage: mingjing-gateway verify --data DIR [--json]\n';

/** `mingjing-gateway verify`: exit code 0 when the ledger holds, 1 when it is broken, 2 when it could not be looked at. */
async function main(args: readonly string[]): Promise<number> {
  const options = { data: { type: 'string' }, json: { type: 'boolean', default: false } } as const;
  let values: { data?: string | undefined; json: boolean };
  try {
    ({ values } = parseArgs({ args: [...args], options }));
  } catch (error) {
    return refuse(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
  if (values.data === undefined) return refuse(USAGE);
  const path = join(values.data, DATABASE_FILE);
  if (!existsSync(path)) return refuse(`--data: there is no ${DATABASE_FILE} in ${values.data}\n`);
  try {
    const report = await verifyLedger(path);
    process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : describe(report));
    return report.ok ? 0 : 1;
  } catch (error) {
    return refuse(`cannot read ${path}: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}

function refuse(message: string): number {
  process.stderr.write(message);
  return 2;
}

function describe(report: VerifyReport): string {
  const counts = `${report.ledgerRows} ledger rows (${report.terminalRecords} records in ${report.segments} signed uploads of ${report.epochs} epochs, ${report.gatewayFacts} facts of the gateway)`;
  if (report.fault === null) {
    return `OK: ${counts}, ${report.effectiveRatings} effective ratings\nhead ${report.head}\n`;
  }
  const { table, row, problem } = report.fault;
  return `BROKEN at ${table}, ${row}: ${problem}\ngood up to there: ${counts}\nhead ${report.head}\n`;
}

process.exitCode = await main(process.argv.slice(2));
