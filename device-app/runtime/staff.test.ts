import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openingHoursSchema } from '@mingjing/shared/domain/opening-hours.ts';
import type { NewEntry } from '@mingjing/shared/domain/record.ts';
import type { StaffList } from '@mingjing/shared/domain/window-staff.ts';
import { systemRandomBytes } from '@mingjing/shared/system/machine.ts';
import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { QUICK_HASHES } from '@mingjing/test/support/quick-hashes.ts';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { STANDARD_HASHES } from './secret-hash.ts';
import { createStaffDesk, SIGN_IN_OPEN_MS, type StaffDesk } from './staff-desk.ts';
import { createStaffRegister, type StaffRegister } from './staff-register.ts';

const hours = openingHoursSchema.parse({ week: { monday: [{ from: '09:00', to: '17:00' }] } });
let list: StaffList;
beforeAll(async () => {
  const [wang, li, card] = await Promise.all([
    QUICK_HASHES.ofPin('4711', systemRandomBytes(16)),
    QUICK_HASHES.ofPin('0815', systemRandomBytes(16)),
    QUICK_HASHES.ofCard('0009876543'),
  ]);
  list = {
    staff: [
      { name: '王芳', number: 'A0312', pinHash: wang },
      { name: '李雷', number: 'A0313', pinHash: li, cardHash: card },
    ],
  };
});

let dir: string;
let time: ReturnType<typeof createManualTime>;
let entries: NewEntry[];
let logged: string[];
let isLogFull: boolean;
let isIdle: boolean;
let register: StaffRegister;
let desk: StaffDesk;
/** Monday, 2026-03-02, ten o'clock in China. */
const TEN = Date.parse('2026-03-02T10:00:00+08:00');

function start(at = TEN): void {
  time = createManualTime(at);
  const { clock, timers } = time;
  register = createStaffRegister({
    dataDir: dir,
    hashes: QUICK_HASHES,
    staffFile: join(dir, 'staff.json'),
    clock,
    wall: clock.now,
    hours: () => hours,
    record(entry) {
      if (!isLogFull) entries.push(entry);
      return !isLogFull;
    },
    log: (event, data) => logged.push(`${event} ${JSON.stringify(data)}`),
    onChange: () => {},
  });
  desk = createStaffDesk({ register, mayOpen: () => isIdle, clock, timers, onChange: () => {} });
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mingjing-staff-'));
  [entries, logged, isLogFull, isIdle] = [[], [], false, true];
  start();
  expect(register.replace(list).ok).toBe(true);
  entries = [];
});
afterEach(() => rmSync(dir, { recursive: true }));

const signIn = (number: string, pin: string, what: 'in' | 'out' = 'in') =>
  register.tryPin({ number, pin, what }, () => isIdle);
const said = () => entries.map(({ body }) => ('event' in body ? [body.event, body.data] : body));
const wait = () => expect.poll(() => desk.page()?.answer, { timeout: 20_000 }).not.toBe('checking');

