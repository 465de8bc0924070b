/** What is wrong, and where. Thrown by the checks, caught once by `verifyLedger`. */
export class LedgerFault extends Error {
  override readonly name = 'LedgerFault';
  readonly table: string;
  /** The first broken row, as an auditor would look it up: `idx 17`, `session 0190…`. */
  readonly row: string;
  constructor(table: string, row: string, problem: string) {
    super(problem);
    this.table = table;
    this.row = row;
  }
}

/** Stops the verification unless `condition` holds. */
export function require(condition: boolean, table: string, row: string, problem: string): asserts condition {
  if (!condition) throw new LedgerFault(table, row, problem);
}
