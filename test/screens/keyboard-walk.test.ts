import type { Intent } from '@mingjing/device-app/core/screen/intent.ts';
import { wcagContrast } from 'culori';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Screen } from './harness/screen.ts';
import { type ScreensFixture, startScreens } from './harness/screens-fixture.ts';
import { INVITATION, PAGES, reasonsPage, SESSION, SIGN_IN, UNDO } from './harness/states.data.ts';

let screens: ScreensFixture;
beforeAll(async () => {
  screens = await startScreens({ skipsTime: true });
});
afterEach(() => screens.closeScreens());
afterAll(() => screens.close());

interface Ring {
  readonly style: string;
  readonly width: number;
  readonly colour: string;
  readonly around: string;
}

/** Takes down, by its number, each item that comes into focus, and how it shows it. Walks by arrows at once; Tab must be pressed. */
function watchFocusInPage() {
  const items = [...document.querySelectorAll<HTMLElement>('button, textarea, input')].filter(
    (item) => item.offsetParent !== null && item.closest('[inert]') === null,
  );
  const rings: Record<number, Ring> = {};
  const backgroundOf = (element: Element | null): string => {
    if (element === null) return 'rgb(255, 255, 255)';
    const { backgroundColor } = getComputedStyle(element);
    return /, 0\)$|transparent/.test(backgroundColor) ? backgroundOf(element.parentElement) : backgroundColor;
  };
  const note = () => {
    const element = document.activeElement as HTMLElement;
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    const around = backgroundOf(element.parentElement);
    const at = items.indexOf(element);
    if (at !== -1)
      rings[at] = { style: outlineStyle, width: Number.parseFloat(outlineWidth), colour: outlineColor, around };
  };
  const byArrows = new Set<number>();
  for (let step = 0; step < items.length; step += 1) {
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true }),
    );
    byArrows.add(items.indexOf(document.activeElement as HTMLElement));
  }
  document.querySelector<HTMLElement>('main')?.focus();
  document.addEventListener('focusin', note);
  Object.assign(globalThis, { walked: { rings, stop: () => document.removeEventListener('focusin', note) } });
  return { names: items.map((item) => item.getAttribute('class') ?? item.tagName), byArrows: [...byArrows] };
}

async function ringsOn(screen: Screen): Promise<Record<number, Ring>> {
  return screen.page.evaluate(() => {
    const { walked } = globalThis as never as { walked: { rings: Record<number, Ring>; stop(): void } };
    walked.stop();
    return walked.rings;
  });
}

describe('on every page', () => {
  it('each button can be reached by Tab and by arrows, and shows that it is', async () => {
    const { screen } = await screens.open();
    for (const [name, shown] of Object.entries(PAGES)) {
      await screen.flash(shown);
      const { names, byArrows } = await screen.page.evaluate(watchFocusInPage);
      const all = names.map((_, at) => at);
      expect(
        [...byArrows].sort((a, b) => a - b),
        `${name} by arrows`,
      ).toEqual(all);
      // The browser's own turn of the walk lies between the last and the first.
      for (let step = 0; step <= names.length + 2; step += 1) await screen.page.keyboard.press('Tab');
      const rings = await ringsOn(screen);
      expect(Object.keys(rings).map(Number), `${name} by Tab`).toEqual(all);
      for (const [at, { style, width, colour, around }] of Object.entries(rings)) {
        expect(style, `${name}: ${names[Number(at)]}`).toBe('solid');
        expect(width, `${name}: ${names[Number(at)]}`).toBeGreaterThanOrEqual(2);
        expect(wcagContrast(colour, around), `${name}: ${names[Number(at)]}`).toBeGreaterThanOrEqual(3);
      }
    }
  }, 60_000);
});