describe('signing in', () => {
  it('takes number and PIN, tells the gateway who and how, and relieves who was there', async () => {
    expect(await signIn('0312', '4711')).toBe('done');
    expect(register.onDuty()?.name).toBe('王芳');
    expect(await signIn('0313', '0815')).toBe('done');
    expect(register.onDuty()?.name).toBe('李雷');
    expect(said()).toEqual([
      ['staff.signed-in', { number: 'A0312', by: 'pin' }],
      ['staff.signed-out', { number: 'A0312', reason: 'replaced' }],
      ['staff.signed-in', { number: 'A0313', by: 'pin' }],
    ]);
  });

  it('takes a card, and signs out who says so with the PIN', async () => {
    expect(await register.tryCard('0009876543', () => true)).toBe('done');
    expect(register.onDuty()?.number).toBe('A0313');
    expect(await signIn('0312', '4711', 'out')).toBe('wrong');
    expect(await signIn('0313', '0815', 'out')).toBe('done');
    expect(register.onDuty()).toBeNull();
    expect(said().at(-1)).toEqual(['staff.signed-out', { number: 'A0313', reason: 'self' }]);
  });

  it('answers an unknown number as a wrong PIN, in words and in waits', async () => {
    const answers: Record<string, string[]> = { '0312': [], '9999': [] };
    for (const number of ['0312', '9999']) {
      for (let n = 0; n < 4; n += 1) answers[number]?.push(await signIn(number, '0000'));
    }
    expect(answers['0312']).toEqual(['wrong', 'wrong', 'locked', 'locked']);
    expect(answers['9999']).toEqual(answers['0312']);
    expect(register.lockedUntil('9999')).toBe(register.lockedUntil('0312'));
  });

  it('takes not even the right PIN while locked, and then again', async () => {
    for (let n = 0; n < 3; n += 1) await signIn('0312', '0000');
    time.advance(29_999);
    expect(await signIn('0312', '4711')).toBe('locked');
    time.advance(1);
    expect(await signIn('0312', '4711')).toBe('done');
    expect(register.lockedUntil('0312')).toBeLessThan(0);
  });

  it('sells no tries at a colleague’s PIN for one’s own', async () => {
    for (const pin of ['0000', '0001']) await signIn('0312', pin);
    expect(await signIn('0313', '0815')).toBe('done');
    expect(await signIn('0312', '0002')).toBe('locked');
  });

  it('keeps the lock over a restart', async () => {
    for (let n = 0; n < 3; n += 1) await signIn('0312', '0000');
    start();
    expect(await signIn('0312', '4711')).toBe('locked');
    time.advance(30_000);
    expect(await signIn('0312', '4711')).toBe('done');
  });

  it('does not happen where the gateway could not be told', async () => {
    isLogFull = true;
    expect(await signIn('0312', '4711')).toBe('unavailable');
    expect(register.onDuty()).toBeNull();
  });

  it('leaves no PIN, card or number in any log line, and no file for others to read', async () => {
    await signIn('0312', '4711');
    await register.tryCard('0009876543', () => true);
    await register.tryCard('1112223334', () => true);
    await signIn('0312', '4712');
    expect(logged.join('\n')).not.toMatch(/4711|4712|0009876543|1112223334|A0312|0312|王芳/);
    for (const name of readdirSync(dir)) {
      expect(statSync(join(dir, name)).mode & 0o077, name).toBe(0);
      expect(readFileSync(join(dir, name), 'utf8')).not.toMatch(/"4711"|0009876543/);
    }
  });
});

describe('a shift', () => {
  it('outlives a restart on the same day, and ends by itself after closing time', async () => {
    await signIn('0312', '4711');
    start(TEN + 3_600_000);
    expect(register.onDuty()?.number).toBe('A0312');
    time.advance(6.5 * 3_600_000 - 1);
    register.tick();
    expect(register.onDuty()?.number).toBe('A0312');
    time.advance(1);
    register.tick();
    expect(register.onDuty()).toBeNull();
    expect(said().at(-1)).toEqual(['staff.signed-out', { number: 'A0312', reason: 'closing' }]);
  });

  it('ends when its owner leaves the list', async () => {
    await signIn('0312', '4711');
    register.replace({ staff: list.staff.slice(1) });
    expect(register.onDuty()).toBeNull();
    expect(said().at(-1)).toEqual(['staff.signed-out', { number: 'A0312', reason: 'removed' }]);
  });

  it('is not believed from a file that others can read', async () => {
    await signIn('0312', '4711');
    chmodSync(join(dir, 'staff.json'), 0o644);
    start();
    expect(register.list()).toEqual([]);
    expect(logged.at(-1)).toMatch(/staff\.unreadable .*chmod 600/);
  });
});

