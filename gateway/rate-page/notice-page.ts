import type { Language } from '@mingjing/shared/domain/display.ts';
import { html } from './html.ts';
import { layout } from './layout.ts';
import { NOTICE_STATUS, UNANSWERED } from './notices.data.ts';
import type { Notice } from './texts/page-texts.ts';
import { PAGE_TEXTS } from './texts/texts.ts';

/** A page ready to be sent. */
export interface Page {
  readonly status: number;
  readonly body: string;
}

/** A page that says one thing. */
export function noticePage(notice: Notice, language: Language): Page {
  const { title, text } = PAGE_TEXTS[language].notices[notice];
  const content = html`<div class="note" role="status" tabindex="-1"><h1>${title}</h1><p>${text}</p></div>`;
  const unanswered = UNANSWERED.includes(notice);
  return { status: NOTICE_STATUS[notice], body: layout({ language, title, unanswered, content }) };
}
