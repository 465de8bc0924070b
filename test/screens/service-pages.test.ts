import type { Intent } from '@mingjing/device-app/core/screen/intent.ts';
import type { Page } from '@mingjing/device-app/core/screen/screen-state.ts';
import { serviceStepSchema } from '@mingjing/device-app/core/service/service-input.ts';
import type { ServiceView } from '@mingjing/device-app/core/service/service-page.ts';
import { cardSize } from '@mingjing/device-app/screens/parts/card-outline-size.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingersOn } from './harness/fingers.ts';
import { untilFontsAreDrawn } from './harness/fonts.ts';
import { measure } from './harness/measure.ts';
import { PANELS } from './harness/panels.data.ts';
import type { Screen } from './harness/screen.ts';
import { type ScreensFixture, startScreens } from './harness/screens-fixture.ts';
import {
  BUNDLE,
  GATEWAY,
  MENU,
  NEVER_TESTED,
  PADS,
  PANEL,
  PIN,
  SENSES,
  SERVICE_PAGES,
  service,
} from './harness/service-states.data.ts';
import { IDLE } from './harness/states.data.ts';

const SEVEN = PANELS[0];

let screens: ScreensFixture;
/** Two panels for all tests, since opening one takes longer than most tests. */
let ten: Screen;
let seven: Screen;
beforeAll(async () => {
  screens = await startScreens({ skipsTime: true });
  ten = (await screens.open()).screen;
  seven = (await screens.open(SEVEN)).screen;
});
afterAll(() => screens.close());

/** Shows a service page anew, whatever was there and was begun before. */
async function showAnew(screen: Screen, page: Page): Promise<void> {
  await screen.flash({ page: IDLE });
  await screen.show({ page });
}

/** What was done at the service pages; that somebody is there is left out. */
function deedsOf(screen: Screen) {
  return screen
    .acts()
    .filter((intent): intent is Extract<Intent, { kind: 'service' }> => intent.kind === 'service')
    .map(({ input }) => input)
    .filter(({ act }) => act !== 'stay');
}

async function tapKeys(screen: Screen, digits: string): Promise<void> {
  for (const digit of digits) await screen.page.getByRole('button', { name: digit, exact: true }).tap();
}

const tap = (screen: Screen, name: string) => screen.page.getByRole('button', { name, exact: true }).tap();

