import {
  BROW_MIRROR,
  FACE_BOX,
  FACE_DISC,
  FACE_EYES,
  FACE_STROKE,
  LEVEL_FACES,
} from '@mingjing/shared/domain/level-faces.data.ts';
import { LEVEL_ORDER, type Level, levelLabel } from '@mingjing/shared/domain/levels.ts';
import { tagsForLevel } from '@mingjing/shared/domain/reason-tags.ts';
import { REMARK_MAX } from '@mingjing/shared/domain/record.ts';
import { type Html, html, trusted } from './html.ts';
import { layout } from './layout.ts';
import type { Page } from './notice-page.ts';
import { PAGE_TEXTS, type PageLanguage } from './texts.data.ts';

/** What a citizen has entered so far; empty on first sight: nothing is ever preselected. */
export interface FormEntries {
  readonly level: Level | undefined;
  readonly tags: ReadonlySet<string>;
  readonly text: string;
}
export const NO_ENTRIES: FormEntries = { level: undefined, tags: new Set(), text: '' };

export interface FormView {
  readonly token: string;
  readonly ticket: string;
  readonly language: PageLanguage;
  readonly windowName: string;
  readonly matterName?: string | undefined;
  readonly staffName?: string | undefined;
  readonly staffNumber?: string | undefined;
  readonly serialNumber?: string | undefined;
  readonly entries: FormEntries;
  /** Why the form came back. */
  readonly problem?: 'chooseLevel' | 'tooLong';
}

/** The rating form: five levels of equal size, best first, then the reasons of the chosen one. One form, one button, no script needed. */
export function formPage(view: FormView): Page {
  const texts = PAGE_TEXTS[view.language];
  const address = (language: PageLanguage) => `/r/${view.token}?lang=${language}`;
  const alert = view.problem === undefined ? undefined : html`<p class="alert" role="alert">${texts[view.problem]}</p>`;
  const scale = html`${LEVEL_ORDER.map((level) => tile(level, view))}${LEVEL_ORDER.map((level) => reasons(level, view))}${remark(view)}<div class="send"><button>${texts.submit}</button></div>`;
  const form = html`<form method="post" action="${address(view.language)}"><input type="hidden" name="ticket" value="${view.ticket}"><fieldset><legend class="sr">${texts.scale}</legend><div class="levels">${scale}</div></fieldset></form>`;
  const content = html`<h1>${texts.lead}</h1><p class="priv">${texts.privacy}</p>${facts(view)}${alert}${form}`;
  const switchUrl = `${address(texts.other.language)}&ticket=${view.ticket}`;
  return {
    status: view.problem === undefined ? 200 : 422,
    body: layout(view.language, texts.title, switchUrl, content),
  };
}

function facts(view: FormView): Html {
  const texts = PAGE_TEXTS[view.language];
  const staff = [view.staffName, view.staffNumber].filter((part) => part !== undefined).join(' ');
  const rows = [
    [texts.window, view.windowName],
    [texts.matter, view.matterName],
    [texts.staff, staff === '' ? undefined : staff],
    [texts.serial, view.serialNumber],
  ] as const;
  return html`<dl>${rows.flatMap(([name, value]) => (value === undefined ? [] : [html`<div><dt>${name}</dt><dd>${value}</dd></div>`]))}</dl>`;
}

function tile(level: Level, { language, entries }: FormView): Html {
  return html`<input class="pick" type="radio" name="level" id="l${level}" value="${level}" required${checked(entries.level === level)}><label class="tile l${level}" for="l${level}">${face(level)}<span class="n"><b>${levelLabel(level, language)}</b>${stars(level)}</span></label>`;
}

function reasons(level: Level, { language, entries }: FormView): Html {
  const options = tagsForLevel(level).map(
    (tag) =>
      html`<label class="tag"><input type="checkbox" name="tag${level}" value="${tag.code}"${checked(entries.tags.has(tag.code))}><span>${tag[language]}</span></label>`,
  );
  return html`<div class="why w${level}" role="group" aria-labelledby="q${level}"><p id="q${level}">${PAGE_TEXTS[language].why[level]}</p>${options}</div>`;
}

function remark({ language, entries }: FormView): Html {
  const texts = PAGE_TEXTS[language];
  return html`<div class="more"><label for="t">${texts.remark}</label><textarea id="t" name="text" maxlength="${REMARK_MAX}" aria-describedby="h" autocomplete="off">
${entries.text}</textarea><p class="hint"><span id="h">${texts.remarkHint}</span><span id="c"></span></p></div>`;
}

function checked(is: boolean): Html | undefined {
  return is ? html` checked` : undefined;
}

function face(level: Level): Html {
  const { brow, mouth, open } = LEVEL_FACES[level];
  const eyes = FACE_EYES.map((eye) => circle(eye, 'e')).join('');
  return trusted(
    `<svg class="f" viewBox="0 0 ${FACE_BOX} ${FACE_BOX}" aria-hidden="true" stroke-width="${FACE_STROKE}">${circle(FACE_DISC, 'd')}<path d="${brow}"/><path d="${brow}" transform="${BROW_MIRROR}"/><path d="${mouth}"${open ? ' class="e"' : ''}/>${eyes}</svg>`,
  );
}

type Circle = { readonly cx: number; readonly cy: number; readonly r: number };
const circle = ({ cx, cy, r }: Circle, name: string) => `<circle class="${name}" cx="${cx}" cy="${cy}" r="${r}"/>`;

/** As many stars as the level: a fourth sign beside colour, face and words. */
function stars(level: Level): Html {
  const star = 'm6 .6 1.7 3.5 3.8.5-2.8 2.7.7 3.8L6 9.3 2.6 11.1l.7-3.8L.5 4.6l3.8-.5z';
  const paths = Array.from({ length: level }, (_, index) => `<path transform="translate(${index * 12})" d="${star}"/>`);
  return trusted(`<svg class="s" viewBox="0 0 ${level * 12} 12" aria-hidden="true">${paths.join('')}</svg>`);
}
