import { parseArgs } from 'node:util';
import { type VerifyReport, verifyLedger } from '../verify/verify-ledger.ts';
import { type Command, EXIT } from './command.ts';
import { databaseIn } from './data-folder.ts';

/** `mingjing-gateway verify`: exit code 0 when the ledger holds, 1 when it is broken, 2 when it could not be looked at. */
export const verifyCommand: Command = {
  usage: '--data DIR [--json]',
  summary: 'checks the whole ledger and names the first broken row',
  async run(args) {
    const options = { data: { type: 'string' }, json: { type: 'boolean', default: false } } as const;
    const { values } = parseArgs({ args: [...args], options });
    const report = await verifyLedger(databaseIn(values.data));
    process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : describe(report));
    return report.ok ? EXIT.ok : EXIT.shortfall;
  },
};

function describe(report: VerifyReport): string {
  const counts = `${report.ledgerRows} ledger rows (${report.terminalRecords} records in ${report.segments} signed uploads of ${report.epochs} epochs, ${report.gatewayFacts} facts of the gateway)`;
  if (report.fault === null) {
    return `OK: ${counts}, ${report.effectiveRatings} effective ratings\nhead ${report.head}\n`;
  }
  const { table, row, problem } = report.fault;
  return `BROKEN at ${table}, ${row}: ${problem}\ngood up to there: ${counts}\nhead ${report.head}\n`;
}
