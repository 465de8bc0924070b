import { expect, test } from 'vitest';
import { sqliteCode, storageFaultOf } from './sqlite-errors.ts';

const thrown = (code: unknown) => Object.assign(new Error('x'), { code });

test.each([
  ['SQLITE_FULL', 'full'],
  ['SQLITE_IOERR_WRITE', 'full'],
  ['SQLITE_IOERR_SHMSIZE', 'full'],
  ['SQLITE_IOERR_FSYNC', 'damaged'],
  ['SQLITE_IOERR_READ', 'damaged'],
  ['SQLITE_CORRUPT', 'damaged'],
  ['SQLITE_CORRUPT_INDEX', 'damaged'],
  ['SQLITE_NOTADB', 'damaged'],
  ['SQLITE_READONLY_DBMOVED', 'unwritable'],
  ['SQLITE_CANTOPEN', 'unwritable'],
  ['SQLITE_BUSY', undefined],
  ['SQLITE_CONSTRAINT_UNIQUE', undefined],
  ['ENOSPC', undefined],
  [14, undefined],
])('%s is %s', (code, expected) => {
  expect(storageFaultOf(thrown(code))).toBe(expected);
});

test('what SQLite did not throw has no code', () => {
  expect([sqliteCode(thrown('ENOENT')), sqliteCode('SQLITE_FULL'), sqliteCode({ code: 'SQLITE_FULL' })]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
