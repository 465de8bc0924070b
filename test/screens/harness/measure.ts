/** A rectangle on the glass, in CSS pixels. */
export interface Box {
  readonly name: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Measured {
  /** Whatever can be pressed or typed into. */
  readonly controls: readonly Box[];
  readonly tiles: readonly Box[];
  readonly qr: Box | null;
  /** Physical pixels of one module of the code. */
  readonly qrModule: number | null;
  /** What is cut, leaves the glass, or lies on something else: empty when all is well. */
  readonly faults: readonly string[];
}

/** Runs in the page: measures what is on the glass. Must not refer to anything outside of itself. */
export function measureInPage(): Measured {
  const boxOf = (name: string, rect: DOMRect): Box => ({
    name,
    left: rect.left,
    top: rect.top,
    right: rect.right,
    bottom: rect.bottom,
  });
  const nameOf = (element: Element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`;
  const inside = (inner: Box, outer: Box, slack: number) =>
    inner.left >= outer.left - slack &&
    inner.right <= outer.right + slack &&
    inner.top >= outer.top - slack &&
    inner.bottom <= outer.bottom + slack;
  const overlap = (a: Box, b: Box) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;

  const items: { box: Box; element: Element }[] = [];
  const faults: string[] = [];

  // Words: one box for each line. A line box of Noto Sans is 1.45 em high; its ink keeps within the middle.
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    const words = node.textContent?.trim() ?? '';
    if (element === null || words === '' || element.closest('.unseen, script, style, textarea') !== null) continue;
    if (getComputedStyle(element).visibility === 'hidden') continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      if (rect.width === 0) continue;
      const ink = new DOMRect(rect.left, rect.top + rect.height * 0.2, rect.width, rect.height * 0.6);
      items.push({ box: boxOf(`“${words}” in ${nameOf(element)}`, ink), element });
    }
  }
  const controls = [...document.querySelectorAll('button, textarea')];
  for (const element of controls) {
    items.push({ box: boxOf(nameOf(element), element.getBoundingClientRect()), element });
    if (element.scrollWidth > element.clientWidth + 1) faults.push(`${nameOf(element)} is too narrow for its content`);
  }
  for (const element of document.querySelectorAll('svg.qr, svg.face, svg.stars, .notice-sign, .countdown')) {
    if (getComputedStyle(element).visibility === 'hidden') continue;
    items.push({ box: boxOf(nameOf(element), element.getBoundingClientRect()), element });
  }

  const glass = boxOf('glass', new DOMRect(0, 0, innerWidth, innerHeight));
  for (const { box, element } of items) {
    if (!inside(box, glass, 0.5)) faults.push(`${box.name} leaves the glass`);
    for (let outer = element.parentElement; outer !== null; outer = outer.parentElement) {
      const clips = getComputedStyle(outer).overflow !== 'visible' || outer.matches('button, .warning, .idle-window');
      if (clips && !inside(box, boxOf('', outer.getBoundingClientRect()), 1)) {
        faults.push(`${box.name} is cut by ${nameOf(outer)}`);
      }
    }
  }
  for (const [index, one] of items.entries()) {
    for (const other of items.slice(index + 1)) {
      const family = one.element.contains(other.element) || other.element.contains(one.element);
      if (!family && overlap(one.box, other.box)) faults.push(`${one.box.name} lies on ${other.box.name}`);
    }
  }
  if (document.documentElement.scrollWidth > innerWidth || document.documentElement.scrollHeight > innerHeight) {
    faults.push('the document is larger than the glass');
  }

  const qr = document.querySelector<SVGSVGElement>('svg.qr');
  const ownBox = (element: Element) => boxOf(nameOf(element), element.getBoundingClientRect());
  return {
    controls: controls.map(ownBox),
    tiles: [...document.querySelectorAll('.tile')].map(ownBox),
    qr: qr === null ? null : ownBox(qr),
    qrModule: qr === null ? null : (qr.getBoundingClientRect().width / qr.viewBox.baseVal.width) * devicePixelRatio,
    faults,
  };
}

export const widthOf = (box: Box): number => box.right - box.left;
export const heightOf = (box: Box): number => box.bottom - box.top;

/** The free space between two boxes; negative when they overlap. */
export function gapBetween(a: Box, b: Box): number {
  const across = Math.max(a.left, b.left) - Math.min(a.right, b.right);
  const down = Math.max(a.top, b.top) - Math.min(a.bottom, b.bottom);
  return Math.max(across, down);
}
