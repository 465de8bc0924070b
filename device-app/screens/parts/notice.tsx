import type { ReactNode } from 'react';
import { Icon, type IconName } from './icons.tsx';
import { Phrase } from './phrase.tsx';

export interface NoticeProps {
  readonly icon: IconName;
  readonly title: string;
  readonly children: ReactNode;
}

/** A page that says one thing. */
export function Notice({ icon, title, children }: NoticeProps) {
  return (
    <div className="notice">
      <div className="notice-sign">
        <Icon name={icon} />
      </div>
      <h1 className="notice-title">{title}</h1>
      {children}
    </div>
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
