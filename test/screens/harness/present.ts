import type { Language } from '@mingjing/shared/domain/display.ts';
import { untilFontsAreDrawn } from './fonts.ts';
import { MODES } from './modes.data.ts';
import type { Screen } from './screen.ts';
import { VIEWS } from './views.data.ts';

export interface Look {
  /** A view; see VIEWS. */
  readonly name: string;
  readonly language: Language;
  /** See MODES. */
  readonly mode: string;
}

/** Puts a view on the glass and waits until it is drawn with its own glyphs. The screen must be one that skips time. */
export async function present(screen: Screen, { name, language, mode }: Look): Promise<void> {
  const { open, ...showing } = VIEWS[name]!;
  const shown = { ...showing, language, display: MODES[mode]! };
  // What was opened before is not to be found open.
  if (open !== undefined || showing.page.kind === 'reasons') await screen.flash({ ...shown, page: { kind: 'thanks' } });
  if (showing.selfTest != null) await holdTestHand(screen);
  await screen.flash(shown);
  for (const selector of open ?? []) {
    await screen.settle();
    await screen.page.locator(selector).evaluate((button: HTMLElement) => button.click());
  }
  await untilFontsAreDrawn(screen.page);
}

/** The hand of the self-test presses as soon as it can: held, so that the page stays to be looked at. Fingers press as ever. */
function holdTestHand({ page }: Screen): Promise<void> {
  return page.evaluate(() => {
    const hold = (event: Event) => {
      if (!event.isTrusted) event.stopImmediatePropagation();
    };
    for (const kind of ['pointerdown', 'pointerup']) window.addEventListener(kind, hold, true);
  });
}
