import type { Page } from 'playwright-core';

/** Lines of Chinese that a typesetter would not let pass: empty when there are none. */
export async function badLines(page: Page): Promise<readonly string[]> {
  return (await page.evaluate(linesInPage)).flatMap(({ line, paragraph }) => {
    const faults = [
      ...(/^\p{Script=Han}\p{P}?$/u.test(line) ? ['a single character'] : []),
      ...(/^[。，、；：？！）》”’…]/.test(line) ? ['begins with a mark that ends'] : []),
      ...(/[（《“‘]$/.test(line) ? ['ends with a mark that begins'] : []),
    ];
    return faults.map((fault) => `“${line}” of “${paragraph}”: ${fault}`);
  });
}

/** Runs in the page. Every line of a paragraph that has more than one and Han in it. */
function linesInPage(): { line: string; paragraph: string }[] {
  const blockOf = (node: Node): Element => {
    let at = node.parentElement!;
    while (['inline', 'contents'].includes(getComputedStyle(at).display)) at = at.parentElement!;
    return at;
  };
  const blocks = new Map<Element, Text[]>();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    const element = text.parentElement!;
    if (text.data.trim() === '' || element.closest('.unseen, script, style, textarea, svg') !== null) continue;
    if (getComputedStyle(element).visibility !== 'visible') continue;
    const block = blockOf(text);
    blocks.set(block, [...(blocks.get(block) ?? []), text]);
  }
  const placesOf = (text: Text): { character: string; middle: number; height: number }[] => {
    let at = 0;
    return [...text.data].flatMap((character) => {
      const range = document.createRange();
      range.setStart(text, at);
      at += character.length;
      range.setEnd(text, at);
      const rect = [...range.getClientRects()].at(-1);
      return rect === undefined || rect.width === 0
        ? []
        : [{ character, middle: rect.top + rect.height / 2, height: rect.height }];
    });
  };
  const linesOf = (texts: Text[]): string[] => {
    const lines: { text: string; middle: number }[] = [];
    for (const { character, middle, height } of texts.flatMap(placesOf)) {
      const last = lines.at(-1);
      if (last !== undefined && Math.abs(last.middle - middle) < height / 2) last.text += character;
      else lines.push({ text: character, middle });
    }
    return lines.map(({ text }) => text.trim()).filter((text) => text !== '');
  };
  return [...blocks.values()].flatMap((texts) => {
    const paragraph = texts.map(({ data }) => data).join('');
    if (!/\p{Script=Han}/u.test(paragraph)) return [];
    const lines = linesOf(texts);
    return lines.length < 2 ? [] : lines.map((line) => ({ line, paragraph }));
  });
}
