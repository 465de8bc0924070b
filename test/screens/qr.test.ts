import jsQrModule from 'jsqr';
import { PNG } from 'pngjs';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { PANELS } from './harness/panels.data.ts';
import { type ScreensFixture, startScreens } from './harness/screens-fixture.ts';
import { INVITATION, QR_URL } from './harness/states.data.ts';

/** CommonJS with a `default` of its own. */
const jsQr = jsQrModule as unknown as typeof jsQrModule.default;

let screens: ScreensFixture;
beforeAll(async () => {
  screens = await startScreens();
});
afterEach(() => screens.closeScreens());
afterAll(() => screens.close());

it.each(PANELS)('on $name the code on the glass reads as the address, and follows it', async (panel) => {
  const { screen } = await screens.open(panel);
  const renewed = `${QR_URL.slice(0, -6)}renewd`;
  for (const qrUrl of [QR_URL, renewed]) {
    await screen.flash({ page: { ...INVITATION, qrUrl } });
    const { data, width, height } = PNG.sync.read(await screen.page.screenshot());
    expect(jsQr(new Uint8ClampedArray(data), width, height)?.data).toBe(qrUrl);
  }
});
