import type { ReactNode } from 'react';
import { Icon, type IconName } from './icons.tsx';

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
