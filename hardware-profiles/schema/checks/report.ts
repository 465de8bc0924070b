import type { z } from 'zod';
import type { FieldPath } from '../../profile-issue.ts';
import type { ProfileFields } from '../profile.ts';

/** Says what is wrong at a place of the profile, and what would be right. */
export type Report = (path: FieldPath, message: string) => void;
/** Looks at fields that speak of each other, which no single field can hold alone. */
export type Check = (profile: ProfileFields, report: Report) => void;

export function reportTo(context: z.RefinementCtx): Report {
  return (path, message) => context.addIssue({ code: 'custom', path: [...path], message });
}

/** Names as a message lists them. */
export function listed(names: readonly string[]): string {
  return names.length === 0 ? '(none)' : names.join(', ');
}
