import type { Page, ScreenState } from '@mingjing/device-app/core/screen/screen-state.ts';
import { sessionIdSchema } from '@mingjing/shared/domain/ids.ts';
import { LEVEL_ORDER, type Level } from '@mingjing/shared/domain/levels.ts';
import { itemsForMatter } from '@mingjing/shared/domain/matter-items.ts';
import { tagsForLevel } from '@mingjing/shared/domain/reason-tags.ts';

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
  const items = itemsForMatter('20').map(({ code, zh, en, ug, bo }) => ({ code, zh, en, ug, bo }));
  const options = tagsForLevel(level).map(({ code, zh, en, ug, bo }) => ({ code, zh, en, ug, bo }));
  return { kind: 'reasons', sessionId: SESSION, warning: null, options, items, textMax: 200 };
}

const device = {
  role: 'pad' as const,
  title: { zh: '叫号总线五键评价器', en: 'Queue-bus pad with five keys' },
  profile: 'queue-bus-ff68-5grade',
  connected: true,
  path: '/dev/ttyCH341USB0',
  matchedBy: 'usb-id' as const,
  problem: null,
  goodFrames: 18_204,
  badFrames: 7,
  badReasons: [
    { reason: 'checksum', count: 5 },
    { reason: 'length', count: 2 },
  ],
  strayPresses: 31,
  traffic: [
    { at: 1_767_603_065_000, direction: 'out' as const, size: 8, hex: '68 02 02 68 81 01 82 16' },
    { at: 1_767_603_064_000, direction: 'in' as const, size: 10, hex: 'ff 68 03 03 68 81 11 03 95 16' },
    { at: 1_767_603_011_000, direction: 'in' as const, size: null, hex: null },
  ],
  presses: [
    { at: 1_767_603_064_000, verdict: 'stray' as const, what: '5' },
    { at: 1_767_603_011_000, verdict: 'accepted' as const, what: null },
  ],
  report: [],
};
const HELD = '/dev/ttyUSB1 is in use by another program (held by brltty, process 812); stop it, or run npm run profiles -- udev and install the rules';
/** A page with a device of each kind, one of which is held by somebody else. */
export const DIAGNOSTICS: Extract<Page, { kind: 'diagnostics' }> = {
  kind: 'diagnostics',
  warning: null,
  report: {
    devices: [
      device,
      {
        ...device,
        role: 'scanner',
        title: { zh: 'GM65 二维码扫描模块（USB 虚拟串口）', en: 'GM65 code scanner (USB serial)' },
        profile: 'gm65-cdc',
        connected: false,
        path: null,
        matchedBy: null,
        problem: HELD,
        goodFrames: 0,
        badFrames: 0,
        badReasons: [],
        traffic: [],
        presses: [],
      },
      {
        ...device,
        role: 'printer',
        title: { zh: 'ESC/POS 凭条打印机', en: 'ESC/POS receipt printer' },
        profile: 'escpos-printer',
        path: '/dev/usb/lp0',
        matchedBy: 'path',
        badFrames: 0,
        badReasons: [],
        presses: [],
        traffic: [{ at: 1_767_603_064_000, direction: 'in', size: 36, hex: '1d 28 6b 04 00 31 41 32 00 '.repeat(4).trim() }],
        report: [
          { name: 'paper', value: 'near end' },
          { name: 'online', value: 'true' },
        ],
      },
    ],
    ports: [
      {
        path: '/dev/ttyCH341USB0',
        kind: 'serial',
        usbId: '1a86:7523',
        serialNumber: null,
        location: '1-1.4',
        device: 0,
        holder: null,
        fits: ['queue-bus-ff68-4key', 'queue-bus-ff68-5grade', 'generic-single-byte', 'generic-text-line'],
      },
      {
        path: '/dev/ttyUSB1',
        kind: 'serial',
        usbId: '10c4:ea60',
        serialNumber: '0001A7F3',
        location: '1-1.3',
        device: null,
        holder: 'brltty (812)',
        fits: ['gm65-cdc'],
      },
      {
        path: '0003:05F3:0405:000A',
        kind: 'hid',
        usbId: '05f3:0405',
        serialNumber: null,
        location: '1-1.2',
        device: null,
        holder: null,
        fits: [],
      },
    ],
  },
};

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