describe('the service pages', () => {
  it('are read from the disk when a technician comes, and never before', async () => {
    const { screen } = await screens.open();
    const loaded: string[] = [];
    screen.page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
    await screen.show({ page: IDLE });
    expect(loaded.filter((path) => /behind-the-glass-[\w-]+\.(js|css)$/.test(path))).toEqual([]);
    await screen.show({ page: service(MENU) });
    // Painted only when they are there: the state that says so is the page itself, not the word that it is coming.
    expect(await screen.page.locator('.service-item').count()).toBe(8);
    expect(loaded.filter((path) => /behind-the-glass-[\w-]+\.js$/.test(path))).toHaveLength(1);
    expect(screen.troubles).toEqual([]);
  });

  it('are not called painted before they are there', async () => {
    const { screen, server } = await screens.open();
    const held = Promise.withResolvers<void>();
    await screen.page.route(/behind-the-glass-[\w-]+\.js$/, async (route) => {
      await held.promise;
      await route.continue();
    });
    await screen.show({ page: IDLE });
    const painting = screen.flash({ page: service(MENU) });
    await screen.page.getByText('正在打开…').waitFor();
    // Past the two frames after which any other page is called painted.
    const frame = () => screen.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    for (let frames = 0; frames < 5; frames += 1) await frame();
    const last = () => Math.max(...server.intents().map((intent) => (intent.kind === 'painted' ? intent.revision : 0)));
    expect(last()).toBe(1);
    held.resolve();
    await painting;
    expect(await screen.page.locator('.service-item').count()).toBe(8);
  });

  it('say so and offer the way back where they cannot be read', async () => {
    const { screen } = await screens.open();
    await screen.page.route(/behind-the-glass-[\w-]+\.js$/, (route) => route.abort());
    await screen.show({ page: service(MENU) });
    await screen.page.getByText('打不开设置页').waitFor();
    await screen.settle();
    await tap(screen, '返回');
    await expect.poll(() => deedsOf(screen)).toEqual([{ act: 'close' }]);
  });

  it('are told of somebody’s touch, not more often than needed until they warn', async () => {
    const screen = ten;
    await showAnew(screen, service(MENU));
    for (let times = 0; times < 3; times += 1) await screen.page.locator('.top').tap();
    await tap(screen, '关闭');
    const stay = { kind: 'service', input: { act: 'stay' } };
    await expect.poll(screen.acts).toEqual([stay, { kind: 'service', input: { act: 'close' } }]);
    await screen.show({ page: service(MENU, { remainingMs: 18_000, totalMs: 20_000 }) });
    await screen.page.locator('.warning-text').tap();
    await screen.page.locator('.warning-text').tap();
    await expect.poll(screen.acts).toEqual([stay, stay]);
    await tap(screen, '再等一会');
    await expect.poll(() => screen.acts().at(-1)).toEqual(stay);
  });

  it('are found by a button where nobody ever set the terminal up, and there only', async () => {
    const screen = ten;
    await screen.show({ page: IDLE });
    expect(await screen.page.getByRole('button', { name: '开始设置' }).count()).toBe(0);
    await screen.show({ page: IDLE, badges: { fresh: true } });
    await tap(screen, '开始设置');
    await expect.poll(() => deedsOf(screen)).toEqual([{ act: 'open' }]);
  });
});

describe('the PIN', () => {
  it('is typed on the glass or a keyboard, shown as dots, sent once, and kept nowhere', async () => {
    const screen = ten;
    const { page } = screen;
    await showAnew(screen, service(PIN));
    await tapKeys(screen, '493');
    for (const digit of '817') await page.keyboard.press(digit, { delay: 60 });
    const dots = page.locator('.pin-field .field-typed');
    await expect.poll(() => dots.innerText()).toBe('●●●●●●');
    expect(await page.locator('.sign-in-form').innerHTML()).not.toMatch(/493|817/);
    await tap(screen, '确定');
    await expect.poll(() => deedsOf(screen)).toEqual([{ act: 'pin', pin: '493817' }]);
    expect(await dots.innerText()).toBe('');
  });

  it('is not sent while it is too short', async () => {
    const screen = ten;
    await showAnew(screen, service(PIN));
    await tapKeys(screen, '493');
    await tap(screen, '确定');
    await screen.page.getByText('太短了，至少 6 位数字').waitFor();
    await tap(screen, '关闭');
    await expect.poll(() => deedsOf(screen)).toEqual([{ act: 'close' }]);
  });

  it('is chosen by typing it twice alike; two that differ send nothing', async () => {
    const screen = ten;
    await showAnew(screen, service({ step: 'new-pin', first: true, answer: null }));
    const choose = async (first: string, second: string) => {
      await tapKeys(screen, first);
      await screen.page.locator('.service-acts').getByRole('button', { name: '下一步' }).tap();
      await screen.page.getByText('再输一次').waitFor();
      await tapKeys(screen, second);
      await tap(screen, '保存');
    };
    await choose('493817', '493818');
    await screen.page.getByText('两次输入的不一样').waitFor();
    expect(deedsOf(screen)).toEqual([]);
    await choose('493817', '493817');
    await expect.poll(() => deedsOf(screen)).toEqual([{ act: 'choose-pin', pin: '493817' }]);
  });

  it('that was never chosen is asked for nowhere: the command that chooses it is named', async () => {
    const screen = ten;
    await showAnew(screen, service({ ...PIN, answer: 'unset' }));
    expect(await screen.page.locator('.keypad').count()).toBe(0);
    expect(await screen.page.locator('.service-command').innerText()).toBe('sudo mingjing-service pin');
  });
});

