import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import QRCode from 'qrcode';
import { describe, expect, it } from 'vitest';
import { qrHandleSchema, shortIdSchema } from '../domain/ids.ts';
import { QR_KINDS, type QrKind } from './kinds.data.ts';
import {
  authenticKind,
  mintQrToken,
  mintReceiptToken,
  parseQrToken,
  QR_CLOCK_LEAD_MS,
  QR_STEP_MS,
  scanState,
} from './token.ts';

const MINTS = { screen: mintQrToken, receipt: mintReceiptToken };
const KINDS: readonly QrKind[] = ['screen', 'receipt'];

const SHORT_ID = shortIdSchema.parse('7K3MZQ');
const KEY = randomBytes(32);
const NOW = Date.UTC(2026, 2, 2, 1, 30);
const handleOf = (bytes: Uint8Array) => qrHandleSchema.parse(Buffer.from(bytes).toString('base64url'));
const anyHandle = fc.uint8Array({ minLength: 16, maxLength: 16 }).map(handleOf);

function parsed(text: string) {
  const token = parseQrToken(text);
  if (!token.ok) throw new Error(text);
  return token.value;
}

describe.each(KINDS)('a QR token of the %s', (kind) => {
  const mint = MINTS[kind];

  it('says who, what and when, and proves it and its kind', () => {
    fc.assert(
      fc.property(anyHandle, fc.integer({ min: 0, max: 2 ** 41 }), (handle, now) => {
        const token = parsed(mint(SHORT_ID, handle, now, KEY));
        expect(token).toMatchObject({ shortId: SHORT_ID, handle, step: Math.floor(now / QR_STEP_MS) });
        expect(authenticKind(token, KEY)).toBe(kind);
        expect(authenticKind(token, randomBytes(32))).toBeUndefined();
      }),
    );
  });

  it('cannot be forged by changing any character', () => {
    const text = mint(SHORT_ID, handleOf(randomBytes(16)), NOW, KEY);
    fc.assert(
      fc.property(
        fc.nat({ max: text.length - 1 }),
        fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_'),
        (at, character) => {
          const forged = parseQrToken(text.slice(0, at) + character + text.slice(at + 1));
          if (character === text[at]) return;
          expect(forged.ok && authenticKind(forged.value, KEY) !== undefined).toBe(false);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('of one session is not good for another, nor one moment for another', () => {
    const [mine, other] = [randomBytes(16), randomBytes(16)].map(handleOf);
    const token = parsed(mint(SHORT_ID, mine!, NOW, KEY));
    expect(authenticKind({ ...token, handle: other! }, KEY)).toBeUndefined();
    expect(authenticKind({ ...token, step: token.step + 1 }, KEY)).toBeUndefined();
    expect(authenticKind({ ...token, shortId: shortIdSchema.parse('7K3MZR') }, KEY)).toBeUndefined();
    expect(authenticKind({ ...token, mac: token.mac.slice(0, -4) }, KEY)).toBeUndefined();
  });

  it('lives for its scan window and no longer', () => {
    const { scanWindowMs } = QR_KINDS[kind];
    const token = parsed(mint(SHORT_ID, handleOf(randomBytes(16)), NOW, KEY));
    const begun = token.step * QR_STEP_MS;
    expect(scanState(kind, token, begun)).toBe('fresh');
    expect(scanState(kind, token, begun + scanWindowMs)).toBe('fresh');
    expect(scanState(kind, token, begun + scanWindowMs + 1)).toBe('expired');
    expect(scanState(kind, token, begun - QR_CLOCK_LEAD_MS)).toBe('fresh');
    expect(scanState(kind, token, begun - QR_CLOCK_LEAD_MS - 1)).toBe('from-the-future');
  });
});

describe('the two kinds', () => {
  it('are never taken for each other: same terminal, session, moment and key, another MAC', () => {
    fc.assert(
      fc.property(anyHandle, (handle) => {
        const [screen, receipt] = KINDS.map((kind) => parsed(MINTS[kind](SHORT_ID, handle, NOW, KEY)));
        expect({ ...receipt, mac: '' }).toEqual({ ...screen, mac: '' });
        expect(receipt?.mac).not.toBe(screen?.mac);
      }),
    );
  });

  it('a code of the screen stays good for 90 s at most, whatever a receipt is good for', () => {
    expect(QR_KINDS.screen.scanWindowMs).toBeLessThanOrEqual(90_000);
    expect(QR_KINDS.receipt.scanWindowMs).toBe(24 * 3600_000);
  });
});

describe('a text that has not the form of a token', () => {
  it.each(['', 'x', ' '.repeat(50), `7K3MZQ${'A'.repeat(43)}`, `7K3MZQ${'A'.repeat(45)}`, `7K3MZI${'A'.repeat(44)}`])(
    '%j is none',
    (text) => {
      expect(parseQrToken(text)).toEqual({ ok: false, error: 'malformed' });
    },
  );
});

describe('the address in the code', () => {
  const address = (host: string, handle: ReturnType<typeof handleOf>) =>
    `https://${host}/r/${mintQrToken(SHORT_ID, handle, NOW, KEY)}`;

  it('is URL-safe and fits a version-5 code at level M with any host of up to 23 characters', () => {
    fc.assert(
      fc.property(anyHandle, fc.integer({ min: 3, max: 23 }), (handle, length) => {
        const url = address('pingjia.example.gov.cn.org'.slice(0, length).replace(/\.$/, 'x'), handle);
        expect(Buffer.byteLength(url)).toBe(61 + length);
        expect(new URL(url).href).toBe(url);
        expect(QRCode.create(url, { errorCorrectionLevel: 'M' }).version).toBeLessThanOrEqual(5);
      }),
      { numRuns: 100 },
    );
  });

  it('has 64 to 75 bytes with the short hosts it is made for', () => {
    const bytes = ['pj.gov.cn', 'pj.example.gov'].map((host) => address(host, handleOf(randomBytes(16))).length);
    expect(bytes.every((length) => length >= 64 && length <= 75)).toBe(true);
  });
});
