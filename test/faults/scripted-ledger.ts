import { createPublicKey, verify } from 'node:crypto';
import type { DeviceKey } from '@mingjing/device-app/store/device-identity.ts';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { chainHash, GENESIS_HASH, headSigningText } from '@mingjing/shared/domain/hash-chain.ts';
import { logRecordSchema } from '@mingjing/shared/domain/record.ts';
import { type ActionRequest, type ActionResponse, RPC_ERRORS } from '@mingjing/shared/protocol/actions.ts';
import { type RpcError, rpcError } from '@mingjing/shared/protocol/rpc-peer.ts';

export type Upload = ActionRequest<'UploadRecords'>;
export type UploadOutcome = Result<ActionResponse<'UploadRecords'>, RpcError>;
/** What is held of one epoch. */
interface Held {
  readonly texts: string[];
  readonly hashes: string[];
}

/** Checks a terminal's signatures. */
export function signatureCheck(key: DeviceKey) {
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key.publicKey }, format: 'jwk' });
  return (text: string, signature: string) =>
    verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'base64url'));
}

/** Takes uploads as a gateway must: contiguous, chained, signed, compared with what is held; all of a batch or nothing. */
export function createScriptedLedger(key: DeviceKey) {
  const epochs = new Map<string, Held>();
  const isSigned = signatureCheck(key);

  function take(upload: Upload): UploadOutcome {
    const held = epochs.get(upload.epoch) ?? { texts: [], hashes: [] };
    if (upload.fromSeq > held.texts.length + 1) {
      return err(rpcError(RPC_ERRORS.sequenceGap, 'gap', { expectedSeq: held.texts.length + 1 }));
    }
    const known = held.texts.slice(upload.fromSeq - 1, upload.fromSeq - 1 + upload.records.length);
    if (known.some((text, index) => text !== upload.records[index])) {
      return err(rpcError(RPC_ERRORS.logConflict, 'another log'));
    }
    const hashes = chained(upload, held);
    const head = { deviceId: key.deviceId, epoch: upload.epoch, hash: hashes?.at(-1) ?? '', seq: endOf(upload) };
    if (hashes === undefined || !isSigned(headSigningText(head), upload.headSignature)) {
      return err(rpcError(RPC_ERRORS.chainBroken, 'chain or head'));
    }
    held.texts.push(...upload.records.slice(known.length));
    held.hashes.push(...hashes.slice(known.length));
    epochs.set(upload.epoch, held);
    return ok({ ackSeq: held.texts.length });
  }

  return {
    take,
    /** How many epochs hold anything. */
    epochs: () => epochs.size,
    texts: (epoch: string): readonly string[] => epochs.get(epoch)?.texts ?? [],
    allTexts: (): readonly string[] => [...epochs.values()].flatMap(({ texts }) => texts),
  };
}

/** The hash after each record; undefined where the chain does not hold. */
function chained({ epoch, fromSeq, records }: Upload, held: Held): readonly string[] | undefined {
  let hash = fromSeq === 1 ? GENESIS_HASH : (held.hashes[fromSeq - 2] ?? '');
  const hashes: string[] = [];
  for (const [index, text] of records.entries()) {
    const record = logRecordSchema.parse(JSON.parse(text));
    if (record.prevHash !== hash || record.seq !== fromSeq + index || record.epoch !== epoch) return undefined;
    hash = chainHash(hash, text);
    hashes.push(hash);
  }
  return hashes;
}

function endOf({ fromSeq, records }: Upload): number {
  return fromSeq + records.length - 1;
}
