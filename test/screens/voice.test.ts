import { LEVEL_ORDER, type Level } from '@mingjing/shared/domain/levels.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { captionOn, clipsHeard, heardOn, listenIn, makePack, type TestPack } from './harness/clips.ts';
import type { Screen } from './harness/screen.ts';
import { type ScreensFixture, startScreens } from './harness/screens-fixture.ts';
import { IDLE, INVITATION, reasonsPage, SESSION, UNDO, WARNING } from './harness/states.data.ts';

let pack: TestPack;
let screens: ScreensFixture;
beforeAll(async () => {
  pack = await makePack();
  screens = await startScreens({ voice: pack, prepare: listenIn, skipsTime: true });
});
afterEach(() => screens.closeScreens());
afterAll(async () => {
  await screens.close();
  await pack.remove();
});

const soundWith = (change = {}) => ({ clips: pack.clips, ...change });

/** An idle screen that has a clip pack. */
async function open() {
  const { screen, server } = await screens.open();
  await screen.flash({ page: IDLE, sound: soundWith() });
  return { screen, server, page: screen.page };
}

describe('what is said', () => {
  it('is heard at the volume chosen, one after another, with its caption', async () => {
    const { screen, page } = await open();
    await screen.flash({ page: reasonsPage(3), sound: soundWith() });
    await expect.poll(() => captionOn(page)).toBe('评价已记录');
    await page.clock.fastForward(5000);
    await expect.poll(() => captionOn(page)).toBe('可以补充情况，也可以跳过');
    await expect.poll(() => clipsHeard(page)).toEqual(['zh-CN/recorded', 'zh-CN/reasons']);
    expect(new Set((await heardOn(page)).map(({ volume }) => volume))).toEqual(new Set([0.5]));
    await page.clock.fastForward(7000);
    await expect.poll(() => captionOn(page)).toBeNull();
  });

  it('can be read for at least 3 s and 0.25 s a character, and as long as it sounds', async () => {
    const { screen, page } = await open();
    await screen.flash({ page: UNDO, sound: soundWith() });
    await expect.poll(async () => (await heardOn(page)).map(({ did }) => did)).toEqual(['plays', 'ended']);
    await page.clock.pauseAt(new Date((await page.evaluate(() => Date.now())) + 1000));
    expect(await captionOn(page)).toBe('已收到，点错了可以重选');
    await page.clock.runFor(5000);
    expect(await captionOn(page)).toBeNull();

    await page.clock.resume();
    await screen.flash({ page: INVITATION, sound: soundWith() });
    await expect.poll(() => clipsHeard(page)).toContain('zh-CN/choose-again');
    await screen.flash({ page: IDLE, sound: soundWith() });
    await screen.flash({ page: INVITATION, sound: soundWith() });
    await expect.poll(() => clipsHeard(page)).toContain('zh-CN/invite');
    await page.clock.fastForward(10_000);
    expect(await captionOn(page)).toBe('请您评价本次服务');
  });

  it('is said once more after 15 s to who has done nothing, and never to who has', async () => {
    const { screen, page } = await open();
    await screen.flash({ page: INVITATION, sound: soundWith() });
    await expect.poll(() => clipsHeard(page)).toEqual(['zh-CN/invite']);
    await page.clock.fastForward(15_000);
    await expect.poll(() => clipsHeard(page)).toEqual(['zh-CN/invite', 'zh-CN/invite-again']);
    await screen.flash({ page: IDLE, sound: soundWith() });
    await screen.flash({ page: INVITATION, sound: soundWith() });
    await expect.poll(() => clipsHeard(page)).toHaveLength(3);
    await page.keyboard.press('Tab');
    await page.clock.fastForward(20_000);
    await screen.flash({ page: { kind: 'thanks' }, sound: soundWith() });
    await expect
      .poll(() => clipsHeard(page))
      .toEqual([...['zh-CN/invite', 'zh-CN/invite-again', 'zh-CN/invite', 'zh-CN/thanks']]);
  });

  it('sounds in Mandarin where the language has no clip, and is read in the language', async () => {
    const { screen, page } = await open();
    await screen.flash({ page: INVITATION, language: 'en', sound: soundWith() });
    await expect.poll(() => captionOn(page)).toBe('Please rate the service');
    await expect.poll(() => clipsHeard(page)).toEqual(['en/invite']);
    await screen.flash({ page: { kind: 'thanks' }, language: 'en', sound: soundWith() });
    await expect.poll(() => captionOn(page)).toBe('Thank you for your rating');
    await expect.poll(() => clipsHeard(page)).toEqual(['en/invite', 'zh-CN/thanks']);
  });

  it('is a caption only where its clip is missing or is no sound: nothing goes wrong on the glass', async () => {
    const { screen, page } = await open();
    await screen.flash({ page: UNDO, sound: soundWith({ clips: { 'zh-CN': { undo: 'not-there.wav' } } }) });
    await expect.poll(() => captionOn(page)).toBe('已收到，点错了可以重选');
    await screen.flash({ page: { kind: 'unrated' }, display: { guided: true }, sound: soundWith() });
    await expect.poll(() => captionOn(page)).toContain('本次未评价');
    await page.clock.fastForward(10_000);
    await expect.poll(() => captionOn(page)).toBeNull();
    expect(await clipsHeard(page)).toEqual([]);
    expect(screen.troubles.filter((trouble) => !trouble.includes('404'))).toEqual([]);
  });
});

