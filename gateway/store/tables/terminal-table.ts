import type { SqliteDatabase } from '../open-database.ts';
import type { ApplicantTable as ApplicantRow, TerminalTable as TerminalRow } from '../schema.ts';
import { StoreError } from '../store-error.ts';

export interface TerminalTable {
  /**
   * Enters a terminal. False when this very one is enrolled already.
   * @throws StoreError `conflict` when its id, short id or key belongs to another
   */
  enrol(row: TerminalRow): boolean;
  hasApplicant(sessionId: string): boolean;
  /** The first one stays. */
  insertApplicant(row: ApplicantRow): void;
}

export function createTerminalTable(db: SqliteDatabase): TerminalTable {
  const clash = db.prepare<[string, string, string], TerminalRow>(
    'select * from terminal where device_id = ? or short_id = ? or public_key = ?',
  );
  const insert = db.prepare<[TerminalRow]>(
    `insert into terminal (device_id, short_id, public_key, qr_key, window_name, retired, enrolled_at)
     values (@device_id, @short_id, @public_key, @qr_key, @window_name, @retired, @enrolled_at)`,
  );
  const insertApplicant = db.prepare<[ApplicantRow]>(
    `insert into applicant (session_id, user_prop, user_name, user_page_type, cert_key, mobile)
     values (@session_id, @user_prop, @user_name, @user_page_type, @cert_key, @mobile) on conflict (session_id) do nothing`,
  );
  const applicant = db.prepare<[string], { found: number }>('select 1 as found from applicant where session_id = ?');
  return {
    enrol(row) {
      const others = clash.all(row.device_id, row.short_id, row.public_key);
      const [same] = others;
      if (same === undefined) return insert.run(row).changes === 1;
      const field = (['device_id', 'short_id', 'public_key'] as const).find((name) => same[name] !== row[name]);
      if (field === undefined && others.length === 1) return false;
      throw new StoreError(
        'conflict',
        `a terminal with this id, short id or key is enrolled already, with another ${field}`,
      );
    },
    hasApplicant: (sessionId) => applicant.get(sessionId) !== undefined,
    insertApplicant: (row) => void insertApplicant.run(row),
  };
}
