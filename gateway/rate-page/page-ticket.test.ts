import { randomBytes } from 'node:crypto';
import { toBase64Url } from '@mingjing/shared/basics/bytes.ts';
import { qrHandleSchema, shortIdSchema } from '@mingjing/shared/domain/ids.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { followUpIdOf, mintAfterTicket, mintPageTicket, readPageTicket } from './page-ticket.ts';
import { AFTER_WINDOW_MS, PAGE_WINDOW_MS } from './page-window.data.ts';

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

describe('the ticket of a page that was sent', () => {
  const ratingOf = (text: string, place: ReturnType<typeof newPlace>) => {
    const ticket = readPageTicket(text, place, NOW, key);
    if (!ticket.ok) throw new Error(ticket.error);
    return ticket.value;
  };

  it('keeps the rating id and lives for its own time', () => {
    const place = newPlace();
    const { ratingId } = ratingOf(mintPageTicket(place, NOW, key, bytes), place);
    const after = mintAfterTicket(ratingId, place, NOW, key);
    expect(ratingOf(after, place)).toEqual({ kind: 'after', ratingId, openedAt: NOW });
    expect(readPageTicket(after, place, NOW + AFTER_WINDOW_MS, key).ok).toBe(true);
    expect(readPageTicket(after, place, NOW + AFTER_WINDOW_MS + 1, key)).toEqual({ ok: false, error: 'expired' });
  });

  it('is never taken for that of an opened page: same id, session, moment and key, another MAC', () => {
    const place = newPlace();
    const page = mintPageTicket(place, NOW, key, bytes);
    const { kind, ratingId } = ratingOf(page, place);
    const after = mintAfterTicket(ratingId, place, NOW, key);
    expect(kind).toBe('page');
    expect(after.slice(0, 29)).toBe(page.slice(0, 29));
    expect(after).not.toBe(page);
  });

  it('leads to one follow-up id, a UUIDv7 that tells no other', () => {
    const place = newPlace();
    const { ratingId } = ratingOf(mintPageTicket(place, NOW, key, bytes), place);
    const followUpId = followUpIdOf(ratingId, key);
    expect(followUpIdOf(ratingId, key)).toBe(followUpId);
    expect(followUpId).not.toBe(ratingId);
    expect(followUpIdOf(ratingId, bytes(32))).not.toBe(followUpId);
  });
});
