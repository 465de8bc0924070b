import type { Applicant } from '@mingjing/shared/domain/service-record.ts';
import type { FieldCipher } from '../core/field-cipher.ts';
import type { ApplicantTable } from './schema.ts';

/** Which field of an applicant lies in which column. All of them are encrypted, each on its own. */
export const APPLICANT_FIELDS = [
  { column: 'user_prop', field: 'userProp' },
  { column: 'user_name', field: 'userName' },
  { column: 'user_page_type', field: 'userPageType' },
  { column: 'cert_key', field: 'certKey' },
  { column: 'mobile', field: 'mobile' },
] as const satisfies readonly { column: keyof ApplicantTable; field: keyof Applicant }[];

/** Where a field of an applicant lies. */
export function applicantPlace(column: string, sessionId: string) {
  return { table: 'applicant', column, rowId: sessionId };
}

/** The row of an applicant, encrypted. */
export function sealApplicant(applicant: Applicant, sessionId: string, cipher: FieldCipher): ApplicantTable {
  const columns = APPLICANT_FIELDS.map(({ column, field }) => {
    const value = applicant[field];
    return [column, value === undefined ? null : cipher.seal(value, applicantPlace(column, sessionId))];
  });
  return { session_id: sessionId, ...Object.fromEntries(columns) } as ApplicantTable;
}
