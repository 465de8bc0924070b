import { TIMES_MS } from '@mingjing/device-app/screens/theme/tokens.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { measure } from './harness/measure.ts';
import { PANELS } from './harness/panels.data.ts';
import type { Screen, Showing } from './harness/screen.ts';
import { type ScreensFixture, startScreens } from './harness/screens-fixture.ts';
import { BOARD, INVITATION, SIGN_IN } from './harness/states.data.ts';

let screens: ScreensFixture;
beforeAll(async () => {
  screens = await startScreens({ skipsTime: true });
});
afterEach(() => screens.closeScreens());
afterAll(() => screens.close());

const place = (screen: Screen) => screen.page.locator('.slides-place').innerText();
/** Taps at the middle of a target, whatever the language. */
const tap = (screen: Screen, selector: string) => screen.page.locator(selector).tap();

describe('the carousel', () => {
  async function openBoard(showing: Partial<Showing> = {}) {
    const { screen } = await screens.open();
    await screen.show({ page: BOARD, ...showing });
    return screen;
  }
  /** Begins a slide at a moment from which on time passes only as the test says. */
  async function begin(screen: Screen) {
    await screen.page.clock.pauseAt((await screen.page.evaluate(() => Date.now())) + 1_000);
    // A touch only looks where the guide is on.
    await screen.page.locator('.turn-forth').evaluate((button: HTMLElement) => button.click());
    await expect.poll(() => place(screen)).toMatch(/^2\//);
  }

  it('shows each slide for at least eight seconds, then the next', async () => {
    expect(TIMES_MS.slide).toBeGreaterThanOrEqual(8_000);
    const screen = await openBoard();
    await begin(screen);
    await screen.page.clock.runFor(TIMES_MS.slide - 1);
    expect(await place(screen)).toMatch(/^2\//);
    await screen.page.clock.runFor(1);
    await expect.poll(() => place(screen)).toMatch(/^3\//);
  });

  it('stands still when stopped, and goes on when told', async () => {
    const screen = await openBoard();
    await begin(screen);
    await screen.page.clock.runFor(600);
    await screen.page.getByRole('button', { name: '暂停' }).tap();
    await screen.page.clock.runFor(10 * TIMES_MS.slide);
    expect(await place(screen)).toMatch(/^2\//);
    await screen.page.getByRole('button', { name: '播放' }).tap();
    await screen.page.clock.runFor(TIMES_MS.slide);
    await expect.poll(() => place(screen)).toMatch(/^3\//);
  });

  it.each([
    ['长辈版', { elder: true }],
    ['high contrast', { theme: 'contrast' }],
    ['the voice guide', { guided: true }],
  ] as const)('never moves by itself in %s, and can be turned', async (_name, display) => {
    const screen = await openBoard({ display });
    await begin(screen);
    expect(await screen.page.locator('.turn-wide').count()).toBe(0);
    await screen.page.clock.runFor(10 * TIMES_MS.slide);
    expect(await place(screen)).toMatch(/^2\//);
  });

  it('is gone while somebody is being served', async () => {
    const { screen } = await screens.open();
    await screen.show({ page: BOARD });
    expect(await screen.page.locator('.turn').count()).toBe(3);
    await screen.flash({ page: INVITATION });
    expect(await screen.page.locator('.slides, .turn').count()).toBe(0);
  });

  it('keeps its place when only the hour changes', async () => {
    const { screen } = await screens.open();
    await screen.show({ page: BOARD });
    await tap(screen, '.turn-forth');
    await expect.poll(() => place(screen)).toMatch(/^2\//);
    const opening = { now: 'break', change: { time: '13:30', inDays: 0, weekday: 0 }, special: null } as const;
    await screen.flash({ page: { ...BOARD, hours: { ...BOARD.hours!, opening } } });
    expect(await screen.page.locator('.idle-opening').innerText()).toBe('休息中，13:30 开始办公');
    expect(await place(screen)).toMatch(/^2\//);
  });
});

describe('the photo', () => {
  const colourAtHead = (screen: Screen) =>
    screen.page.locator('canvas.photo').evaluate((canvas: HTMLCanvasElement) => {
      const pixel = canvas.getContext('2d')!.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data;
      return [...pixel];
    });

  it('is drawn from the channel alone, with a name for who cannot see it', async () => {
    const { screen } = await screens.open();
    const asked: string[] = [];
    await screen.show({ page: { ...BOARD, staff: null } });
    screen.page.on('request', (request) => asked.push(request.url()));
    await screen.show({ page: BOARD });
    // Skin, in the middle of the drawn face.
    await expect.poll(() => colourAtHead(screen)).toEqual([236, 204, 176, 255]);
    expect(await screen.page.getByRole('img', { name: '王建国的照片' }).count()).toBe(1);
    expect(asked.filter((url) => !url.endsWith('.woff2'))).toEqual([]);
    expect(screen.troubles).toEqual([]);
  });

  it('that is none leaves no hole', async () => {
    const { screen } = await screens.open();
    const photo = { type: 'image/png', base64: 'bm8gcGljdHVyZQ==' } as const;
    await screen.show({ page: { ...BOARD, staff: { ...BOARD.staff!, photo } } });
    await expect.poll(() => screen.page.locator('canvas.photo').isVisible()).toBe(false);
    expect((await measure(screen.page)).faults).toEqual([]);
  });
});

describe('staff sign-in', () => {
  const enter = { kind: 'staff-enter', number: '0312', pin: '1122', what: 'in' };
  const acts = (screen: Screen) => screen.acts().filter(({ kind }) => kind !== 'stay-at-staff');

  it('begins at the button of the idle screen, where staff can sign in', async () => {
    const { screen } = await screens.open();
    await screen.show({ page: BOARD });
    await screen.page.getByRole('button', { name: '工作人员签到' }).tap();
    await expect.poll(screen.acts).toEqual([{ kind: 'open-staff' }]);
    await screen.flash({ page: { ...BOARD, signIn: { pin: false, card: false } } });
    expect(await screen.page.locator('.idle-sign-in').count()).toBe(0);
  });

  it('takes number and PIN from the keypad, the same digit twice, and forgets the PIN once it is sent', async () => {
    const { screen } = await screens.open(PANELS[0]);
    await screen.show({ page: SIGN_IN });
    const key = (name: string) => screen.page.getByRole('button', { name, exact: true }).tap();
    for (const name of ['0', '3', '1', '2', '下一步', '1', '1', '2', '3', '删除', '2']) await key(name);
    const fields = screen.page.locator('.field-typed');
    expect(await fields.allInnerTexts()).toEqual(['0312', '●●●●']);
    await key('签到');
    await expect.poll(() => acts(screen)).toEqual([enter]);
    expect(await fields.allInnerTexts()).toEqual(['0312', '']);
  });

  it('takes them from a keyboard', async () => {
    const { screen } = await screens.open();
    await screen.show({ page: SIGN_IN });
    for (const name of ['0', '3', '1', '2']) {
      await screen.page.keyboard.press(name);
      await expect.poll(() => screen.page.locator('.field-typed').first().innerText()).toMatch(new RegExp(`${name}$`));
    }
    await screen.page.keyboard.press('Enter');
    for (const count of [1, 2, 3, 4]) {
      await screen.page.keyboard.press('1122'[count - 1]!);
      await expect.poll(() => screen.page.locator('.field-typed').last().innerText()).toBe('●'.repeat(count));
    }
    await screen.page.keyboard.press('Enter');
    await expect.poll(() => acts(screen)).toEqual([enter]);
  });

  it('says the same whatever was wrong, and how long to wait', async () => {
    const { screen } = await screens.open();
    await screen.show({ page: { ...SIGN_IN, answer: 'wrong', locked: { remainingMs: 30_000, totalMs: 30_000 } } });
    const said = await screen.page.getByRole('status').allInnerTexts();
    expect(said.join(' ')).toMatch(/工号或密码不对\s+请 (30|29) 秒后再试/);
  });
});

describe('a card reader that types', () => {
  /** Hands over all keys at once, each with the time a reader would press it; the browser's timers stand still meanwhile. */
  async function read(screen: Screen, card: string) {
    const cdp = await screen.page.context().newCDPSession(screen.page);
    const start = Date.now() / 1000;
    const press = (key: string, code: string, index: number) =>
      cdp.send('Input.dispatchKeyEvent', {
        type: 'keyDown',
        key,
        code,
        ...(key === 'Enter' ? { windowsVirtualKeyCode: 13, text: '\r' } : { text: key }),
        timestamp: start + index * 0.005,
      });
    const keys = [...card].map((key, index) => press(key, `Digit${key}`, index));
    await Promise.all([...keys, press('Enter', 'Enter', card.length)]);
  }
  async function openWith(showing: Showing) {
    const { screen } = await screens.open();
    await screen.show(showing);
    await screen.page.clock.pauseAt((await screen.page.evaluate(() => Date.now())) + 1_000);
    return screen;
  }

  it.each([
    ['idle', BOARD],
    ['sign-in', SIGN_IN],
  ] as const)('signs in from the %s page, and types nothing into it', async (_name, page) => {
    const screen = await openWith({ page });
    await read(screen, '0009876543');
    await expect
      .poll(() => screen.acts().filter(({ kind }) => kind !== 'stay-at-staff'))
      .toEqual([{ kind: 'staff-card', card: '0009876543' }]);
    await screen.page.clock.runFor(1_000);
    expect((await screen.page.locator('.field-typed').allInnerTexts()).join('')).toBe('');
  });

  it('rates nothing and presses nothing while a citizen is asked', async () => {
    const screen = await openWith({ page: INVITATION });
    await screen.page.locator('.tile-5').focus();
    await read(screen, '5555555555');
    await screen.page.clock.runFor(1_000);
    await screen.page.keyboard.press('3');
    await screen.page.clock.runFor(1_000);
    await expect
      .poll(screen.acts)
      .toEqual([{ kind: 'press', sessionId: INVITATION.sessionId, level: 3, source: 'keyboard' }]);
  });
});
