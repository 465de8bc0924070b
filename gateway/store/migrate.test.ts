import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@mingjing/shared/system/machine.ts';
import { newTerminalIdentity } from '@mingjing/test/simulators/fleet/terminal-identity.ts';
import { newTerminalLog, newView, openedEntry } from '@mingjing/test/simulators/fleet/terminal-log.ts';
import { expect, onTestFinished, test } from 'vitest';
import { checkUpload } from '../core/check-upload.ts';
import { importTerminalKey } from '../core/terminal-key.ts';
import { verifyLedger } from '../verify/verify-ledger.ts';
import { openWriter } from './open-database.ts';
import { DATABASE_FILE, openGatewayStore } from './open-gateway-store.ts';
import { newSession } from './testing/store-fixtures.ts';

/** What 0004 and later ones brought, taken away again: the database of a gateway of before. */
const BEFORE_KIOSKS = `
  drop table terminal_self_test;
  drop table session_guest;
  drop index session_by_serial;
  alter table session drop column serial_number;
  drop table kiosk_visit;
  drop table follow_up_rating;
  drop table reply_contact;
  alter table session_rating drop column items;
  alter table session_rating drop column ink_idx;
  alter table held_rating drop column items;
  delete from kysely_migration where name >= '0004';`;

test('sessions of an older gateway are found by their business serial number, whoever told of them, and verify holds', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'mingjing-migrate-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const open = () =>
    openGatewayStore({
      dir,
      masterKey: new Uint8Array(32).fill(7),
      clock: systemClock,
      randomBytes,
      reasonsGraceMs: 0,
      log: () => {},
    });
  const before = await open();
  const identity = newTerminalIdentity();
  const { deviceId } = identity;
  await before.enrolTerminal(identity.enrolment);
  const [here, plain] = [newSession(deviceId, systemClock.now()), newSession(deviceId, systemClock.now())];
  await before.openSession({ ...here, service: { ...here.service, serialNumber: 'SN-HERE' } });
  await before.openSession(plain);
  const log = newTerminalLog(identity);
  const local = newView(systemClock.now());
  log.append(openedEntry(local, { ...plain.service, projectNo: 'LOCAL', serialNumber: 'SN-LOCAL' }));
  log.append(openedEntry(newView(systemClock.now())));
  const { epoch, fromSeq, records, headSignature } = log.upload(1);
  const checked = checkUpload(
    { deviceId, epoch, fromSeq, texts: records, headSignature },
    importTerminalKey(identity.enrolment.publicKey),
  );
  if (!checked.ok) throw new Error(checked.error.reason);
  await before.ingest({ ...checked.value, deviceId, receivedAt: systemClock.now() });
  const waiting = before.dueJobs(systemClock.now(), 10);
  expect(waiting).toHaveLength(3);
  await before.close();

  const file = join(dir, DATABASE_FILE);
  const db = openWriter(file);
  db.exec(BEFORE_KIOSKS);
  db.close();

  const after = await open();
  expect(after.dueJobs(systemClock.now(), 10)).toEqual(waiting);
  const found = ['SN-HERE', 'SN-LOCAL', plain.service.projectNo, 'LOCAL'].map((number) =>
    after.findSessionsBySerial(number).map(({ sessionId }) => sessionId),
  );
  expect(found).toEqual([[here.view.sessionId], [local.sessionId], [plain.view.sessionId], []]);
  await after.close();
  expect((await verifyLedger(file)).fault).toBeNull();
});
