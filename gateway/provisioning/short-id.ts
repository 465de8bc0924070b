import type { RandomBytes } from '@mingjing/shared/basics/randomness.ts';
import type { ShortId } from '@mingjing/shared/domain/ids.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 6;

/** A free short id, 30 random bits; tries again while `taken` says so. */
export function mintShortId(randomBytes: RandomBytes, taken: (id: ShortId) => boolean): ShortId {
  for (;;) {
    const id = Array.from(randomBytes(LENGTH), (byte) => CROCKFORD[byte % CROCKFORD.length]).join('') as ShortId;
    if (!taken(id)) return id;
  }
}
