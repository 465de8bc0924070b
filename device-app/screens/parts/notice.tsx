import type { ReactNode } from 'react';
import { NOTICE_TITLE, SHAPES } from '../theme/tokens.ts';
import { usePanel } from '../theme/use-panel.ts';
import { Fit } from './fit.tsx';
import { Icon, type IconName } from './icons.tsx';
import { Phrase } from './phrase.tsx';

export interface NoticeProps {
  readonly icon: IconName;
  readonly title: string;
  readonly children: ReactNode;
}

/** A page that says one thing. */
export function Notice({ icon, title, children }: NoticeProps) {
  const { shape } = usePanel();
  return (
    <Fit className="notice" largest={SHAPES[shape].sizes.heading * NOTICE_TITLE[shape]} smallest={6}>
      <div className="notice-box" data-fit>
        <div className="notice-sign">
          <Icon name={icon} />
        </div>
        <h1 className="notice-title phrase">
          <Phrase text={title} />
        </h1>
        {children}
      </div>
    </Fit>
  );
}

/** What such a page adds in smaller words. */
export function NoticeText({ text }: { readonly text: string }) {
  return (
    <p className="notice-text phrase">
      <Phrase text={text} />
    </p>
  );
}
