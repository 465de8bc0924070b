import type { Page } from 'playwright-core';

/** The em of words on the glass, CSS pixels, by the role of what says them and the words: `tag-words “等候时间长”`. */
export type TypeSizes = ReadonlyMap<string, number>;

/** Measures all that is read. Counting seconds, places among slides and captions of the guide are no words of a role. */
export async function typeSizes(page: Page): Promise<TypeSizes> {
  return new Map(await page.evaluate(sizesInPage));
}

/** Runs in the page. Said twice, the smaller counts. */
function sizesInPage(): [string, number][] {
  const sizes = new Map<string, number>();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement!;
    if (element.closest('.unseen, .paged-scale, script, style, svg') !== null) continue;
    const { visibility, fontSize } = getComputedStyle(element);
    const said = element.closest('[class]:not(.phrase-part)');
    const words = said?.textContent?.trim() ?? '';
    if (visibility !== 'visible' || said === null || words === '') continue;
    const role = `${said.classList[0]} “${words}”`;
    sizes.set(role, Math.min(sizes.get(role) ?? Number.POSITIVE_INFINITY, Number.parseFloat(fontSize)));
  }
  return [...sizes];
}

/** What is no fault, CSS pixels: so much less, and words that are still so large. */
export interface ShrinkingLimits {
  readonly slack: number;
  readonly big: number;
}

/** Words that both have and that became smaller: each with both sizes, CSS pixels. */
export function shrunk(before: TypeSizes, after: TypeSizes, { slack, big }: ShrinkingLimits): readonly string[] {
  return [...before].flatMap(([role, em]) => {
    const now = after.get(role);
    return now === undefined || now >= em - slack || now >= big ? [] : [`${role}: ${em} px, then ${now} px`];
  });
}
