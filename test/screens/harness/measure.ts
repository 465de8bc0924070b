import type { Page } from 'playwright-core';

/** A rectangle on the glass, in CSS pixels. */
export interface Box {
  readonly name: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A box with its place in the document: an element contains another if the other's `start` lies within its own `start` … `end`. */
interface Item extends Box {
  readonly start: number;
  readonly end: number;
}

interface Snapshot {
  readonly glass: Box;
  /** Lines of text, controls and pictures. */
  readonly items: readonly Item[];
  /** Elements that cut what leaves them, or frame what must stay inside. */
  readonly frames: readonly Item[];
  readonly overfull: readonly string[];
  readonly smallest: { readonly em: number; readonly words: string };
  readonly controls: readonly Box[];
  readonly tiles: readonly Box[];
  readonly qr: { readonly box: Box; readonly module: number } | null;
}

export interface Measured {
  /** Whatever can be pressed or typed into. */
  readonly controls: readonly Box[];
  readonly tiles: readonly Box[];
  /** The code, and how many physical pixels one of its modules takes. */
  readonly qr: Snapshot['qr'];
  /** The smallest em of any words, in CSS pixels, and which they are. */
  readonly smallestText: number;
  readonly smallestWords: string;
  /** What is cut, leaves the glass, or lies on something else: empty when all is well. */
  readonly faults: readonly string[];
}

/** Measures what is on the glass. */
export async function measure(page: Page): Promise<Measured> {
  const { controls, tiles, qr, smallest, ...rest } = await page.evaluate(snapshotInPage);
  return {
    controls,
    tiles: tiles.map(boxOf),
    qr,
    smallestText: smallest.em,
    smallestWords: smallest.words,
    faults: faultsOf(rest),
  };
}

/** Without its place in the document. */
function boxOf({ name, left, top, right, bottom }: Box): Box {
  return { name, left, top, right, bottom };
}

/** Runs in the page, so it refers to nothing outside of itself. */
function snapshotInPage(): Snapshot {
  const all = [...document.querySelectorAll('*')];
  const places = new Map(all.map((element, place) => [element, place]));
  const nameOf = (element: Element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`;
  const itemOf = (element: Element, rect: DOMRect, name = nameOf(element)): Item => {
    const start = places.get(element)!;
    const { left, top, right, bottom } = rect;
    return { name, left, top, right, bottom, start, end: start + element.querySelectorAll('*').length };
  };
  const isSeen = (element: Element) =>
    element.closest('.unseen, script, style, textarea') === null && getComputedStyle(element).visibility === 'visible';

  /** What ends a text that is too long, with three dots; what is behind them is no fault. */
  const endedBy = (text: Text): Element | undefined => {
    const isEnding = (element: Element) => {
      const { textOverflow, webkitLineClamp } = getComputedStyle(element);
      return textOverflow === 'ellipsis' || webkitLineClamp !== 'none';
    };
    for (let at = text.parentElement; at !== null; at = at.parentElement) if (isEnding(at)) return at;
    return undefined;
  };
  const shownOf = (ink: DOMRect, end: Element | undefined): DOMRect[] => {
    if (end === undefined) return [ink];
    const { left, top, right, bottom } = end.getBoundingClientRect();
    const x = Math.max(ink.left, left);
    const width = Math.min(ink.right, right) - x;
    return width <= 0 || ink.top < top - 1 || ink.bottom > bottom + 1
      ? []
      : [new DOMRect(x, ink.top, width, ink.height)];
  };

  /** One item for each line. A line of Noto Sans is 1.45 em high; the ink keeps to its middle. */
  const linesOf = (text: Text): Item[] => {
    const range = document.createRange();
    range.selectNodeContents(text);
    // Tibetan hangs from its headline, above a descent that few stacks fill.
    const share = /\p{Script=Tibetan}/u.test(text.data) ? 0.52 : 0.6;
    const ink = [...range.getClientRects()].map(
      ({ left, top, width, height }) => new DOMRect(left, top + height * 0.2, width, height * share),
    );
    return ink
      .flatMap((rect) => shownOf(rect, endedBy(text)))
      .map((rect) => itemOf(text.parentElement!, rect, `“${text.data.trim()}”`));
  };
  const texts = all
    .filter(isSeen)
    .flatMap((element) => [...element.childNodes])
    .filter((node): node is Text => node instanceof Text && node.data.trim() !== '');
  const find = (selector: string) => [...document.querySelectorAll(selector)].filter(isSeen);
  const boxesOf = (elements: Element[]) => elements.map((element) => itemOf(element, element.getBoundingClientRect()));

  const controls = [...document.querySelectorAll('button, textarea')].filter(
    (control) => getComputedStyle(control).visibility === 'visible',
  );
  const qr = document.querySelector<SVGSVGElement>('svg.qr');
  const frames = all.filter(
    (element) =>
      getComputedStyle(element).overflow !== 'visible' ||
      element.matches('button, .warning, .tile-words, .idle-window'),
  );
  const { scrollWidth, scrollHeight } = document.documentElement;
  return {
    glass: itemOf(document.body, new DOMRect(0, 0, innerWidth, innerHeight), 'the glass'),
    items: [
      ...texts.flatMap(linesOf),
      ...boxesOf(controls),
      ...boxesOf(find('svg.qr, svg.face, svg.stars, .notice-sign, .countdown')),
    ],
    frames: boxesOf(frames.filter((frame) => !frame.matches('html, body, svg'))),
    overfull: [
      ...controls.filter((one) => one.scrollWidth > one.clientWidth + 1).map(nameOf),
      ...(scrollWidth > innerWidth || scrollHeight > innerHeight ? ['the document'] : []),
    ],
    smallest: texts
      .map((text) => ({ em: Number.parseFloat(getComputedStyle(text.parentElement!).fontSize), words: text.data }))
      .reduce((least, one) => (least.em <= one.em ? least : one), { em: Number.POSITIVE_INFINITY, words: '' }),
    controls: boxesOf(controls),
    tiles: boxesOf(find('.tile')),
    qr: qr && {
      box: itemOf(qr, qr.getBoundingClientRect()),
      module: (qr.getBoundingClientRect().width / qr.viewBox.baseVal.width) * devicePixelRatio,
    },
  };
}

function faultsOf({
  glass,
  items,
  frames,
  overfull,
}: Pick<Snapshot, 'glass' | 'items' | 'frames' | 'overfull'>): string[] {
  const off = items.filter((item) => !isInside(item, glass)).map(({ name }) => `${name} leaves the glass`);
  const cut = items.flatMap((item) =>
    frames
      .filter((frame) => frame.start !== item.start && contains(frame, item) && !isInside(item, frame))
      .map((frame) => `${item.name} is cut by ${frame.name}`),
  );
  const stacked = items.flatMap((one, index) =>
    items
      .slice(index + 1)
      .filter((other) => !contains(one, other) && !contains(other, one) && gapBetween(one, other) < -1)
      .map((other) => `${one.name} lies on ${other.name}`),
  );
  return [...off, ...cut, ...stacked, ...overfull.map((name) => `${name} is too full`)];
}

const contains = (outer: Item, inner: Item): boolean => outer.start <= inner.start && inner.start <= outer.end;

/** With a pixel to spare, for rounding. */
function isInside(inner: Box, outer: Box): boolean {
  return (
    inner.left >= outer.left - 1 &&
    inner.right <= outer.right + 1 &&
    inner.top >= outer.top - 1 &&
    inner.bottom <= outer.bottom + 1
  );
}

export const widthOf = (box: Box): number => box.right - box.left;
export const heightOf = (box: Box): number => box.bottom - box.top;

/** The free space between two boxes; negative when they overlap. */
export function gapBetween(a: Box, b: Box): number {
  const across = Math.max(a.left, b.left) - Math.min(a.right, b.right);
  const down = Math.max(a.top, b.top) - Math.min(a.bottom, b.bottom);
  return Math.max(across, down);
}
