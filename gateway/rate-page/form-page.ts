import type { Language } from '@mingjing/shared/domain/display.ts';
import { wordsIn } from '@mingjing/shared/domain/display-words.ts';
import {
  BROW_MIRROR,
  FACE_BOX,
  FACE_DISC,
  FACE_EYES,
  FACE_STROKE,
  LEVEL_FACES,
} from '@mingjing/shared/domain/level-faces.data.ts';
import { LEVELS } from '@mingjing/shared/domain/levels.data.ts';
import { LEVEL_ORDER, type Level } from '@mingjing/shared/domain/levels.ts';
import type { MatterKind } from '@mingjing/shared/domain/matter-items.data.ts';
import { itemsForMatter } from '@mingjing/shared/domain/matter-items.ts';
import { tagsForLevel } from '@mingjing/shared/domain/reason-tags.ts';
import { REMARK_MAX } from '@mingjing/shared/domain/record.ts';
import { type Html, html, trusted } from './html.ts';
import { layout } from './layout.ts';
import type { Page } from './notice-page.ts';
import type { FormProblem } from './texts/page-texts.ts';
import { PAGE_TEXTS } from './texts/texts.ts';

/** What a citizen has entered so far; empty on first sight: nothing is ever preselected. */
export interface FormEntries {
  readonly level: Level | undefined;
  readonly tags: ReadonlySet<string>;
  /** 二级评价 */
  readonly items: ReadonlySet<string>;
  readonly text: string;
}
export const NO_ENTRIES: FormEntries = { level: undefined, tags: new Set(), items: new Set(), text: '' };

/** The rating itself, or the 追评 after it: the same choices, in the same order. */
export type FormAct = 'rate' | 'follow-up';

export interface FormView {
  readonly act: FormAct;
  readonly token: string;
  readonly ticket: string;
  readonly language: Language;
  readonly windowName: string;
  /** What the terminal told of the service; undefined while it could not. */
  readonly service:
    | {
        readonly matterName?: string | undefined;
        readonly staffName?: string | undefined;
        readonly staffNumber?: string | undefined;
        readonly serialNumber?: string | undefined;
        readonly taskType?: MatterKind | undefined;
        /** 独立评价 */
        readonly place?: { readonly matterId?: string | undefined } | undefined;
      }
    | undefined;
  readonly entries: FormEntries;
  /** Why the form came back. */
  readonly problem?: FormProblem;
}

const STATUS_OF_PROBLEM: Readonly<Record<FormProblem, number>> = { chooseLevel: 422, tooLong: 422, notKept: 503 };

/** The rating form: five levels of equal size, best first, then the reasons of the chosen one. One form, one button, no script needed. */
export function formPage(view: FormView): Page {
  const { act, token, ticket, language, problem } = view;
  const texts = PAGE_TEXTS[language];
  const { title, lead, privacy, submit } = act === 'rate' ? texts : texts.followUp;
  const alert = problem && html`<p class="alert" role="alert">${texts.problems[problem]}</p>`;
  const scale = html`${LEVEL_ORDER.map((level) => tile(level, view))}${LEVEL_ORDER.map((level) => reasons(level, view))}${items(view)}${remark(view)}<div class="send"><button>${submit}</button></div>`;
  const returned = problem && html` data-e="1"`;
  const form = html`<form id="f" method="post" action="/r/${token}?lang=${language}" data-a="${act}"${returned}><input type="hidden" name="ticket" value="${ticket}"><input type="hidden" name="act" value="${act}"><fieldset><legend class="sr">${texts.scale}</legend><div class="levels">${scale}</div></fieldset></form>`;
  const intro = html`<div id="i"><h1>${lead}</h1><p class="priv">${privacy}</p>${facts(view)}${alert}</div>`;
  const again = `&ticket=${ticket}${act === 'rate' ? '' : '&more=1'}`;
  const body = layout({ language, title, again, content: html`${intro}${form}${sending(language)}` });
  return { status: problem === undefined ? 200 : STATUS_OF_PROBLEM[problem], body };
}

/** What the script shows in place of the form once it is sent: the same whatever was chosen. */
function sending(language: Language): Html {
  const { now, waiting, keep, again } = PAGE_TEXTS[language].sending;
  return html`<div id="p" class="note" role="status" tabindex="-1" data-n="${now}" data-r="${waiting}" hidden><h1 id="w"></h1><p>${keep}</p><button type="button" id="g" hidden>${again}</button></div>`;
}

function facts({ language, windowName, service }: FormView): Html {
  const texts = PAGE_TEXTS[language];
  const staff = [service?.staffName, service?.staffNumber].filter((part) => part !== undefined).join(' ');
  // What the hall calls things is Chinese, whatever the language of the page; what it has no name for is ours.
  const isOther = service?.place !== undefined && service.place.matterId === undefined;
  const rows = [
    [texts.window, windowName],
    [texts.matter, isOther ? texts.otherMatter : service?.matterName, isOther ? language : 'zh-CN'],
    [texts.staff, staff === '' ? undefined : staff],
    [texts.serial, service?.serialNumber],
  ] as const;
  const list = html`<dl>${rows.flatMap(([name, value, spoken = 'zh-CN']) => (value === undefined ? [] : [html`<div><dt>${name}</dt><dd><bdi lang="${spoken}">${value}</bdi></dd></div>`]))}</dl>`;
  return service === undefined ? html`${list}<p class="priv">${texts.offline}</p>` : list;
}

function tile(level: Level, { language, entries }: FormView): Html {
  return html`<input class="pick" type="radio" name="level" id="l${level}" value="${level}" required${checked(entries.level === level)}><label class="tile l${level}" for="l${level}">${face(level)}<span class="n"><b>${nameOf(level, language)}</b>${stars(level)}</span></label>`;
}

function nameOf(level: Level, language: Language): string {
  const row = LEVELS.find((candidate) => candidate.level === level);
  return row === undefined ? '' : wordsIn(row, language);
}

function reasons(level: Level, { language, entries }: FormView): Html {
  const options = tagsForLevel(level).map(
    (tag) =>
      html`<label class="tag"><input type="checkbox" name="tag${level}" value="${tag.code}"${checked(entries.tags.has(tag.code))}><span>${wordsIn(tag, language)}</span></label>`,
  );
  return html`<div class="why w${level}" role="group" aria-labelledby="q${level}"><p id="q${level}">${PAGE_TEXTS[language].why[level]}</p>${options}</div>`;
}

/** The same ones at every level: they tell nobody which one was chosen. */
function items({ language, service, entries }: FormView): Html {
  const options = itemsForMatter(service?.taskType).map(
    (item) =>
      html`<label class="tag"><input type="checkbox" name="item" value="${item.code}"${checked(entries.items.has(item.code))}><span>${wordsIn(item, language)}</span></label>`,
  );
  return html`<div class="more" role="group" aria-labelledby="qi"><p id="qi">${PAGE_TEXTS[language].items}</p><div class="two">${options}</div></div>`;
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