describe('silence', () => {
  it.each([
    ['a touch', (page: Screen['page']) => page.touchscreen.tap(640, 200)],
    ['a key', (page: Screen['page']) => page.keyboard.press('Tab')],
  ])('falls at once at %s, and the caption stays', async (_what, act) => {
    const { screen, page } = await open();
    await screen.show({ page: INVITATION, sound: soundWith() });
    await expect.poll(() => clipsHeard(page)).toEqual(['zh-CN/invite']);
    await act(page);
    await expect.poll(async () => (await heardOn(page)).at(-1)?.did).toBe('stopped');
    expect(await captionOn(page)).toBe('请您评价本次服务');
  });

  it.each([
    ['another page', UNDO],
    ['the end of the session', IDLE],
  ])('falls with %s', async (_what, next) => {
    const { screen, page } = await open();
    await screen.flash({ page: INVITATION, sound: soundWith() });
    await expect.poll(() => clipsHeard(page)).toEqual(['zh-CN/invite']);
    await screen.flash({ page: next, sound: soundWith(), display: { volume: 0 } });
    await expect.poll(async () => (await heardOn(page)).at(-1)?.did).toBe('stopped');
    expect(await captionOn(page)).toBe(next === UNDO ? '已收到，点错了可以重选' : null);
  });

  it.each([
    ['in quiet hours', {}, { quiet: true }],
    ['at volume 0', { volume: 0 }, {}],
    ['while the terminal has no clips', {}, { clips: {} }],
  ])('is kept %s, with the caption there', async (_when, display, change) => {
    const { screen, page } = await open();
    const asked: string[] = [];
    page.on('request', (request) => void (request.url().includes('/voice/') && asked.push(request.url())));
    await screen.flash({ page: INVITATION, display, sound: soundWith(change) });
    await expect.poll(() => captionOn(page)).toBe('请您评价本次服务');
    await screen.flash({ page: { kind: 'thanks' }, display, sound: soundWith(change) });
    await expect.poll(() => captionOn(page)).toBe('感谢您的评价');
    expect(asked).toEqual([]);
  });

  it('is kept while the terminal tries its levels', async () => {
    const { screen, page } = await open();
    await screen.flash({ page: INVITATION, sound: soundWith(), selfTest: { level: 5 } });
    expect(await captionOn(page)).toBeNull();
    expect(await clipsHeard(page)).toEqual([]);
  });
});

