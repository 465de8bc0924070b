import { randomBytes } from 'node:crypto';
import { shortIdSchema } from '@mingjing/shared/domain/ids.ts';
import { expect, it } from 'vitest';
import { mintShortId } from './short-id.ts';

it('mints ids that the schema takes, from the whole alphabet', () => {
  const ids = Array.from({ length: 300 }, () =>
    mintShortId(
      (length) => Uint8Array.from(randomBytes(length)),
      () => false,
    ),
  );
  for (const id of ids) expect(shortIdSchema.safeParse(id).success).toBe(true);
  expect(new Set(ids.join('')).size).toBe(32);
});

it('passes over an id that is taken', () => {
  let call = 0;
  const bytes = () => new Uint8Array(6).fill(call++);
  expect(mintShortId(bytes, (id) => id === '000000')).toBe('111111');
});
