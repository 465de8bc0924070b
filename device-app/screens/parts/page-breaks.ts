/** What stands on each page: parts of sections, each with the numbers of its blocks. */
export type PageBreaks = readonly (readonly PagePart[])[];

export interface PagePart {
  readonly section: number;
  readonly blocks: readonly number[];
}

/**
 * Spreads sections over pages. A section that does not fit into what is left of a page begins on the next one; one that is longer than a
 * page goes on under its heading, which is its first block. A block higher than a page stands alone and is cut.
 * @param heights of the blocks of each section
 * @param room height of a page
 * @param fresh sections that begin a page in any case
 */
export function pageBreaks(
  heights: readonly (readonly number[])[],
  room: number,
  fresh: readonly boolean[] = [],
): PageBreaks {
  const pages: PagePart[][] = [];
  let left = 0;
  const turn = (part: PagePart, height: number) => {
    pages.push([part]);
    left = room - height;
  };
  for (const [section, blocks] of heights.entries()) {
    const [heading = 0, ...rest] = blocks;
    const whole = blocks.reduce((sum, height) => sum + height, 0);
    if (pages.length === 0 || fresh[section] === true || whole > left) turn({ section, blocks: [0] }, heading);
    else {
      pages.at(-1)?.push({ section, blocks: [0] });
      left -= heading;
    }
    for (const [index, height] of rest.entries()) {
      const here = pages.at(-1)?.at(-1);
      if (here === undefined) break;
      const isHeadingAlone = here.blocks.length === 1;
      if (height > left && !isHeadingAlone) turn({ section, blocks: [0, index + 1] }, heading + height);
      else {
        pages.at(-1)?.splice(-1, 1, { section, blocks: [...here.blocks, index + 1] });
        left -= height;
      }
    }
  }
  return pages;
}
