import { Fragment, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { useFontsEpoch } from '../state/use-fonts-epoch.ts';
import { usePanel } from '../theme/use-panel.ts';
import { type PageBreaks, pageBreaks } from './page-breaks.ts';

/** Blocks that belong together, the first of which is their heading. */
export interface PagedSection {
  readonly key: string;
  readonly blocks: readonly ReactNode[];
  /** Begins a page in any case. */
  readonly fresh?: boolean;
}

export interface PagedProps {
  readonly sections: readonly PagedSection[];
  /** Any number from 0; the pages join at the ends. Nothing is shown at null. */
  readonly page: number | null;
  /** @param first the section that each page begins with */
  readonly onPages: (count: number, first: readonly number[]) => void;
}

/** Shows as many whole blocks as the panel holds and no piece of another; the rest is on the pages after. Sections go on under their heading. */
export function Paged({ sections, page, onPages }: PagedProps) {
  const scale = useRef<HTMLDivElement>(null);
  const { u } = usePanel();
  const fonts = useFontsEpoch();
  const [pages, setPages] = useState<PageBreaks>([]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is measured depends on panel and fonts
  useLayoutEffect(() => {
    const box = scale.current;
    if (box === null) return;
    const heights = [...box.children].map((section) =>
      [...section.children].map((block) => block.getBoundingClientRect().height),
    );
    const fresh = sections.map((section) => section.fresh === true);
    const next = pageBreaks(heights, box.parentElement?.clientHeight ?? 0, fresh);
    if (JSON.stringify(next) !== JSON.stringify(pages)) setPages(next);
    onPages(
      next.length,
      next.map(([part]) => part?.section ?? 0),
    );
  }, [sections, u, fonts, pages, onPages]);

  const shown = page === null ? [] : (pages[page % Math.max(1, pages.length)] ?? []);
  return (
    <div className="paged">
      <div className="paged-scale" aria-hidden="true" ref={scale}>
        {sections.map(({ key, blocks }) => (
          <div key={key}>{wrapped(blocks)}</div>
        ))}
      </div>
      {shown.map(({ section, blocks }) => (
        <Fragment key={sections[section]?.key}>
          {wrapped(blocks.map((block) => sections[section]?.blocks[block]))}
        </Fragment>
      ))}
    </div>
  );
}

function wrapped(blocks: readonly ReactNode[]): ReactNode {
  return blocks.map((block, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no identity but their place
    <div className="paged-block" key={index}>
      {block}
    </div>
  ));
}