describe('what is pressed', () => {
  it('in the menu leads to every step', async () => {
    const screen = ten;
    for (const [index, step] of serviceStepSchema.options.entries()) {
      await showAnew(screen, service(MENU));
      await screen.page.locator('.service-item').nth(index).tap();
      await expect.poll(() => deedsOf(screen)).toEqual([{ act: 'go', to: step }]);
    }
  });

  it('at the gateway types address and code, and sends both', async () => {
    const screen = seven;
    const { page } = screen;
    await showAnew(screen, service({ ...GATEWAY, url: null, state: 'alone' }));
    await page.locator('.service-field-address').tap();
    await screen.settle();
    for (const key of ['h', 'p', '.', 'c', 'n', ':', '8', '4']) await tap(screen, key);
    await tap(screen, '退格');
    const line = page.getByRole('textbox');
    await expect.poll(() => line.inputValue()).toBe('https://hp.cn:8');
    await page.keyboard.type('443');
    await page.keyboard.press('Enter');
    await page.locator('.service-field-code').tap();
    await screen.settle();
    for (const key of 'QW1234567') await tap(screen, key);
    await tap(screen, '完成');
    await screen.settle();
    await tap(screen, '连接');
    const sent = { act: 'set-gateway', url: 'https://hp.cn:8443', code: 'QW1234567' };
    await expect.poll(() => deedsOf(screen)).toEqual([sent]);
    // Good once: not to be sent again by the next press.
    expect(await page.locator('.service-field-code').innerText()).toContain('未填写');
  });

  it('at the gateway gives way to what a scanner reads, and is not sent after it', async () => {
    const screen = seven;
    const { page } = screen;
    const field = page.locator('.service-field-address');
    const scanned = { ...GATEWAY, url: 'https://right.cn', answer: 'kept' as const };
    await showAnew(screen, service({ ...GATEWAY, url: null, state: 'alone' }));
    await field.tap();
    await page.keyboard.type('wrong.cn');
    await page.keyboard.press('Enter');
    expect(await field.innerText()).toContain('https://wrong.cn');
    await screen.flash({ page: service(scanned) });
    expect(await field.innerText()).toContain('https://right.cn');
    // Also where the address is the one that was set before, and while another is being typed.
    await field.tap();
    await page.keyboard.type('.wrong');
    await screen.flash({ page: service({ ...scanned, answer: null }) });
    await screen.flash({ page: service(scanned) });
    await page.locator('.service-fields').waitFor();
    await screen.settle();
    await tap(screen, '连接');
    await expect.poll(() => deedsOf(screen)).toEqual([{ act: 'set-gateway', url: 'https://right.cn', code: '' }]);
  });

  it('at the gateway stays to be corrected where it was not taken', async () => {
    await showAnew(seven, service({ ...GATEWAY, url: null, state: 'alone' }));
    await seven.page.locator('.service-field-address').tap();
    await seven.page.keyboard.type('wrong?x');
    await seven.page.keyboard.press('Enter');
    await tap(seven, '连接');
    await seven.flash({ page: service({ ...GATEWAY, url: null, state: 'alone', answer: 'bad-address' }) });
    expect(await seven.page.locator('.service-field-address').innerText()).toContain('wrong?x');
  });

  it('adds and removes pads', async () => {
    const screen = ten;
    await showAnew(screen, service(PADS));
    await tap(screen, '选用');
    await screen.page.getByRole('button', { name: '移除' }).nth(1).tap();
    await expect
      .poll(() => deedsOf(screen))
      .toEqual([
        { act: 'add-pad', profile: 'modbus-5key', path: '/dev/ttyS1' },
        { act: 'remove-pad', slot: 1 },
      ]);
  });

  it('sets sound and light, runs the test, makes the bundle', async () => {
    const screen = ten;
    await showAnew(screen, service(SENSES));
    await tap(screen, '大');
    await tap(screen, '50%');
    await expect
      .poll(() => deedsOf(screen))
      .toEqual([
        { act: 'set-volume', volume: 3 },
        { act: 'set-brightness', percent: 50 },
      ]);
    await showAnew(screen, service(NEVER_TESTED));
    await tap(screen, '开始自检');
    await expect.poll(() => deedsOf(screen)).toEqual([{ act: 'run-self-test' }]);
    await showAnew(screen, service(BUNDLE));
    await tap(screen, '生成诊断包');
    await expect.poll(() => deedsOf(screen)).toEqual([{ act: 'make-bundle' }]);
  });
});

