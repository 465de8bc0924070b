import type { Language } from '@mingjing/shared/domain/display.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import type { Page } from './notice-page.ts';
import { NOTICE_STATUS } from './notices.data.ts';
import { CONTACT_MAX } from './reply-contact.ts';
import type { Notice } from './texts/page-texts.ts';
import { PAGE_TEXTS } from './texts/texts.ts';

/**
 * `wrong`: what came is no number and no address. `not-kept`, `not-forgotten`: the store could not do it now; the rating itself is safe.
 */
export type ContactStanding = 'none' | 'offered' | 'wrong' | 'not-kept' | 'kept' | 'not-forgotten' | 'forgotten';

export interface AfterView {
  readonly notice: Notice;
  readonly token: string;
  readonly ticket: string;
  readonly language: Language;
  /** Whether a 追评 may be given now. */
  readonly mayFollowUp: boolean;
  readonly contact: ContactStanding;
  /** What was typed into the field that comes back. */
  readonly typed?: string;
}

const STATUS_OF_STANDING: Partial<Readonly<Record<ContactStanding, number>>> = {
  wrong: 422,
  'not-kept': 503,
  'not-forgotten': 503,
};

/**
 * The page of a service that has its rating: says what became of what was sent, and offers what may follow. Shows no level: the phone may
 * be looked at.
 */
export function afterPage(view: AfterView): Page {
  const { notice, ticket, language, contact, mayFollowUp } = view;
  const texts = PAGE_TEXTS[language];
  const { title, text } = texts.notices[notice];
  const mayReturn = mayFollowUp || contact !== 'none';
  const note = html`<div class="note" role="status" tabindex="-1"><h1>${title}</h1><p>${text}</p></div>`;
  const bookmark = mayReturn ? html`<p class="priv">${texts.bookmark}</p>` : undefined;
  const content = html`${note}${contactPart(view)}${mayFollowUp ? followUpPart(view) : undefined}${bookmark}`;
  const status = STATUS_OF_STANDING[contact] ?? NOTICE_STATUS[notice];
  return { status, body: layout({ language, title, again: `&ticket=${ticket}`, content }) };
}

function followUpPart({ ticket, language }: AfterView): Html {
  const { offer, link } = PAGE_TEXTS[language].followUp;
  return html`<section class="card"><p>${offer}</p><a class="go" href="?lang=${language}&ticket=${ticket}&more=1">${link}</a></section>`;
}

function contactPart(view: AfterView): Html | undefined {
  const texts = PAGE_TEXTS[view.language].contact;
  switch (view.contact) {
    case 'none':
      return undefined;
    case 'forgotten':
      return html`<p class="card" role="status">${texts.forgotten}</p>`;
    case 'kept':
    case 'not-forgotten':
      return contactForm(view, 'forget', html`<p role="status">${texts.kept}</p>${alertOf(view)}`, texts.forget);
    default:
      return contactForm(view, 'contact', contactField(view), texts.leave);
  }
}

function alertOf({ language, contact }: AfterView): Html | undefined {
  if (STATUS_OF_STANDING[contact] === undefined) return undefined;
  const { wrong, failed } = PAGE_TEXTS[language].contact;
  return html`<p class="alert" role="alert">${contact === 'wrong' ? wrong : failed}</p>`;
}

function contactField(view: AfterView): Html {
  const texts = PAGE_TEXTS[view.language].contact;
  return html`<h2>${texts.title}</h2><p id="y">${texts.why}</p>${alertOf(view)}<label for="k">${texts.field}</label><input id="k" name="contact" type="text" inputmode="email" dir="ltr" value="${view.typed ?? ''}" maxlength="${CONTACT_MAX}" autocomplete="off" autocapitalize="off" spellcheck="false" required aria-describedby="y">`;
}

function contactForm({ token, ticket, language }: AfterView, act: string, inner: Html, button: string): Html {
  return html`<form class="card" method="post" action="/r/${token}?lang=${language}"><input type="hidden" name="ticket" value="${ticket}"><input type="hidden" name="act" value="${act}">${inner}<button class="go">${button}</button></form>`;
}
