import { LEVEL_ORDER, type Level } from '@mingjing/shared/domain/levels.ts';
import type { Page } from 'playwright-core';
import { openChromium } from '../support/chromium.ts';
import { serviceRecord } from '../support/local-api.ts';
import type { Stack } from './stack.ts';
import { until } from './until.ts';

/** What became of the sessions that were opened. All is well when the first three agree and the last two are 0. */
export interface DemoSummary {
  readonly opened: number;
  /** Thanked for on the screen. */
  readonly rated: number;
  /** Held by the city with the level that was pressed. */
  readonly forwarded: number;
  /** Sent to the city more than once, or held with another level. */
  readonly duplicated: number;
  /** Opened and not held by the city. */
  readonly lost: number;
}

/** Right after a page changed, and while the pad is locked out after a press, a press does nothing: people press again. */
const PRESS_AGAIN_MS = 700;

/**
 * Lets one citizen after another rate, one for every level: session from the business system, key of the pad over its tty,
 * 完成 and reasons on the real screen, and waits for the city.
 */
export async function rateEveryLevel(stack: Stack, say: (line: string) => void): Promise<DemoSummary> {
  const browser = await openChromium();
  const glass = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await glass.goto(stack.terminal.screenUrl);
  let opened = 0;
  let rated = 0;
  const pressed = new Map<string, Level>();
  for (const level of LEVEL_ORDER) {
    const record = serviceRecord(level);
    await stack.gateway.openSession(stack.shortId, record);
    opened += 1;
    pressed.set(record.projectNo, level);
    // The caption says it too.
    await glass.getByText('请您评价本次服务', { exact: true }).first().waitFor();
    await pressPad(stack, level, glass);
    await tap(glass, '完成');
    await tap(glass, '跳过');
    await glass.getByText('感谢您的评价', { exact: true }).first().waitFor();
    rated += 1;
    say(`${rated}/${LEVEL_ORDER.length}`);
    await glass.getByText('窗口信息公示', { exact: true }).first().waitFor();
  }
  await browser.close();
  await until(() => stack.city.ratings().length >= pressed.size, 30_000);
  return { opened, rated, ...countAtCity(stack, pressed) };
}

async function pressPad(stack: Stack, level: Level, glass: Page): Promise<void> {
  const again = setInterval(() => stack.pad.press(level), PRESS_AGAIN_MS);
  try {
    await glass.getByRole('button', { name: '完成', exact: true }).waitFor();
  } finally {
    clearInterval(again);
  }
}

/** Taps a button until its page is gone. */
async function tap(glass: Page, name: string): Promise<void> {
  const button = glass.getByRole('button', { name, exact: true });
  await button.waitFor();
  while (await button.isVisible()) {
    await button.click({ timeout: PRESS_AGAIN_MS }).catch(() => {});
    await button.waitFor({ state: 'hidden', timeout: PRESS_AGAIN_MS }).catch(() => {});
  }
}

function countAtCity({ city }: Stack, pressed: ReadonlyMap<string, Level>) {
  const held = city.ratings().filter((rating) => pressed.get(rating.projectNo) === Number(rating.satisfaction));
  const refusedAsRepeated = city.requests().filter((request) => request.message === '评价数据不可重复').length;
  const projects = new Set(held.map((rating) => rating.projectNo));
  return {
    forwarded: projects.size,
    duplicated: refusedAsRepeated + city.ratings().length - projects.size,
    lost: pressed.size - projects.size,
  };
}