describe('Enter', () => {
  const WALKED = ['idle-board', 'undo', 'reasons', 'kiosk-start', 'kiosk-windows', 'kiosk-number-typed'];
  it.each(WALKED)('does at each button of %s what a finger does', async (name) => {
    const { screen } = await screens.open();
    const { page } = screen;
    const buttons = page.locator('main button:visible');
    const fresh = async () => {
      await screen.flash({ page: INVITATION });
      await screen.show(PAGES[name]!);
    };
    await fresh();
    const texts = () => buttons.allInnerTexts();
    const all = await texts();
    for (let at = 0; at < all.length; at += 1) {
      if ((await texts()).length !== all.length) await fresh();
      const before = await markOf(screen);
      await buttons.nth(at).focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => markOf(screen), { message: `${name}: ${all[at]}` }).not.toBe(before);
      await screen.settle();
    }
  });
});

/** What can be told apart of a screen and what it asked for. */
async function markOf(screen: Screen): Promise<string> {
  const asked = screen.acts().filter(({ kind }) => kind !== 'stay-at-staff');
  return JSON.stringify([asked, await screen.page.evaluate(() => document.querySelector('main')?.innerHTML)]);
}

describe('Esc', () => {
  const BACK = { kind: 'kiosk', input: { act: 'back' } } as const;
  it('leads one step out of a page', async () => {
    const { screen } = await screens.open();
    const steps: readonly (readonly [string, Intent])[] = [
      ['undo', { kind: 'undo', sessionId: SESSION }],
      ['reasons', { kind: 'skip-reasons', sessionId: SESSION }],
      ['kiosk-scan', BACK],
      ['kiosk-number', BACK],
      ['kiosk-halls', BACK],
      ['sign-in', { kind: 'close-staff' }],
    ];
    for (const [name, act] of steps) {
      await screen.show(PAGES[name]!);
      await screen.page.keyboard.press('Escape');
      await expect
        .poll(() => screen.acts().filter(({ kind }) => kind !== 'stay-at-staff'), { message: name })
        .toEqual([act]);
    }
  });

  it('opens 显示与语言 where nothing lies before a page, and closes it', async () => {
    const { screen } = await screens.open();
    for (const name of ['idle', 'invitation', 'kiosk-start']) {
      await screen.show(PAGES[name]!);
      await screen.page.keyboard.press('Escape');
      await screen.page.locator('.sheet').waitFor();
      await screen.page.keyboard.press('Escape');
      await screen.page.locator('.sheet').waitFor({ state: 'detached' });
      expect(screen.acts(), name).toEqual([]);
    }
  });

  it('leads out of what lies over a page first: neither Esc nor digits reach what lies beneath', async () => {
    const { screen } = await screens.open();
    const { keyboard } = screen.page;
    for (const name of ['invitation', 'undo', 'kiosk-number', 'kiosk-halls']) {
      await screen.show(PAGES[name]!);
      await screen.page.getByRole('button', { name: '显示与语言' }).click();
      await keyboard.press('5');
      await screen.settle();
      await keyboard.press('Escape');
      await screen.page.locator('.sheet').waitFor({ state: 'detached' });
      expect(screen.acts(), name).toEqual([]);
    }
  });

  it('leaves no sheet behind: none is open again when its page comes back', async () => {
    const { screen } = await screens.open();
    await screen.show({ page: INVITATION });
    await screen.page.keyboard.press('Escape');
    await screen.page.locator('.sheet').waitFor();
    await screen.flash({ page: UNDO });
    await screen.flash({ page: INVITATION });
    expect(await screen.page.locator('.sheet').count()).toBe(0);
  });

  it('leads out of writing, drawing and the steps of the matter, back to the tags', async () => {
    const { screen } = await screens.open();
    const { page } = screen;
    await screen.show({ page: reasonsPage(4) });
    for (const [way, pane] of [
      ['打字', '.write'],
      ['手写', '.draw'],
      ['办理环节', '.tags-of-10'],
    ] as const) {
      await page.getByRole('button', { name: way }).focus();
      await page.keyboard.press('Enter');
      await page.locator(pane).waitFor();
      await screen.settle();
      await page.keyboard.press('Escape');
      await page.locator('.tags-of-8').waitFor();
      await screen.settle();
    }
    expect(screen.acts()).toEqual([]);
  });

  it('meant for the page before does nothing', async () => {
    const { screen } = await screens.open();
    await screen.flash({ page: SIGN_IN });
    await screen.page.clock.pauseAt(new Date((await screen.page.evaluate(() => Date.now())) + 5000));
    await screen.page.clock.resume();
    await screen.flash({ page: UNDO });
    await screen.page.keyboard.press('Escape');
    await screen.settle();
    await screen.page.keyboard.press('Enter');
    await expect.poll(screen.acts).toEqual([{ kind: 'confirm', sessionId: SESSION }]);
  });
});

