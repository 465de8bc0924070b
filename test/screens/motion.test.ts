import type { Page as Shown } from '@mingjing/device-app/core/screen/screen-state.ts';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ScreensFixture, startScreens } from './harness/screens-fixture.ts';
import { IDLE, INVITATION, UNDO, WARNING } from './harness/states.data.ts';

let screens: ScreensFixture;
beforeAll(async () => {
  screens = await startScreens();
});
afterEach(() => screens.closeScreens());
afterAll(() => screens.close());

/** What the compositor moves without laying out or painting anew, and what names no motion. */
const CHEAP = new Set(['transform', 'opacity', 'none']);

/** Properties that transitions and keyframes of the style sheets name. Runs in the page. */
function movedProperties(): string[] {
  const found: string[] = [];
  const read = (rules: CSSRuleList): void => {
    for (const rule of rules) {
      if (rule instanceof CSSStyleRule && rule.style.transitionProperty) found.push(rule.style.transitionProperty);
      if (rule instanceof CSSKeyframeRule) found.push(...rule.style);
      if ('cssRules' in rule) read(rule.cssRules as CSSRuleList);
    }
  };
  for (const sheet of document.styleSheets) read(sheet.cssRules);
  return found.flatMap((names) => names.split(', '));
}

/** What is moving right now. */
const moving = (page: Page) =>
  page.evaluate(() => document.getAnimations().map((one) => (one as CSSAnimation).animationName ?? 'a transition'));

/** Why the compositor has layers of their own for what is on the glass. */
async function watchLayers(page: Page): Promise<() => Promise<readonly string[]>> {
  const cdp = await page.context().newCDPSession(page);
  let ids: readonly string[] = [];
  cdp.on('LayerTree.layerTreeDidChange', ({ layers }) => {
    if (layers !== undefined) ids = layers.map(({ layerId }) => layerId);
  });
  await cdp.send('DOM.enable');
  await cdp.send('LayerTree.enable');
  const reasonsOf = async (layerId: string) => {
    // A layer may be gone by now.
    const told = await cdp.send('LayerTree.compositingReasons', { layerId }).catch(() => null);
    return told?.compositingReasonIds ?? [];
  };
  return async () => (await Promise.all(ids.map(reasonsOf))).flat();
}

describe('motion', () => {
  it('is of transform and opacity alone', async () => {
    const { screen } = await screens.open();
    const moved = await screen.page.evaluate(movedProperties);
    expect(moved).toContain('transform');
    expect(moved.filter((name) => !CHEAP.has(name))).toEqual([]);
  });

  it('is set by no script', async () => {
    const { screen } = await screens.open();
    const scripted = await screen.page.evaluate(async () => {
      const sources = [...document.scripts].map(({ src }) => src).filter((src) => src !== '');
      const texts = await Promise.all(sources.map(async (src) => (await fetch(src)).text()));
      return texts.flatMap((text) => text.match(/\.style\.(transition|animation)\w*/g) ?? []);
    });
    expect(scripted).toEqual([]);
  });

  const RUNNING: readonly Shown[] = [{ ...INVITATION, warning: WARNING }, UNDO];
  it.each(RUNNING)('runs with the time on $kind', async (page) => {
    const { screen } = await screens.open();
    await screen.flash({ page });
    expect(await moving(screen.page)).toEqual(['run-out']);
  });

  it.each([...RUNNING, IDLE])('is left to the compositor on $kind, however busy the page is', async (page) => {
    const { screen } = await screens.open();
    const reasons = await watchLayers(screen.page);
    await screen.flash({ page });
    if (page.kind === 'idle') {
      const down = { button: 0, pointerId: 1, isPrimary: true };
      await screen.page.locator('.corner').dispatchEvent('pointerdown', down);
    }
    await expect.poll(reasons).toContain('ActiveTransformAnimation');
  });

  it.each([
    ['who asks for less of it', { reducedMotion: 'reduce' as const }, {}],
    ['长辈版', {}, { elder: true }],
    ['larger type', {}, { large: true }],
    ['high contrast', {}, { theme: 'contrast' as const }],
  ])('is none for %s', async (_name, parts, display) => {
    const { screen } = await screens.open(undefined, parts);
    for (const page of RUNNING) {
      await screen.flash({ page, display });
      await screen.page.locator('button').first().dispatchEvent('pointerdown', { button: 0, pointerId: 1 });
      expect(await moving(screen.page), page.kind).toEqual([]);
    }
  });
});