describe('keys of pads, tried', () => {
  it('say how long they are kept back, so that nobody takes them for dead', async () => {
    const words = ten.page.locator('.live-words');
    await showAnew(ten, service({ ...PADS, withheld: { remainingMs: 42_000 } }));
    expect(await words.innerText()).toBe('还要等\u00a042\u00a0秒才显示按键（保护评价人）');
    await ten.flash({ page: service({ ...PADS, withheld: { remainingMs: null } }) });
    expect(await words.innerText()).toBe('有人在评价，按键不显示（保护评价人）');
    await ten.flash({ page: service(PADS) });
    expect(await words.innerText()).toBe('请把五个键各按一次');
  });

  it('come up large, and are counted until all five have come', async () => {
    const screen = ten;
    const key = (level: 1 | 2 | 3 | 4 | 5, at: number) => ({
      at,
      slot: 0,
      what: { kind: 'level' as const, level, raw: String(level) },
    });
    await showAnew(screen, service({ ...PADS, keys: [key(5, 1)] }));
    expect(await screen.page.locator('.live-words').innerText()).toBe('非常满意');
    await screen.flash({ page: service({ ...PADS, keys: [key(1, 4), key(2, 3), key(3, 2)] }) });
    await expect.poll(() => screen.page.locator('.live-count').innerText()).toBe('五个键已收到 4 个');
    // What came first is not forgotten when the list moves on.
    await screen.flash({ page: service({ ...PADS, keys: [key(4, 5), key(1, 4)] }) });
    await expect.poll(() => screen.page.locator('.live-count').innerText()).toBe('五个键都收到了');
    expect(await screen.page.locator('.live-key[data-seen]').count()).toBe(5);
  });
});

describe('the size of the panel', () => {
  const outlineOf = (screen: Screen) => screen.page.locator('.card-outline').boundingBox();
  const sentPpi = (screen: Screen) => deedsOf(screen).map((deed) => (deed.act === 'set-panel' ? deed.ppi : Number.NaN));

  it.each([
    { panel: SEVEN, density: 1 },
    { panel: { ...PANELS[1], width: 2560, height: 1600, ppi: 298 } as never, density: 2 },
  ])('is that at which the frame is as large as the card, at density $density', async ({ panel, density }) => {
    const { screen } = await screens.open(panel, { density });
    await showAnew(screen, service({ ...PANEL, ppi: 149 * density }));
    const before = await outlineOf(screen);
    expect(before?.width).toBeCloseTo(cardSize(149 * density, density).width, 0);
    expect(before?.height).toBeCloseTo(cardSize(149 * density, density).height, 0);
    await screen.page.keyboard.press('Shift+ArrowRight');
    await screen.page.keyboard.press('ArrowLeft');
    await tap(screen, '大一点');
    await expect.poll(async () => ((await outlineOf(screen))!.width - before!.width) * density).toBeCloseTo(10, 0);
    await tap(screen, '保存');
    await expect.poll(() => sentPpi(screen)).toHaveLength(1);
    const [ppi = Number.NaN] = sentPpi(screen);
    expect(ppi).toBeCloseTo(149 * density + (10 * 25.4) / 85.6, 1);
    // The size that was kept is the one on the glass: the page says so, until another is tried.
    await screen.flash({ page: service({ ...PANEL, ppi, answer: 'kept' }) });
    await screen.page.getByText('已保存').waitFor();
    await tap(screen, '大一点');
    await screen.page.getByText('已保存').waitFor({ state: 'detached' });
  });

  it('follows a finger at the corner', async () => {
    const screen = seven;
    await showAnew(screen, service({ ...PANEL, ppi: 120 }));
    const before = await outlineOf(screen);
    const grip = (await screen.page.locator('.card-grip').boundingBox())!;
    const from = { x: grip.x + grip.width / 2, y: grip.y + grip.height / 2 };
    const fingers = await fingersOn(screen.page);
    await fingers.put(from);
    await fingers.move({ x: from.x + 90, y: from.y + 60 });
    await fingers.lift();
    await expect.poll(async () => (await outlineOf(screen))!.width - before!.width).toBeCloseTo(90, 0);
  });

  it.each([51, 400])('can be set, by keys that can be pressed, however wrong it was: %d', async (ppi) => {
    const { screen } = await screens.open({ ...SEVEN, ppi } as never);
    await screen.show({ page: service({ ...PANEL, ppi }) });
    const { controls, faults } = await measure(screen.page);
    expect(faults).toEqual([]);
    // What counts is how large they are on the glass as it is.
    for (const { left, right, top, bottom } of controls) {
      expect(Math.min(right - left, bottom - top) / seven.mm).toBeGreaterThanOrEqual(14.9);
    }
  });
});

