import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fingersOn } from './harness/fingers.ts';
import { measure } from './harness/measure.ts';
import { PANELS } from './harness/panels.data.ts';
import type { Screen } from './harness/screen.ts';
import { type ScreensFixture, startScreens } from './harness/screens-fixture.ts';
import { DIAGNOSED, DIAGNOSTICS, diagnosticsOf, IDLE, INVITATION, reasonsPage, UNDO } from './harness/states.data.ts';

let screens: ScreensFixture;
beforeAll(async () => {
  screens = await startScreens({ skipsTime: true });
});
afterEach(() => screens.closeScreens());
afterAll(() => screens.close());

const CORNER = { x: 40, y: 40 };
const OPEN = { kind: 'service', input: { act: 'open' } };
const english = { kind: 'set-language', language: 'en' };

describe('the way to the technician’s page', () => {
  it.each([{ page: IDLE }, { page: { kind: 'fault', code: 'storage-full' } as const }])(
    'is the upper left corner, held for three seconds, on $page.kind',
    async ({ page }) => {
      const { screen } = await screens.open();
      await screen.show({ page });
      const fingers = await fingersOn(screen.page);
      await screen.page.clock.pauseAt(new Date((await screen.page.evaluate(() => Date.now())) + 1000));
      await fingers.put(CORNER);
      await screen.page.clock.runFor(3_100);
      await expect.poll(screen.acts).toEqual([OPEN]);
      await fingers.lift();
      expect(screen.acts()).toEqual([OPEN]);
    },
  );

  it('is not taken by a tap, a hold that is too short, by sliding off, or by holding any other place', async () => {
    const { screen } = await screens.open();
    await screen.show({ page: IDLE });
    // From here on time passes only as the test says.
    await screen.page.clock.pauseAt(new Date((await screen.page.evaluate(() => Date.now())) + 1000));
    const fingers = await fingersOn(screen.page);
    const holds: (() => Promise<void>)[] = [
      async () => {
        await fingers.put(CORNER);
        await fingers.lift();
      },
      async () => {
        await fingers.put(CORNER);
        await screen.page.clock.runFor(2_900);
        await fingers.lift();
      },
      async () => {
        await fingers.put(CORNER);
        await fingers.move({ x: 300, y: 300 });
      },
      async () => {
        await fingers.lift();
        await fingers.put({ x: 300, y: 40 });
      },
    ];
    for (const hold of holds) {
      await hold();
      await screen.page.clock.runFor(10_000);
    }
    await fingers.lift();
    await screen.page.getByRole('button', { name: '显示与语言' }).tap();
    await screen.page.getByRole('button', { name: 'English' }).tap();
    await expect.poll(screen.acts).toEqual([english]);
  });

  it('is Ctrl+Shift+D on a keyboard', async () => {
    const { screen } = await screens.open();
    await screen.show({ page: IDLE });
    await screen.page.keyboard.press('Control+d');
    await screen.page.keyboard.press('Control+Shift+D');
    await expect.poll(screen.acts).toEqual([OPEN]);
  });

  it.each([INVITATION, UNDO, reasonsPage(1), { kind: 'thanks' } as const])(
    'is not there on $kind (P5)',
    async (page) => {
      const { screen } = await screens.open();
      await screen.show({ page });
      expect(await screen.page.locator('.corner').count()).toBe(0);
      await screen.page.keyboard.press('Control+Shift+D');
      await screen.page.getByRole('button', { name: '显示与语言' }).tap();
      await screen.page.getByRole('button', { name: 'English' }).tap();
      await expect.poll(screen.acts).toEqual([english]);
    },
  );
});

/** What the page says of the pad that was tried, the scanner whose port is held, and the printer. */
const SAID = {
  'zh-CN': [
    '2.1 原因 /dev/ttyUSB1 正被其他程序使用。请结束那个程序，或让它放开端口。被其他程序占用：brltty，进程 812',
    '坏帧 1（校验错误 1）',
    '非常满意（值 4）',
    '纸张 快用完',
    '4 本机端口（3）',
    '串口',
  ],
  en: [
    '2.1 Why /dev/ttyUSB1 is in use by another program. End it, or take the port from it. Held by another program: brltty, process 812',
    'Bad frames 1 (checksum 1)',
    'Very satisfied (value 4)',
    'paper near end',
    '4 Ports of this machine (3)',
    'serial',
  ],
} as const;

/** Of what the page shows of devices, px. */
function smallestLetters(page: Screen['page']): Promise<number> {
  return page.locator('.paged > .paged-block *').evaluateAll((elements) => {
    const lettered = elements.filter(({ childNodes }) =>
      [...childNodes].some(({ nodeType, textContent }) => nodeType === Node.TEXT_NODE && textContent?.trim()),
    );
    return Math.min(...lettered.map((element) => Number.parseFloat(getComputedStyle(element).fontSize)));
  });
}