describe('the volume', () => {
  it('can be chosen in four steps and is heard as it will be', async () => {
    const { screen, page } = await open();
    await screen.show({ page: INVITATION, sound: soundWith() });
    await page.getByRole('button', { name: '显示与语言' }).tap();
    const steps = ['音量 静音', '音量 小', '音量 中', '音量 大'];
    for (const name of steps) {
      const box = await page.getByRole('button', { name }).boundingBox();
      expect(Math.min(box!.width, box!.height) / screen.mm).toBeGreaterThanOrEqual(15);
    }
    await page.getByRole('button', { name: '音量 大' }).tap();
    await expect.poll(screen.acts).toEqual([{ kind: 'set-display', display: { volume: 3 } }]);
    await screen.flash({ page: INVITATION, sound: soundWith(), display: { volume: 3 } });
    await expect.poll(() => captionOn(page)).toBe('声音现在这么大');
    await expect
      .poll(async () => (await heardOn(page)).filter(({ did, clip }) => did === 'plays' && clip === 'zh-CN/volume'))
      .toEqual([{ did: 'plays', clip: 'zh-CN/volume', volume: 1 }]);
    expect(await page.getByRole('button', { name: '音量 大', pressed: true }).count()).toBe(1);
  });

  it('is changed by the keys of audio keypads, up to its ends', async () => {
    const { screen, page } = await open();
    await page.keyboard.press('AudioVolumeUp');
    await expect.poll(screen.acts).toEqual([{ kind: 'set-display', display: { volume: 3 } }]);
    await screen.flash({ page: IDLE, display: { volume: 0 }, sound: soundWith() });
    await page.keyboard.press('AudioVolumeDown');
    await expect.poll(screen.acts).toEqual([{ kind: 'set-display', display: { volume: 0 } }]);
  });

  it('is not announced when a session ends and takes it back', async () => {
    const { screen, page } = await open();
    await screen.flash({ page: { kind: 'thanks' }, display: { volume: 3 }, sound: soundWith() });
    await expect.poll(() => clipsHeard(page)).toEqual(['zh-CN/thanks']);
    await screen.flash({ page: IDLE, sound: soundWith() });
    await screen.flash({ page: UNDO, sound: soundWith() });
    await expect.poll(() => clipsHeard(page)).toEqual(['zh-CN/thanks', 'zh-CN/undo']);
  });
});

describe('a caption', () => {
  it('is none of a screen reader, which is told of the page', async () => {
    const { screen, page } = await open();
    await screen.flash({ page: INVITATION, sound: soundWith() });
    await page.locator('.caption').waitFor();
    expect(await page.locator('.caption').getAttribute('aria-hidden')).toBe('true');
    expect(await page.locator('.caption').evaluate((strip) => strip.closest('[aria-live]'))).toBeNull();
  });

  it('says when time runs out', async () => {
    const { screen, page } = await open();
    await screen.flash({ page: INVITATION, sound: soundWith() });
    await screen.flash({ page: { ...INVITATION, warning: WARNING }, sound: soundWith() });
    await expect.poll(() => captionOn(page)).toBe('时间快到了，可以再等一会');
  });
});

describe('for every level alike (P5)', () => {
  it('everything heard, asked for, captioned and left in the document is the same', async () => {
    const traces = new Set<string>();
    for (const level of LEVEL_ORDER) traces.add(await traceOf(level));
    expect(traces.size).toBe(1);
  });
});

/** A rating from the invitation to the thanks, with all that it left in the browser and asked of the server. */
async function traceOf(level: Level): Promise<string> {
  const { screen, page } = await open();
  const asked: string[] = [];
  page.on(
    'request',
    (request) => void (request.url().includes('/voice/') && asked.push(new URL(request.url()).pathname)),
  );
  await screen.show({ page: INVITATION, sound: soundWith() });
  await expect.poll(() => clipsHeard(page)).toEqual(['zh-CN/invite']);
  await page.locator(`.tile-${level}`).tap();
  await expect.poll(screen.acts).toEqual([{ kind: 'press', sessionId: SESSION, level, source: 'screen' }]);
  const documents: string[] = [];
  for (const [next, clip] of [[UNDO, 'undo'] as const, [{ kind: 'thanks' } as const, 'recorded'] as const]) {
    await screen.flash({ page: next, sound: soundWith() });
    await expect.poll(() => clipsHeard(page)).toContain(`zh-CN/${clip}`);
    documents.push((await page.evaluate(() => document.body.outerHTML)).replace(/\d 秒/, 'n 秒'));
  }
  const trace = JSON.stringify([asked, await clipsHeard(page), documents]);
  await screens.closeScreens();
  return trace;
}
