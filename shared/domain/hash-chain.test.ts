import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chainHash, GENESIS_HASH, headSigningText, sealRecord } from './hash-chain.ts';
import { eventRecord } from './testing/records.ts';

/** Seals `count` records one after the other. */
function chain(count: number) {
  let prevHash = GENESIS_HASH;
  return Array.from({ length: count }, (_, index) => {
    const sealed = sealRecord(eventRecord(index + 1, prevHash));
    prevHash = sealed.hash;
    return sealed;
  });
}

/** Index of the first link that does not hold; -1 when all do. */
function firstBreak(links: readonly { text: string; hash: string }[]): number {
  let prevHash = GENESIS_HASH;
  return links.findIndex(({ text, hash }) => {
    const holds = JSON.parse(text).prevHash === prevHash && chainHash(prevHash, text) === hash;
    prevHash = hash;
    return !holds;
  });
}

describe('the hash chain', () => {
  it('is SHA-256 over the bytes of the hash before and the text', () => {
    const expected = createHash('sha256').update(Buffer.alloc(32)).update('文').digest('hex');
    expect(chainHash(GENESIS_HASH, '文')).toBe(expected);
  });

  it('holds from genesis to head', () => {
    expect(firstBreak(chain(20))).toBe(-1);
  });

  it('shows any changed, missing, repeated or swapped record', () => {
    fc.assert(
      fc.property(fc.nat({ max: 18 }), fc.constantFrom('change', 'drop', 'repeat', 'swap'), (at, deed) => {
        const links = chain(20).map(({ text, hash }) => ({ text, hash }));
        const [link, next] = [links[at]!, links[at + 1]!];
        if (deed === 'change') links[at] = { ...link, text: link.text.replace('"v":1', '"v":2') };
        if (deed === 'drop') links.splice(at, 1);
        if (deed === 'repeat') links.splice(at, 0, link);
        if (deed === 'swap') links.splice(at, 2, next, link);
        expect(firstBreak(links)).toBeGreaterThanOrEqual(at);
      }),
    );
  });

  it('cannot be mended after a change without changing the head', () => {
    const links = chain(5);
    let prevHash = GENESIS_HASH;
    const forged = links.map(({ record }, index) => {
      const sealed = sealRecord({ ...record, prevHash, at: record.at + (index === 1 ? 1 : 0) });
      prevHash = sealed.hash;
      return sealed;
    });
    expect(firstBreak(forged)).toBe(-1);
    expect(forged.at(-1)?.hash).not.toBe(links.at(-1)?.hash);
  });

  it('is signed as a text that no two heads share', () => {
    const head = { deviceId: 'd', epoch: 'e', seq: 7, hash: 'h' };
    expect(headSigningText(head)).toBe('mingjing-head-v1\nd\ne\n7\nh');
  });
});
