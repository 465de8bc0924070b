import type { Notice } from './texts/page-texts.ts';

/** HTTP status of each notice. A forged token, an unknown terminal and a retired one look the same from outside. */
export const NOTICE_STATUS: Readonly<Record<Notice, number>> = {
  recorded: 200,
  held: 202,
  rated: 200,
  duplicate: 409,
  followed: 200,
  'followed-before': 409,
  'follow-up-over': 410,
  expired: 410,
  'receipt-expired': 410,
  'page-expired': 410,
  clock: 409,
  unknown: 404,
  broken: 400,
  busy: 429,
  failed: 500,
};

/** What was sent may still be taken when it is sent again: the phone must not forget it. */
export const UNANSWERED: readonly Notice[] = ['busy', 'failed'];