/** Turns through all pages and returns what they said. Every one of them must be whole, in letters of 4 mm and more. */
async function readAll(screen: Screen, nextName: string): Promise<string> {
  const { page } = screen;
  const next = page.getByRole('button', { name: nextName });
  const words = async () => (await page.locator('.paged > .paged-block').allInnerTexts()).join('\n');
  const seen: string[] = [];
  for (let now = await words(); !seen.includes(now); now = await words()) {
    const { faults } = await measure(page);
    expect(faults).toEqual([]);
    // What is read from a ladder; the words of the corner buttons are judged with the other pages.
    expect((await smallestLetters(page)) / screen.mm).toBeGreaterThanOrEqual(4);
    seen.push(now);
    if ((await next.count()) === 0) break;
    await next.tap();
    await expect.poll(words).not.toBe(now);
    await screen.settle();
  }
  return seen.join('\n').replace(/\s+/g, ' ');
}

describe.each([
  { panel: PANELS[0], language: 'zh-CN', next: '下一页' },
  { panel: PANELS[0], language: 'en', next: 'Next' },
  { panel: PANELS[1], language: 'zh-CN', next: '下一页' },
  { panel: PANELS[3], language: 'en', next: 'Next' },
] as const)('the technician’s page on $panel.name in $language', ({ panel, language, next }) => {
  it('shows everything, page by page', async () => {
    const { screen } = await screens.open(panel);
    await screen.show({ page: DIAGNOSTICS, language });
    const all = await readAll(screen, next);
    const report = DIAGNOSED;
    expect(report.devices[0]?.presses).toHaveLength(2);
    const wanted = [
      ...report.devices.map(({ title }) => (language === 'en' ? title.en : title.zh)),
      ...report.devices.flatMap(({ traffic }) => traffic.map(({ hex }) => hex?.toUpperCase() ?? '')),
      ...report.ports.map(({ path }) => path),
      ...SAID[language],
    ];
    for (const piece of wanted) expect(all).toContain(piece);
    expect(all).not.toMatch(/undefined|\{\{|\[object/);
    expect(screen.troubles).toEqual([]);
  });
});

describe('the technician’s page', () => {
  it('stays for every touch, and closes by its button', async () => {
    const { screen } = await screens.open();
    await screen.show({ page: DIAGNOSTICS });
    await screen.page.getByRole('button', { name: '关闭' }).tap();
    await expect.poll(screen.acts).toEqual([
      { kind: 'service', input: { act: 'stay' } },
      { kind: 'service', input: { act: 'close' } },
    ]);
  });

  it('keeps its place while the numbers change', async () => {
    const { screen } = await screens.open(PANELS[0]);
    const { page } = screen;
    await screen.show({ page: DIAGNOSTICS });
    const place = page.locator('.top-note');
    await page.getByRole('button', { name: '下一页' }).tap();
    await expect.poll(() => place.innerText()).toMatch(/第 2\/\d+ 页$/);
    const [first, ...rest] = DIAGNOSED.devices;
    const devices = [{ ...first!, goodFrames: 18_205 }, ...rest];
    await screen.flash({ page: diagnosticsOf({ ...DIAGNOSED, devices }) });
    expect(await place.innerText()).toMatch(/第 2\//);
  });

  it('shows a last page still when there are fewer than before', async () => {
    const { screen } = await screens.open(PANELS[0]);
    const { page } = screen;
    await screen.show({ page: DIAGNOSTICS });
    await page.getByRole('button', { name: '上一页' }).tap();
    const shown = page.locator('.paged > .paged-block');
    await shown.getByText('0003:05F3:0405:000A').waitFor();
    await screen.flash({ page: diagnosticsOf({ withheld: null, devices: [], ports: [] }) });
    await shown.getByText('没有发现端口').waitFor();
  });

  it('says why it shows nothing of a pad while somebody is served and for a minute after (P5)', async () => {
    const { screen } = await screens.open(PANELS[1]);
    const [pad] = DIAGNOSED.devices;
    const withheld = (remainingMs: number | null) =>
      diagnosticsOf({ withheld: { remainingMs }, devices: [{ ...pad!, traffic: [], presses: [] }], ports: [] });
    await screen.show({ page: withheld(41_200) });
    const shown = screen.page.locator('.paged > .paged-block');
    await shown.getByText('有人办理时和其后一分钟内不显示，还剩 42 秒').waitFor();
    await screen.flash({ page: withheld(null) });
    await shown.getByText('有人办理时不显示', { exact: true }).waitFor();
  });

  it('gives a line the same number whatever the lines before it have to say', async () => {
    const { screen } = await screens.open(PANELS[1]);
    const [pad, scanner] = DIAGNOSED.devices;
    const numbers = async (report: typeof DIAGNOSED) => {
      await screen.show({ page: diagnosticsOf(report) });
      return screen.page.locator('.paged-scale .line-number').allTextContents();
    };
    const two = await numbers({ ...DIAGNOSED, devices: [pad!, scanner!], ports: [] });
    expect(two).toEqual([
      '1.2',
      '1.3',
      '1.5',
      '1.5.1',
      '1.5.2',
      '1.6',
      ...pad!.traffic.map((_, n) => `1.6.${n + 1}`),
      '2.1',
      '2.2',
      '2.3',
      '2.6',
    ]);
    const cured = { ...scanner!, connected: true, problem: null };
    expect(await numbers({ ...DIAGNOSED, devices: [cured], ports: [] })).toEqual(['1.2', '1.3', '1.6']);
  });
});
