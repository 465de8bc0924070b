import { languageSchema } from '@mingjing/shared/domain/display.ts';
import { directionOf } from '@mingjing/shared/domain/display-words.ts';
import { LEVEL_ORDER } from '@mingjing/shared/domain/levels.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { untilFontsAreDrawn } from './harness/fonts.ts';
import type { Screen } from './harness/screen.ts';
import { type ScreensFixture, startScreens } from './harness/screens-fixture.ts';
import { INVITATION, PAGES, reasonsPage } from './harness/states.data.ts';

let screens: ScreensFixture;
let screen: Screen;
beforeAll(async () => {
  screens = await startScreens({ skipsTime: true });
  screen = (await screens.open()).screen;
});
afterAll(() => screens.close());

/** Where each character of the first element that matches begins, with the character. */
function placesIn(page: Page, selector: string): Promise<{ character: string; left: number; top: number }[]> {
  return page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode() as Text;
      return [...text.data].map((character, at) => {
        const range = document.createRange();
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        const { left, top } = range.getBoundingClientRect();
        return { character, left, top };
      });
    });
}

it.each(languageSchema.options)('in %s the scale begins with the best where reading begins', async (language) => {
  await screen.flash({ page: INVITATION, language });
  const isRtl = language === 'ug';
  expect(directionOf(language)).toBe(isRtl ? 'rtl' : 'ltr');
  expect(await screen.page.locator('html').getAttribute('dir')).toBe(isRtl ? 'rtl' : 'ltr');
  expect(await screen.page.locator('html').getAttribute('lang')).toBe(language);
  const lefts = await Promise.all(
    LEVEL_ORDER.map(async (level) => (await screen.page.locator(`.tile-${level}`).boundingBox())!.x),
  );
  expect(lefts).toEqual([...lefts].sort((one, other) => (isRtl ? other - one : one - other)));
});

it('numbers read from left to right in Uyghur', async () => {
  await screen.flash({ page: INVITATION, language: 'ug' });
  const digits = await placesIn(screen.page, '.service-fact:last-child .fact-value');
  expect(digits.map(({ character }) => character).join('')).toBe(INVITATION.card.serialNumber);
  const lefts = digits.map(({ left }) => left);
  expect(lefts).toEqual([...lefts].sort((one, other) => one - other));
});

/** Texts of one line of elements that follow each other without a space, so that their letters join as if they were one word. */
function joinedWords(): string[] {
  const texts: Text[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  const lineOf = (text: Text) => {
    let element = text.parentElement!;
    while (
      getComputedStyle(element).display === 'inline' &&
      getComputedStyle(element.parentElement!).display !== 'flex'
    ) {
      element = element.parentElement!;
    }
    return element;
  };
  return texts.slice(1).flatMap((text, index) => {
    const before = texts[index]!;
    const joins = /\p{sc=Arabic}$/u.test(before.data) && /^\p{sc=Arabic}/u.test(text.data);
    return joins && before.parentElement !== text.parentElement && lineOf(before) === lineOf(text)
      ? [`${before.data}|${text.data}`]
      : [];
  });
}

it('Uyghur words of two elements on one line do not join', async () => {
  const faults: Record<string, string[]> = {};
  for (const [name, showing] of Object.entries(PAGES)) {
    await screen.flash({ ...showing, language: 'ug' });
    const joined = await screen.page.evaluate(joinedWords);
    if (joined.length > 0) faults[name] = joined;
  }
  expect(faults).toEqual({});
});

describe('Tibetan', () => {
  it('has lines of 1.8 em at the least wherever there may be two', async () => {
    await screen.flash({ page: reasonsPage(2), language: 'bo' });
    const leads = await screen.page.locator('.tag-words').evaluateAll((all) =>
      all.map((element) => {
        const { lineHeight, fontSize } = getComputedStyle(element);
        return Number.parseFloat(lineHeight) / Number.parseFloat(fontSize);
      }),
    );
    expect(leads).toHaveLength(8);
    for (const lead of leads) expect(lead).toBeGreaterThanOrEqual(1.79);
  });

  it('breaks only behind a tsheg, a shad or a space', async () => {
    await screen.flash({ page: reasonsPage(2), language: 'bo' });
    await untilFontsAreDrawn(screen.page);
    let breaks = 0;
    for (let at = 1; at <= 8; at += 1) {
      const places = await placesIn(screen.page, `.tag:nth-child(${at}) .tag-words`);
      for (const [index, { left }] of places.entries()) {
        const before = places[index - 1];
        if (before === undefined || left >= before.left) continue;
        breaks += 1;
        expect(before.character).toMatch(/[\u0f0b\u0f0c\u0f0d\u0f0e\s]/);
      }
    }
    expect(breaks).toBeGreaterThan(0);
  });
});
