import { createHash } from 'node:crypto';
import { type Html, html, trusted } from './html.ts';
import { PAGE_SCRIPT } from './script.data.ts';
import { PAGE_STYLE } from './style.data.ts';
import { PAGE_TEXTS, type PageLanguage } from './texts.data.ts';

const sha256 = (text: string) => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;

/** What the pages may load and do: their own style and script, by hash, and sending their form to us. */
export const PAGE_CSP = {
  defaultSrc: ["'none'"],
  styleSrc: [sha256(PAGE_STYLE)],
  scriptSrc: [sha256(PAGE_SCRIPT)],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
};

/** A whole page. `switchUrl` leads to the same page in the other language. */
export function layout(language: PageLanguage, title: string, switchUrl: string | undefined, content: Html): string {
  const texts = PAGE_TEXTS[language];
  const link =
    switchUrl === undefined
      ? undefined
      : html`<a href="${switchUrl}" lang="${PAGE_TEXTS[texts.other.language].htmlLang}">${texts.other.label}</a>`;
  return html`<!doctype html><html lang="${texts.htmlLang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><meta name="format-detection" content="telephone=no"><title>${title}</title><style>${trusted(PAGE_STYLE)}</style></head><body><main><div class="bar"><span>政务服务“好差评”</span>${link}</div>${content}</main><script>${trusted(PAGE_SCRIPT)}</script></body></html>`
    .markup;
}
