import { type Level, levelSchema } from '@mingjing/shared/domain/levels.ts';
import { foreignTags } from '@mingjing/shared/domain/reason-tags.ts';
import { REMARK_MAX } from '@mingjing/shared/domain/record.ts';
import { type FormEntries, NO_ENTRIES } from './form-page.ts';

/** Fields of a form as the parser leaves them: a name sent twice is a list. */
export type FormFields = Readonly<Record<string, unknown>>;

export type Submission =
  | { readonly kind: 'complete'; readonly level: Level; readonly tags: readonly string[]; readonly text: string }
  | { readonly kind: 'incomplete'; readonly problem: 'chooseLevel' | 'tooLong'; readonly entries: FormEntries }
  /** No form of ours sends this. */
  | { readonly kind: 'malformed' };

/**
 * Reads what the citizen sent. Tags ticked under a level that was then left are not sent on: the form hid them. A bad rating without
 * reasons is complete: saying why is as free as at the other end of the scale.
 */
export function readSubmission(fields: FormFields): Submission {
  const level = typeof fields.level === 'string' ? levelSchema.safeParse(Number(fields.level)).data : undefined;
  const tags = level === undefined ? [] : [...new Set(texts(fields[`tag${level}`]))];
  const text = tidy(fields.text);
  if (text === undefined || (level === undefined && fields.level !== undefined)) return { kind: 'malformed' };
  if (level === undefined) return { kind: 'incomplete', problem: 'chooseLevel', entries: { ...NO_ENTRIES, text } };
  if (foreignTags(tags, level).length > 0) return { kind: 'malformed' };
  if (text.length > REMARK_MAX) {
    return { kind: 'incomplete', problem: 'tooLong', entries: { level, tags: new Set(tags), text } };
  }
  return { kind: 'complete', level, tags, text };
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
