import { heldSession } from '@mingjing/test/support/sessions.ts';
import { expect, it } from 'vitest';
import { invitationWords } from './invitation-words.ts';

it('tells a pad what the screen shows, and nothing that leads to a person', () => {
  const { view } = heldSession(1);
  const full = {
    ...view,
    openedAt: Date.parse('2026-11-22T17:30:00Z'),
    matterName: '居住证签注',
    staffName: '张三',
    staffNumber: '1001',
    serialNumber: 'BJ-20261122-7',
  };
  expect(invitationWords(full, '3号窗口')).toEqual({
    sessionId: view.sessionId,
    matterName: '居住证签注',
    staffNumber: '1001',
    windowName: '3号窗口',
    date: '2026-11-23',
  });
  const { matterName: _matter, staffNumber: _number, ...bare } = full;
  expect(invitationWords(bare, '')).toMatchObject({ matterName: '', staffNumber: '', windowName: '' });
});
