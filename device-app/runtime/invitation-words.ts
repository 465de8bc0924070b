import type { SessionView } from '@mingjing/shared/domain/service-session.ts';

/** All of China has one time. */
const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

/**
 * What a pad may be told of the session that it is to ask about: no more than the screen beside it shows, and nothing of the applicant
 * (P6). `sessionId` is new with each question, so that an answer to an older one can be told. Absent values are empty texts.
 */
export function invitationWords(
  { sessionId, matterName = '', staffNumber = '', openedAt }: SessionView,
  windowName: string,
): Readonly<Record<string, string>> {
  return { sessionId, matterName, staffNumber, windowName, date: DAY.format(openedAt) };
}
