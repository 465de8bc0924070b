import { randomBytes } from 'node:crypto';
import { uuidV7 } from '@mingjing/shared/basics/uuid.ts';
import { sessionViewSchema } from '@mingjing/shared/domain/service-session.ts';
import { expect, test } from 'vitest';
import { chooseSession, type SearchedSession, viewAt } from './session-search.ts';

const NOW = 1_770_000_000_000;
const WINDOW = 24 * 3600_000;

function session(name: string, changes: Partial<SearchedSession> = {}): SearchedSession {
  const view = sessionViewSchema.parse({
    sessionId: uuidV7(NOW, randomBytes),
    qrHandle: randomBytes(16).toString('base64url'),
    openedBy: 'local-api',
    openedAt: NOW,
    matterName: name,
  });
  return { view, rated: false, cancelled: false, openedAt: NOW - 1_000, ...changes };
}

const old = { openedAt: NOW - WINDOW - 1 };
test.each<[string, readonly SearchedSession[], string]>([
  ['nothing', [], 'unknown'],
  ['one that waits', [session('a')], 'a'],
  ['the later of two', [session('b'), session('a')], 'b'],
  ['the earlier one, where the later is rated', [session('b', { rated: true }), session('a')], 'a'],
  ['the earlier one, where the later was cancelled', [session('b', { cancelled: true }), session('a')], 'a'],
  ['all rated', [session('b', { rated: true }), session('a', { rated: true })], 'already-rated'],
  ['one at the last moment', [session('a', { openedAt: NOW - WINDOW })], 'a'],
  ['one a moment later', [session('a', old)], 'expired'],
  [
    'the latest is too old, an earlier one is rated',
    [session('b', old), session('a', { ...old, rated: true })],
    'expired',
  ],
  ['the latest is rated, an earlier one too old', [session('b', { rated: true }), session('a', old)], 'already-rated'],
  ['all cancelled', [session('a', { cancelled: true, rated: true })], 'unknown'],
])('under a number with %s', (_name, sessions, expected) => {
  const answer = chooseSession(sessions, NOW, WINDOW);
  expect(answer.state === 'found' ? answer.session.matterName : answer.state).toBe(expected);
});

test('a session is a kiosk’s everywhere but at its own terminal, with the window where it was, and otherwise the same', () => {
  const { view } = session('a');
  expect(viewAt('d1', { deviceId: 'd1', view }, '3号窗口')).toEqual(view);
  expect(viewAt('d2', { deviceId: 'd1', view }, '3号窗口')).toEqual({
    ...view,
    openedBy: 'kiosk',
    windowName: '3号窗口',
  });
  expect(viewAt('d2', { deviceId: 'd1', view }, undefined)).toEqual({ ...view, openedBy: 'kiosk' });
});
