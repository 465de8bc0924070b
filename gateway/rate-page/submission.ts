import { type Level, levelSchema } from '@mingjing/shared/domain/levels.ts';
import { MATTER_ITEMS } from '@mingjing/shared/domain/matter-items.data.ts';
import { ITEMS_PER_KIND, unknownItems } from '@mingjing/shared/domain/matter-items.ts';
import { REASON_CATALOGUE } from '@mingjing/shared/domain/reason-tags.data.ts';
import { foreignTags } from '@mingjing/shared/domain/reason-tags.ts';
import { REMARK_MAX } from '@mingjing/shared/domain/record.ts';
import type { FormEntries } from './form-page.ts';

/** Fields of a form as the parser leaves them: a name sent twice is a list. */
export type FormFields = Readonly<Record<string, unknown>>;

export type Submission =
  | {
      readonly kind: 'complete';
      readonly level: Level;
      readonly tags: readonly string[];
      readonly items: readonly string[];
      readonly text: string;
    }
  | { readonly kind: 'incomplete'; readonly problem: 'chooseLevel' | 'tooLong'; readonly entries: FormEntries }
  /** No form of ours sends this. */
  | { readonly kind: 'malformed' };

/**
 * Reads what the citizen sent. Tags ticked under a level that was then left are not sent on: the form hid them. A bad rating without
 * reasons is complete: saying why is as free as at the other end of the scale. Items may be those of any matter: what the service is may
 * become known between the page and its sending.
 */
export function readSubmission(fields: FormFields): Submission {
  const level = typeof fields.level === 'string' ? levelSchema.safeParse(Number(fields.level)).data : undefined;
  const tags = level === undefined ? [] : [...new Set(texts(fields[`tag${level}`]))];
  const items = [...new Set(texts(fields.item))];
  const text = tidy(fields.text);
  if (text === undefined || (level === undefined && fields.level !== undefined)) return { kind: 'malformed' };
  if (unknownItems(items).length > 0 || items.length > ITEMS_PER_KIND) return { kind: 'malformed' };
  const entries = { level, tags: new Set(tags), items: new Set(items), text };
  if (level === undefined) return { kind: 'incomplete', problem: 'chooseLevel', entries };
  if (foreignTags(tags, level).length > 0) return { kind: 'malformed' };
  if (text.length > REMARK_MAX) return { kind: 'incomplete', problem: 'tooLong', entries };
  return { kind: 'complete', level, tags, items, text };
}

/** What a complete form says, as the store takes it. */
export function chosenIn({ level, tags, items, text }: Extract<Submission, { kind: 'complete' }>) {
  const chosen = { level, channel: 'qr', tags, text, catalogueVersion: REASON_CATALOGUE.version } as const;
  return items.length === 0 ? chosen : { ...chosen, items: { codes: [...items], version: MATTER_ITEMS.version } };
}

function texts(value: unknown): readonly string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((item) => typeof item === 'string');
}

/** Line ends as the browser counted them, no other control characters. */
function tidy(value: unknown): string | undefined {
  if (value === undefined) return '';
  if (typeof value !== 'string') return undefined;
  return value
    .replaceAll('\r\n', '\n')
    .replace(/[^\P{Cc}\n]/gu, '')
    .trim();
}
