import { openingHoursSchema } from '@mingjing/shared/domain/opening-hours.ts';
import { staffListSchema } from '@mingjing/shared/domain/window-staff.ts';
import { describe, expect, it } from 'vitest';
import { afterFailure, triesAfterStart, waitAfter } from '../lock-out.ts';
import { isOnShift, shiftFrom } from './shift.ts';

const at = (text: string) => Date.parse(`${text}:00+08:00`);
const hours = openingHoursSchema.parse({ week: { monday: [{ from: '09:00', to: '17:00' }] } });

describe('the lock-out', () => {
  it('lets two slips pass, then doubles from half a minute to a quarter of an hour', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 20].map((failures) => waitAfter(failures) / 1000)).toEqual([
      0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900,
    ]);
  });

  it('goes on after a restart, waits included', () => {
    let tries = triesAfterStart(0, 0);
    for (let n = 0; n < 4; n += 1) tries = afterFailure(tries, 1000);
    expect(tries).toEqual({ failures: 4, lockedUntil: 61_000 });
    expect(triesAfterStart(tries.failures, 500)).toEqual({ failures: 4, lockedUntil: 60_500 });
  });
});

describe('a shift', () => {
  it('ends half an hour after closing time, or after midnight where there is none', () => {
    const shift = shiftFrom('A0312', at('2026-03-02T08:50'), hours);
    expect(isOnShift(shift, at('2026-03-02T17:29'))).toBe(true);
    expect(isOnShift(shift, at('2026-03-02T17:30'))).toBe(false);
    const overtime = shiftFrom('A0312', at('2026-03-02T17:40'), hours);
    expect(isOnShift(overtime, at('2026-03-02T23:50'))).toBe(true);
    expect(isOnShift(overtime, at('2026-03-03T00:30'))).toBe(false);
    expect(isOnShift(shiftFrom('A0312', at('2026-03-02T08:50'), undefined), at('2026-03-03T09:00'))).toBe(false);
  });

  it('is over where the clock was set back to before it', () => {
    const shift = shiftFrom('A0312', at('2026-03-02T08:50'), hours);
    expect(isOnShift(shift, at('2026-03-01T10:00'))).toBe(false);
  });
});

describe('a staff list', () => {
  const cardHash = `scrypt-card$1$${'c'.repeat(43)}`;
  const wang = { name: '王芳', number: 'A0312', cardHash };
  it.each([
    [{ ...wang, number: 'AB' }, 'staff.1.number', /digit/],
    [{ ...wang, number: 'B0312', cardHash: undefined }, 'staff.1.number', /differ/],
    [{ ...wang, number: 'A0313' }, 'staff.1.cardHash', /somebody else/],
    [{ name: '李雷', number: 'A0313', pinHash: '1234' }, 'staff.1.pinHash', /npm run staff -- pin/],
    [{ name: '李雷', number: 'A0313', stars: 6 }, 'staff.1.stars', /5/],
    [{ name: '李雷', number: 'A0313', photo: '../a.png' }, 'staff.1.photo', /such as a0312.jpg/],
    [{ name: '李雷', number: 'A0313', photo: 'a.svg' }, 'staff.1.photo', /png, jpg or webp/],
    [{ name: '李雷', number: 'A0313', party: true }, 'staff.1', /party/],
  ])('names what is wrong with %j', (second, field, problem) => {
    const [issue] = staffListSchema.safeParse({ staff: [wang, second] }).error?.issues ?? [];
    expect([issue?.path.join('.'), issue?.message]).toEqual([field, expect.stringMatching(problem)]);
  });
});