describe('the sign-in page', () => {
  it('opens only while nobody is being served, and closes when that ends', () => {
    isIdle = false;
    desk.open();
    expect(desk.page()).toBeNull();
    isIdle = true;
    desk.open();
    expect(desk.page()).toEqual({ kind: 'staff', warning: null, current: null, answer: null, locked: null });
  });

  it('says that it is wrong, then how long to wait, and closes once it is right', async () => {
    desk.open();
    for (const pin of ['0000', '0001', '0002']) {
      desk.enter({ number: '0312', pin, what: 'in' });
      expect(desk.page()?.answer).toBe('checking');
      await wait();
      expect(desk.page()?.answer).toBe('wrong');
    }
    expect(desk.page()?.locked).toEqual({ remainingMs: 30_000, totalMs: 30_000 });
    time.advance(30_000);
    expect(desk.page()?.locked).toBeNull();
    desk.enter({ number: '0312', pin: '4711', what: 'in' });
    await expect.poll(() => desk.page()).toBeNull();
    expect(register.onDuty()?.name).toBe('王芳');
  });

  it('signs nobody in any more once somebody is being served', async () => {
    desk.open();
    desk.enter({ number: '0312', pin: '4711', what: 'in' });
    isIdle = false;
    await wait();
    expect(register.onDuty()).toBeNull();
    expect(entries).toEqual([]);
  });

  it('warns before its time is up, stays for every touch and closes by itself', () => {
    desk.open();
    time.advance(SIGN_IN_OPEN_MS - 20_000);
    expect(desk.page()?.warning).toEqual({ remainingMs: 20_000, totalMs: 20_000 });
    desk.stay();
    expect(desk.page()?.warning).toBeNull();
    time.advance(SIGN_IN_OPEN_MS);
    expect(desk.page()).toBeNull();
    expect(time.pending()).toBe(0);
  });

  it('takes a card once, which a reader repeats for as long as it lies there', async () => {
    const tried: string[] = [];
    const held = createStaffDesk({
      register: {
        ...register,
        async tryCard(card) {
          tried.push(card);
          return 'wrong';
        },
      },
      ...{ mayOpen: () => isIdle, clock: time.clock, timers: time.timers, onChange: () => {} },
    });
    const repeat = async (ms: number) => {
      time.advance(ms);
      held.card('0009876543');
      await expect.poll(() => held.page()?.answer).toBe('wrong-card');
    };
    await repeat(0);
    await repeat(400);
    await repeat(599);
    expect(tried).toHaveLength(1);
    await repeat(1);
    expect(tried).toHaveLength(2);
    held.close();
  });

  it('takes a card with the page closed, and opens it for a card it does not know', async () => {
    desk.card('0009876543');
    await expect.poll(() => register.onDuty()?.name).toBe('李雷');
    expect(desk.page()).toBeNull();
    time.advance(1_000);
    desk.card('1112223334');
    await expect.poll(() => desk.page()?.answer).toBe('wrong-card');
    expect(desk.page()?.current).toEqual({ name: '李雷', number: 'A0313' });
  });
});

describe('the hash of a PIN', () => {
  it('is of its own salt each time, and of no use to guess another', async () => {
    const [one, other] = await Promise.all([
      STANDARD_HASHES.ofPin('4711', systemRandomBytes(16)),
      STANDARD_HASHES.ofPin('4711', systemRandomBytes(16)),
    ]);
    expect(one).not.toBe(other);
    expect(await STANDARD_HASHES.isPin('4711', one)).toBe(true);
    expect(await STANDARD_HASHES.isPin('4712', one)).toBe(false);
    expect(await STANDARD_HASHES.isPin('4711', undefined)).toBe(false);
  });

  it.each([
    ['pin', '4711\n', 0, /^scrypt-pin\$1\$[\w-]{22}\$[\w-]{43}\n$/],
    ['pin', '12\n', 1, /^$/],
    ['card', '0009876543\n', 0, /^scrypt-card\$1\$[\w-]{43}\n$/],
    ['dance', '', 2, /^$/],
  ])('is made on the command line: %s', async (kind, input, code, output) => {
    const done = await new Promise<{ code: number; stdout: string }>((resolve) => {
      const child = execFile(process.execPath, [join(import.meta.dirname, 'staff-main.ts'), kind], (error, stdout) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout }),
      );
      child.stdin?.end(input);
    });
    expect(done.code).toBe(code);
    expect(done.stdout).toMatch(output);
  });
});
