import { randomBytes } from 'node:crypto';
import { toBase64Url } from '@mingjing/shared/basics/bytes.ts';
import { qrHandleSchema, shortIdSchema } from '@mingjing/shared/domain/ids.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mintPageTicket, PAGE_WINDOW_MS, readPageTicket } from './page-ticket.ts';

const key = Uint8Array.from(randomBytes(32));
const bytes = (length: number) => Uint8Array.from(randomBytes(length));
const newPlace = () => ({
  shortId: shortIdSchema.parse('0A1B2C'),
  handle: qrHandleSchema.parse(toBase64Url(bytes(16))),
});
const NOW = 1_772_000_000_000;

describe('page ticket', () => {
  it('is read back for its own session until its time is over', () => {
    const place = newPlace();
    const ticket = mintPageTicket(place, NOW, key, bytes);
    expect(ticket).toMatch(/^[A-Za-z0-9_-]{51}$/);
    const early = readPageTicket(ticket, place, NOW, key);
    const late = readPageTicket(ticket, place, NOW + PAGE_WINDOW_MS, key);
    expect(early).toMatchObject({ ok: true, value: { openedAt: NOW } });
    expect(late).toEqual(early);
    expect(readPageTicket(ticket, place, NOW + PAGE_WINDOW_MS + 1, key)).toEqual({ ok: false, error: 'expired' });
  });

  it('makes every page another rating', () => {
    const place = newPlace();
    const ids = Array.from({ length: 20 }, () => {
      const ticket = readPageTicket(mintPageTicket(place, NOW, key, bytes), place, NOW, key);
      return ticket.ok ? ticket.value.ratingId : '';
    });
    expect(new Set(ids).size).toBe(20);
  });

  it('is of no use for another session, another terminal or another gateway', () => {
    const place = newPlace();
    const ticket = mintPageTicket(place, NOW, key, bytes);
    const forged = { ok: false, error: 'forged' };
    expect(readPageTicket(ticket, newPlace(), NOW, key)).toEqual(forged);
    expect(readPageTicket(ticket, { ...place, shortId: shortIdSchema.parse('0A1B2D') }, NOW, key)).toEqual(forged);
    expect(readPageTicket(ticket, place, NOW, bytes(32))).toEqual(forged);
  });

  it('does not survive a change of any character, nor is random text one', () => {
    const place = newPlace();
    const ticket = mintPageTicket(place, NOW, key, bytes);
    fc.assert(
      fc.property(fc.nat(ticket.length - 1), fc.constantFrom(...'AZaz09-_'), (at, character) => {
        fc.pre(ticket[at] !== character);
        const changed = ticket.slice(0, at) + character + ticket.slice(at + 1);
        return !readPageTicket(changed, place, NOW, key).ok;
      }),
    );
    fc.assert(fc.property(fc.string({ maxLength: 80 }), (text) => !readPageTicket(text, place, NOW, key).ok));
  });
});
