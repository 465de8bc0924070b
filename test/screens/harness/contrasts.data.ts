/** Runs in a page: WCAG 2 contrast of each visible text against the nearest painted background. */
export const CONTRASTS = `(() => {
  const parse = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number);
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const backdrop = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim();
    const element = walker.currentNode.parentElement;
    if (!text || ['SCRIPT', 'STYLE'].includes(element.tagName) || !element.checkVisibility() || element.closest('.sr')) continue;
    const [a, b] = [luminance(parse(getComputedStyle(element).color)), luminance(backdrop(element))].sort((x, y) => y - x);
    found.push({ text, ratio: (a + 0.05) / (b + 0.05) });
  }
  return found;
})()`;
