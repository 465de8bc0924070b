import type { DeviceId, ShortId } from '@mingjing/shared/domain/ids.ts';
import type { FieldCipher } from '../../core/field-cipher.ts';
import type { GatewayStore, Terminal } from '../gateway-store.ts';
import type { SqliteDatabase } from '../open-database.ts';
import type { TerminalTable } from '../schema.ts';
import { prepareRead, queries } from './compiled-reads.ts';

type TerminalReads = Pick<
  GatewayStore,
  'findTerminal' | 'findTerminalByShortId' | 'findTerminalByPublicKey' | 'listTerminals' | 'ackedSeq'
>;

/** Where a terminal's QR key lies. */
export function qrKeyPlace(deviceId: string) {
  return { table: 'terminal', column: 'qr_key', rowId: deviceId };
}

export function createTerminalReads(db: SqliteDatabase, cipher: FieldCipher): TerminalReads {
  const select = queries.selectFrom('terminal').selectAll();
  const byId = prepareRead(db, select.where('device_id', '=', ''));
  const byShortId = prepareRead(db, select.where('short_id', '=', ''));
  const byPublicKey = prepareRead(db, select.where('public_key', '=', ''));
  const acked = prepareRead(
    db,
    queries.selectFrom('stream').select('high_seq').where('device', '=', '').where('epoch', '=', ''),
  );
  const inService = prepareRead(
    db,
    queries
      .selectFrom('terminal')
      .leftJoin('terminal_self_test', 'device', 'device_id')
      .select(['device_id', 'short_id', 'window_name', 'enrolled_at', 'state', 'at', 'proven_at', 'overdue'])
      .where('retired', '=', 0)
      .where('short_id', '>', '')
      .orderBy('short_id')
      .limit(1),
  );
  const toTerminal = (row: TerminalTable | undefined): Terminal | undefined =>
    row && {
      deviceId: row.device_id as DeviceId,
      shortId: row.short_id as ShortId,
      publicKey: row.public_key,
      qrKey: cipher.open(row.qr_key, qrKeyPlace(row.device_id)),
      windowName: row.window_name,
      retired: row.retired === 1,
    };
  return {
    findTerminal: (deviceId) => toTerminal(byId.get(deviceId)),
    findTerminalByShortId: (shortId) => toTerminal(byShortId.get(shortId)),
    findTerminalByPublicKey: (publicKey) => toTerminal(byPublicKey.get(publicKey)),
    listTerminals: (after, limit) =>
      inService.all(0, after, limit).map((row) => ({
        deviceId: row.device_id as DeviceId,
        shortId: row.short_id as ShortId,
        windowName: row.window_name,
        enrolledAt: row.enrolled_at,
        selfTest:
          row.overdue === null
            ? null
            : { state: row.state, at: row.at, provenAt: row.proven_at, overdue: row.overdue === 1 },
      })),
    ackedSeq: (deviceId, epoch) => acked.get(deviceId, epoch)?.high_seq ?? 0,
  };
}