describe('a whole rating, in every language', () => {
  const LANGUAGES = ['zh-CN', 'en', 'ug', 'bo'] as const;
  type Language = (typeof LANGUAGES)[number];
  const rating = (level: number, tags: readonly string[]) => [
    { kind: 'press', sessionId: SESSION, level, source: 'keyboard' },
    { kind: 'confirm', sessionId: SESSION },
    { kind: 'give-reasons', sessionId: SESSION, tags: [...tags], items: [], text: '', ink: null },
  ];
  const press = async (screen: Screen, ...keys: readonly string[]) => {
    for (const key of keys) await screen.page.keyboard.press(key);
  };

  /** Begins at the invitation; `next` shows a page once the one before has been answered, and keeps the answer. */
  async function begin(screen: Screen, language: Language) {
    const acts: Intent[] = [];
    await screen.show({ page: INVITATION, language });
    const next = async (page: Parameters<Screen['show']>[0]['page']) => {
      await expect.poll(() => screen.acts().length).toBe(1);
      acts.push(...screen.acts());
      await screen.show({ page, language });
    };
    return { acts, next };
  }

  it('is given by a keyboard alone', async () => {
    const { screen } = await screens.open();
    for (const language of LANGUAGES) {
      const { acts, next } = await begin(screen, language);
      // The second level, whichever way the language is read.
      await press(screen, 'ArrowDown', language === 'ug' ? 'ArrowLeft' : 'ArrowRight', 'Enter');
      await next(UNDO);
      await press(screen, 'Enter');
      await next(reasonsPage(4));
      await press(screen, 'Tab', 'Enter');
      await screen.page.locator('.tag[aria-pressed="true"]').waitFor();
      await press(screen, 'ArrowUp', 'ArrowUp', 'ArrowUp', 'Enter');
      await next({ kind: 'thanks' });
      expect(acts, language).toEqual(rating(4, [reasonsPage(4).options[0]!.code]));
    }
  });

  it('is given by five keys with Enter and Esc', async () => {
    const { screen } = await screens.open();
    for (const language of LANGUAGES) {
      const { acts, next } = await begin(screen, language);
      await press(screen, '5');
      await next(UNDO);
      await press(screen, 'Escape');
      await next(INVITATION);
      await press(screen, '2');
      await next(UNDO);
      await press(screen, 'Enter');
      await next(reasonsPage(2));
      await walkTo(screen, '1', 'tag');
      await press(screen, 'Enter');
      await screen.page.locator('.tag[aria-pressed="true"]').waitFor();
      for (const where of ['corner-button', 'corner-button', 'action']) await walkTo(screen, '5', where);
      await press(screen, 'Enter');
      await next({ kind: 'thanks' });
      expect(acts, language).toEqual([
        { kind: 'press', sessionId: SESSION, level: 5, source: 'keyboard' },
        { kind: 'undo', sessionId: SESSION },
        ...rating(2, [reasonsPage(2).options[0]!.code]),
      ]);
    }
  });
});

/** One step by a key of five, and to what. */
async function walkTo(screen: Screen, key: string, where: string): Promise<void> {
  const before = await focusIndex(screen);
  await screen.page.keyboard.press(key);
  await expect.poll(() => focusIndex(screen)).not.toBe(before);
  expect(await screen.page.evaluate(() => document.activeElement?.getAttribute('class'))).toBe(where);
}

const focusIndex = (screen: Screen) =>
  screen.page.evaluate(() => [...document.querySelectorAll('*')].indexOf(document.activeElement!));
