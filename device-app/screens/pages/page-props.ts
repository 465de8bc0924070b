import type { Intent } from '@mingjing/device-app/core/screen/intent.ts';
import type { Page, PageKind } from '@mingjing/device-app/core/screen/screen-state.ts';

export interface PageProps<K extends PageKind> {
  readonly page: Extract<Page, { kind: K }>;
  readonly send: (intent: Intent) => void;
}
