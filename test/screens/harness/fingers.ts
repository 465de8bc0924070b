import type { Page } from 'playwright-core';

/** Fingers on the glass, through the browser's own input pipeline. */
export interface Fingers {
  /** All fingers that are now down; more or fewer than before put down or lift some. */
  put(...points: readonly Point[]): Promise<void>;
  move(...points: readonly Point[]): Promise<void>;
  lift(): Promise<void>;
  /** Down and up at one place. */
  tap(selector: string): Promise<void>;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export async function fingersOn(page: Page): Promise<Fingers> {
  const session = await page.context().newCDPSession(page);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Point[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map((point, id) => ({ ...point, id })) });
  const put = async (...points: readonly Point[]) => void (await send('touchStart', points));
  const lift = async () => void (await send('touchEnd', []));
  return {
    put,
    lift,
    move: async (...points) => void (await send('touchMove', points)),
    async tap(selector) {
      await put(await centreOf(page, selector));
      await lift();
    },
  };
}

/** The middle of the first element that matches. */
export async function centreOf(page: Page, selector: string): Promise<Point> {
  const box = await page.locator(selector).first().boundingBox();
  if (box === null) throw new Error(`${selector} is not on the glass`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