const EACH_STEP: Readonly<Record<string, ServiceView>> = {
  pin: PIN,
  menu: MENU,
  gateway: GATEWAY,
  panel: PANEL,
  pads: PADS,
  senses: SENSES,
  test: NEVER_TESTED,
  bundle: BUNDLE,
};

describe('by keyboard alone', () => {
  it('every step is reached by arrows and Enter, and left by Escape', async () => {
    const screen = ten;
    const { page } = screen;
    await showAnew(screen, service(MENU));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => deedsOf(screen)).toEqual([{ act: 'go', to: 'panel' }]);
    for (const [name, shown] of Object.entries(EACH_STEP)) {
      await screen.flash({ page: service(shown) });
      await page.keyboard.press('Escape');
      await expect.poll(() => deedsOf(screen)).toEqual([{ act: 'back' }]);
      const reached = await walk(screen);
      expect(reached, name).toBe(await page.locator('main button').count());
    }
  });

  it('Escape closes 显示与语言 first, and leaves the line that is typed before the page', async () => {
    const screen = ten;
    await showAnew(screen, service(GATEWAY));
    await tap(screen, '显示与语言');
    await screen.page.keyboard.press('Escape');
    await screen.page.locator('.sheet').waitFor({ state: 'detached' });
    await screen.page.locator('.service-field-address').tap();
    await screen.page.keyboard.press('Escape');
    await screen.page.locator('.service-fields').waitFor();
    expect(deedsOf(screen)).toEqual([]);
  });
});

/** Goes through all buttons of the page by the arrow that moves the focus there; returns how many there were. */
async function walk({ page }: Screen): Promise<number> {
  const seen = new Set<number>();
  const focused = () =>
    page.evaluate(() => [...document.querySelectorAll('main button')].indexOf(document.activeElement as Element));
  for (let presses = 0; presses < 100; presses += 1) {
    await page.keyboard.press('ArrowDown');
    const at = await focused();
    if (at === -1) continue;
    if (seen.has(at)) return seen.size;
    seen.add(at);
  }
  throw new Error('The focus never comes round');
}

describe.each(['ug', 'bo'] as const)('on the smallest panel in %s', (language) => {
  it('nothing is cut and nothing lies on top of anything', async () => {
    for (const [name, { page }] of Object.entries(SERVICE_PAGES)) {
      await seven.flash({ page, language });
      await untilFontsAreDrawn(seven.page);
      const { faults } = await measure(seven.page);
      // The keypad's own words are those of the sign-in page.
      expect(
        faults.filter((fault) => !fault.startsWith('button.key key-word')),
        name,
      ).toEqual([]);
    }
    expect(seven.troubles).toEqual([]);
  });
});
