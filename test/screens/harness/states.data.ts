import type { Page, ScreenState } from '@mingjing/device-app/core/screen/screen-state.ts';
import { sessionIdSchema } from '@mingjing/shared/domain/ids.ts';
import { LEVEL_ORDER, type Level } from '@mingjing/shared/domain/levels.ts';
import { tagsForLevel } from '@mingjing/shared/domain/reason-tags.ts';
import { diagnosticsPage } from './diagnostics-state.ts';

export const SESSION = sessionIdSchema.parse('0190a3b4-5c6d-7e8f-9a0b-1c2d3e4f5a6b');
/** As long as the real ones (DESIGN §4): device, handle, time step, truncated HMAC. */
export const QR_URL = 'https://hp.example.gov.cn/r/w7Kq2mZx9TtB4nVc8RjYdL0aQ1f3hG5sP6uE7iO8k2';

export const IDLE: Page = {
  kind: 'idle',
  windowName: '12号综合窗口',
  department: '市人力资源和社会保障局',
  staff: { name: '王建国', number: 'RS0312', post: '综合受理岗' },
};
export const INVITATION: Extract<Page, { kind: 'invitation' }> = {
  kind: 'invitation',
  sessionId: SESSION,
  warning: null,
  card: {
    matterName: '城乡居民基本养老保险参保登记',
    staffName: '王建国',
    staffNumber: 'RS0312',
    serialNumber: '370100202611220087',
  },
  levels: [...LEVEL_ORDER],
  qrUrl: QR_URL,
};
export const WARNING = { remainingMs: 18_000, totalMs: 20_000 };
export const UNDO: Page = { kind: 'undo', sessionId: SESSION, countdown: { remainingMs: 5000, totalMs: 5000 } };

export function reasonsPage(level: Level): Extract<Page, { kind: 'reasons' }> {
  const options = tagsForLevel(level).map(({ code, zh, en }) => ({ code, zh, en }));
  return { kind: 'reasons', sessionId: SESSION, warning: null, options, textMax: 500 };
}

/** A page with a device of each kind, one of which is held by somebody else. */
export const DIAGNOSTICS = await diagnosticsPage();

/** Every page in every state that looks different, by name. */
export const PAGES: Readonly<Record<string, { page: Page; badges?: Partial<ScreenState['badges']> }>> = {
  idle: { page: IDLE },
  'idle-bare': { page: { kind: 'idle', windowName: '', department: '', staff: null } },
  'idle-badges': { page: IDLE, badges: { offline: true, padMissing: true } },
  invitation: { page: INVITATION },
  'invitation-warning': { page: { ...INVITATION, warning: WARNING }, badges: { offline: true, padMissing: true } },
  'invitation-bare': { page: { ...INVITATION, card: {}, qrUrl: null } },
  'invitation-long': {
    page: {
      ...INVITATION,
      card: {
        matterName: '企业职工基本养老保险关系跨省转移接续（含军人退役养老保险关系转移接续及个人账户资金补划）申请',
        staffName: '阿卜杜热合曼·麦麦提敏',
        staffNumber: 'RS0312-0045678901',
        serialNumber: '3701002026112200870012345678',
      },
    },
  },
  undo: { page: UNDO },
  reasons: { page: reasonsPage(5) },
  'reasons-2': { page: reasonsPage(2) },
  'reasons-warning': { page: { ...reasonsPage(1), warning: WARNING }, badges: { offline: true } },
  'reasons-many': {
    page: { ...reasonsPage(1), options: [...reasonsPage(1).options, ...reasonsPage(2).options] },
  },
  thanks: { page: { kind: 'thanks' } },
  'already-rated': { page: { kind: 'already-rated' } },
  unrated: { page: { kind: 'unrated' } },
  'scan-looking-up': { page: { kind: 'scan', notice: 'looking-up' } },
  'scan-already-rated': { page: { kind: 'scan', notice: 'already-rated' } },
  'scan-expired': { page: { kind: 'scan', notice: 'expired' } },
  'scan-unknown': { page: { kind: 'scan', notice: 'unknown' } },
  'scan-offline': { page: { kind: 'scan', notice: 'offline' }, badges: { offline: true } },
  'scan-unreadable': { page: { kind: 'scan', notice: 'unreadable' } },
  diagnostics: { page: DIAGNOSTICS },
  'diagnostics-warning': { page: { ...DIAGNOSTICS, warning: WARNING } },
  'diagnostics-reading': { page: { ...DIAGNOSTICS, report: null } },
  'diagnostics-nothing': { page: { ...DIAGNOSTICS, report: { devices: [], ports: [] } } },
  'fault-storage': { page: { kind: 'fault', code: 'storage-full' } },
  'fault-lost': { page: { kind: 'fault', code: 'runtime-lost' } },
};
