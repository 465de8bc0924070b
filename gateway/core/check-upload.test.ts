import { chainHash, GENESIS_HASH, headSigningText } from '@mingjing/shared/domain/hash-chain.ts';
import { RECORD_MAX_BYTES } from '@mingjing/shared/domain/record.ts';
import { newTerminalIdentity } from '@mingjing/test/simulators/fleet/terminal-identity.ts';
import { liveService, newTerminalLog } from '@mingjing/test/simulators/fleet/terminal-log.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkUpload, hashEntry, type RawUpload } from './check-upload.ts';
import { importTerminalKey } from './terminal-key.ts';

const identity = newTerminalIdentity();
const key = importTerminalKey(identity.enrolment.publicKey);
const log = newTerminalLog(identity);
for (let n = 0; n < 5; n += 1) liveService(log);

function upload(changes: Partial<RawUpload> = {}): RawUpload {
  const { epoch, fromSeq, records, headSignature } = log.upload(4, 9);
  return { deviceId: identity.deviceId, epoch, fromSeq, texts: records, headSignature, ...changes };
}
const alter = (at: number, change: (text: string) => string) =>
  upload().texts.map((text, offset) => (offset === at ? change(text) : text));

test('a good upload comes back with its records, hashes and link', () => {
  const checked = checkUpload(upload(), key);
  expect(checked).toMatchObject({ ok: true });
  if (!checked.ok) return;
  expect(checked.value.hashes).toStrictEqual(
    log
      .records()
      .slice(3, 9)
      .map(({ hash }) => hash),
  );
  expect(checked.value.prevHash).toBe(log.records()[2]?.hash);
  expect(checked.value.records.map(({ seq }) => seq)).toStrictEqual([4, 5, 6, 7, 8, 9]);
});

test('a text is chained and signed as it was spelled', () => {
  const [record] = log.records();
  const { epoch } = log;
  const text = JSON.stringify(record?.record, null, 1);
  const head = { deviceId: identity.deviceId, epoch, seq: 1, hash: chainHash(GENESIS_HASH, text) };
  const raw = { deviceId: identity.deviceId, epoch, fromSeq: 1, texts: [text] };
  const own = checkUpload({ ...raw, headSignature: identity.sign(headSigningText(head)) }, key);
  expect(own).toMatchObject({ ok: true, value: { texts: [text], hashes: [head.hash], records: [record?.record] } });
  expect(head.hash).not.toBe(record?.hash);
  const canonical = { ...head, hash: record?.hash ?? '' };
  const others = checkUpload({ ...raw, headSignature: identity.sign(headSigningText(canonical)) }, key);
  expect(others).toMatchObject({ ok: false, error: { kind: 'chain' } });
});

const other = newTerminalIdentity();
test.each<[string, () => RawUpload, object]>([
  ['no JSON', () => upload({ texts: alter(2, () => '{') }), { kind: 'format', offset: 2, reason: 'not JSON' }],
  ['another shape', () => upload({ texts: alter(0, () => '{"v":1}') }), { kind: 'format', offset: 0 }],
  [
    'an unknown field',
    () => upload({ texts: alter(1, (text) => text.replace('{', '{"extra":1,')) }),
    { kind: 'format', offset: 1 },
  ],
  [
    'deep nesting',
    () => upload({ texts: alter(1, () => '['.repeat(5_000) + ']'.repeat(5_000)) }),
    { kind: 'format', offset: 1 },
  ],
  [
    'a record too long',
    () => upload({ texts: alter(1, (text) => text + ' '.repeat(RECORD_MAX_BYTES)) }),
    { kind: 'format', offset: 1, reason: /longer than/ },
  ],
  [
    'a record of another terminal',
    () => upload({ deviceId: other.deviceId }),
    { kind: 'chain', offset: 0, reason: /^deviceId/ },
  ],
  [
    'a record of another epoch',
    () => upload({ epoch: other.deviceId }),
    { kind: 'chain', offset: 0, reason: /^epoch/ },
  ],
  ['a sequence that starts elsewhere', () => upload({ fromSeq: 5 }), { kind: 'chain', offset: 0, reason: /^seq/ }],
  [
    'a record left out',
    () => upload({ texts: upload().texts.toSpliced(2, 1) }),
    { kind: 'chain', offset: 2, reason: /^seq/ },
  ],
  [
    'a record changed in the middle',
    () => upload({ texts: alter(2, (text) => text.replace('"mono":', '"mono":1')) }),
    { kind: 'chain', offset: 3, reason: /^prevHash/ },
  ],
  [
    'the last record changed',
    () => upload({ texts: alter(5, (text) => text.replace('"mono":', '"mono":1')) }),
    { kind: 'chain', offset: null, reason: /headSignature/ },
  ],
  [
    'the signature of another key',
    () => upload({ headSignature: signHead(other.sign) }),
    { kind: 'chain', offset: null },
  ],
  ['a signature that is none', () => upload({ headSignature: 'nonsense' }), { kind: 'chain', offset: null }],
])('%s is refused', (_name, make, expected) => {
  const checked = checkUpload(make(), key);
  expect(checked.ok).toBe(false);
  if (checked.ok) return;
  for (const [field, value] of Object.entries(expected)) {
    const actual = checked.error[field as keyof typeof checked.error];
    if (value instanceof RegExp) expect(actual).toMatch(value);
    else expect(actual).toBe(value);
  }
});

function signHead(sign: (text: string) => string): string {
  const last = log.records()[8]!;
  return sign(headSigningText({ deviceId: identity.deviceId, epoch: log.epoch, seq: 9, hash: last.hash }));
}

test('the fast hash is the shared one, for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), fc.string(), (text, seed) => {
      const prevHash = chainHash('0'.repeat(64), seed);
      expect(hashEntry(prevHash, text)).toBe(chainHash(prevHash, text));
    }),
  );
});
