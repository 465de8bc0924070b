import { html } from './html.ts';
import { layout } from './layout.ts';
import { NOTICE_STATUS } from './notices.data.ts';
import { type Notice, PAGE_TEXTS, type PageLanguage } from './texts.data.ts';

/** A page ready to be sent. */
export interface Page {
  readonly status: number;
  readonly body: string;
}

/** A page that says one thing. */
export function noticePage(notice: Notice, language: PageLanguage): Page {
  const { title, text } = PAGE_TEXTS[language].notices[notice];
  const content = html`<div class="note" role="status"><h1>${title}</h1><p>${text}</p></div>`;
  return { status: NOTICE_STATUS[notice], body: layout(language, title, undefined, content) };
}
