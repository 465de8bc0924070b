import { createHash } from 'node:crypto';
import type { Language } from '@mingjing/shared/domain/display.ts';
import { directionOf } from '@mingjing/shared/domain/display-words.ts';
import { type Html, html, trusted } from './html.ts';
import { PAGE_SCRIPT } from './script.data.ts';
import { PAGE_STYLE } from './style.data.ts';
import { PAGE_LANGUAGES, PAGE_TEXTS } from './texts/texts.ts';

const sha256 = (text: string) => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;

/** What the pages may load and do: their own style and script, by hash, and sending their form to us. */
export const PAGE_CSP = {
  defaultSrc: ["'none'"],
  styleSrc: [sha256(PAGE_STYLE)],
  scriptSrc: [sha256(PAGE_SCRIPT)],
  connectSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
};

export interface Frame {
  readonly language: Language;
  readonly title: string;
  /** Query without the language under which this page can be had again; absent for a page that only says something. */
  readonly again?: string | undefined;
  /** Keep what the script has stored: this page is no answer to what was sent. */
  readonly unanswered?: boolean;
  readonly content: Html;
}

/** A whole page, with a way to the same page in each other language. */
export function layout({ language, title, again, unanswered, content }: Frame): string {
  const texts = PAGE_TEXTS[language];
  const resume = again === undefined ? undefined : html` data-u="?lang=${language}${again}"`;
  const keep = unanswered ? html` data-k="1"` : undefined;
  const links = PAGE_LANGUAGES.map((other) => languageLink(other, other === language, again ?? ''));
  return html`<!doctype html><html lang="${language}" dir="${directionOf(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover"><meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><meta name="format-detection" content="telephone=no"><title>${title}</title><style>${trusted(PAGE_STYLE)}</style></head><body><main${resume}${keep}><nav class="bar" aria-label="${texts.languages}">${links}</nav>${content}<p class="foot">${texts.brand}</p></main><script>${trusted(PAGE_SCRIPT)}</script></body></html>`
    .markup;
}

function languageLink(language: Language, isCurrent: boolean, again: string): Html {
  const { name } = PAGE_TEXTS[language];
  if (isCurrent) return html`<b aria-current="true">${name}</b>`;
  return html`<a href="?lang=${language}${again}" lang="${language}" hreflang="${language}">${name}</a>`;
}
