import type { Diagnostics } from '@mingjing/device-app/core/screen/diagnostics-page.ts';
import type { Countdown, Page, ScreenState } from '@mingjing/device-app/core/screen/screen-state.ts';
import { sessionIdSchema } from '@mingjing/shared/domain/ids.ts';
import { LEVEL_ORDER, type Level } from '@mingjing/shared/domain/levels.ts';
import { itemsForMatter } from '@mingjing/shared/domain/matter-items.ts';
import { tagsForLevel } from '@mingjing/shared/domain/reason-tags.ts';
import { diagnosedPads } from './diagnostics-state.ts';
import { PORTRAIT_PNG } from './portrait.data.ts';
import { SERVICE_PAGES } from './service-states.data.ts';

export const SESSION = sessionIdSchema.parse('0190a3b4-5c6d-7e8f-9a0b-1c2d3e4f5a6b');
/** As long as the real ones (DESIGN §4): device, handle, time step, truncated HMAC. */
export const QR_URL = 'https://hp.example.gov.cn/r/w7Kq2mZx9TtB4nVc8RjYdL0aQ1f3hG5sP6uE7iO8k2';

const WORKDAY = [
  { from: '09:00', to: '12:00' },
  { from: '13:30', to: '17:00' },
];
export const IDLE: Extract<Page, { kind: 'idle' }> = {
  kind: 'idle',
  windowName: '12号综合窗口',
  department: '市人力资源和社会保障局',
  staff: { name: '王建国', number: 'RS0312', post: '综合受理岗', stars: null, photo: null },
  notices: [],
  guide: [],
  hours: null,
  signIn: { pin: false, card: false },
};
/** Everything that a window can announce. */
export const BOARD: Extract<Page, { kind: 'idle' }> = {
  ...IDLE,
  staff: { name: '王建国', number: 'RS0312', post: '综合受理岗', stars: 4, photo: { type: 'image/png', base64: PORTRAIT_PNG } },
  notices: [
    {
      title: '社保系统升级，本周六暂停办理',
      text: '因全省社会保险信息系统升级，本周六（11月28日）全天暂停办理社会保险登记、转移、待遇领取等业务。\n网上办理不受影响，您可以登录政务服务网或者到大厅一楼自助服务区办理。给您带来不便，敬请谅解！',
    },
    { title: '冬季供暖补贴开始申请', text: '符合条件的居民请携带身份证和户口簿，到 8 号窗口申请。' },
  ],
  guide: [
    {
      name: '城乡居民基本养老保险参保登记',
      materials: ['居民身份证原件', '户口簿本人页复印件', '本人社会保障卡或者其他银行账户'],
      takes: '当场办结',
    },
    { name: '社会保障卡挂失与补办', materials: ['居民身份证原件'], takes: '10 分钟' },
    { name: '养老保险关系转移', materials: ['居民身份证原件', '参保缴费凭证'], takes: '15 个工作日' },
  ],
  hours: {
    opening: { now: 'open', change: { time: '12:00', inDays: 0, weekday: 6 }, special: null },
    week: [
      { from: 0, to: 4, periods: WORKDAY },
      { from: 5, to: 5, periods: [{ from: '09:00', to: '11:30' }] },
    ],
    special: [
      { date: '2027-01-01', name: '元旦', periods: [] },
      { date: '2027-02-14', name: '春节调休', periods: WORKDAY },
    ],
  },
  signIn: { pin: true, card: true },
};
export const SIGN_IN: Extract<Page, { kind: 'staff' }> = { kind: 'staff', warning: null, current: null, answer: null, locked: null };
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

export function diagnosticsOf(report: Diagnostics | null, warning: Countdown | null = null): Extract<Page, { kind: 'service' }> {
  return { kind: 'service', warning, view: { step: 'diagnostics', report } };
}
/** A page with a device of each kind, one of which is held by somebody else. */
export const DIAGNOSED = await diagnosedPads();
export const DIAGNOSTICS = diagnosticsOf(DIAGNOSED);

const HALLS = ['市政务服务大厅', '高新区政务服务分中心', '不动产登记大厅', '舜华路街道便民服务中心'];
const WINDOWS = ['综合受理', '社会保险', '医疗保障', '不动产登记', '公积金', '企业开办', '出入境', '车驾管'];
const MATTERS = ['社会保障卡申领、补领、换领', '灵活就业人员参保登记', '居住证签注', '内资公司设立登记', '企业职工基本养老保险关系跨省转移接续'];
const named = (names: readonly string[], count: number, note: (at: number) => string | null) =>
  Array.from({ length: count }, (_, at) => ({ id: `e${at}`, name: names[at % names.length]!, note: note(at) }));
const KIOSK_CHOICE = { kind: 'kiosk-choice', warning: null } as const;

/** The pages of a self-service kiosk. */
const KIOSK: Readonly<Record<string, { page: Page; role?: 'kiosk'; badges?: Partial<ScreenState['badges']> }>> = {
  'kiosk-start': { page: { kind: 'kiosk-start', ways: ['scan', 'number', 'place'], warning: null } },
  'kiosk-start-fresh': { page: { kind: 'kiosk-start', ways: ['scan', 'number', 'place'], warning: null }, badges: { fresh: true } },
  'kiosk-start-one': { page: { kind: 'kiosk-start', ways: ['number'], warning: WARNING }, badges: { offline: true } },
  'kiosk-scan': { page: { kind: 'kiosk-scan', warning: null } },
  'kiosk-number': { page: { kind: 'kiosk-number', text: '', notice: null, warning: null } },
  'kiosk-number-citizen': { page: { kind: 'kiosk-number', text: '', notice: 'citizen-number', warning: null } },
  'kiosk-number-unfinished': { page: { kind: 'kiosk-number', text: '370-', notice: 'unfinished', warning: null } },
  'kiosk-number-typed': {
    page: { kind: 'kiosk-number', text: '370100202611220087', notice: null, warning: WARNING },
  },
  'kiosk-number-longest': {
    page: { kind: 'kiosk-number', text: '3701002026112200870012345678'.padEnd(63, 'W').concat('-'), notice: 'unfinished', warning: null },
  },
  'kiosk-halls': { page: { ...KIOSK_CHOICE, step: 'hall', path: [], entries: named(HALLS, 4, () => null) } },
  'kiosk-windows': {
    page: {
      ...KIOSK_CHOICE,
      step: 'window',
      path: ['市政务服务大厅'],
      entries: named(WINDOWS, 23, () => '市人力资源和社会保障局').map((entry, at) => ({ ...entry, name: `${at + 1}号窗口 ${entry.name}` })),
    },
  },
  'kiosk-matters': {
    page: {
      ...KIOSK_CHOICE,
      step: 'matter',
      path: ['市政务服务大厅', '12号综合窗口'],
      entries: named(MATTERS, 5, () => null),
      warning: WARNING,
    },
  },
  'kiosk-matters-none': {
    page: { ...KIOSK_CHOICE, step: 'matter', path: ['市政务服务大厅', '咨询台'], entries: [] },
  },
  'kiosk-invitation': {
    page: {
      ...INVITATION,
      card: { matterName: '社会保障卡申领、补领、换领', windowName: '12号综合窗口', serialNumber: '370100202611220087' },
    },
  },
  'scan-busy': { page: { kind: 'scan', notice: 'busy' } },
};

/** Every page in every state that looks different, by name. */
export const PAGES: Readonly<Record<string, { page: Page; badges?: Partial<ScreenState['badges']> }>> = {
  idle: { page: IDLE },
  'idle-bare': { page: { ...IDLE, windowName: '', department: '', staff: null } },
  'idle-board': { page: BOARD },
  'idle-nobody': {
    page: {
      ...BOARD,
      staff: null,
      hours: { ...BOARD.hours!, opening: { now: 'closed', change: { time: '09:00', inDays: 1, weekday: 0 }, special: '元旦' } },
    },
    badges: { offline: true, padMissing: true },
  },
  'idle-long': {
    page: {
      ...BOARD,
      windowName: '企业开办与不动产登记联合服务专窗',
      department: '市行政审批服务局企业开办与不动产登记联合服务中心',
      staff: { ...BOARD.staff!, name: '阿卜杜热合曼·麦麦提敏', number: 'RS0312-0045678901', post: '企业开办综合受理与后台审批岗' },
    },
  },
  'sign-in': { page: SIGN_IN },
  'sign-in-wrong': {
    page: {
      ...SIGN_IN,
      current: { name: '阿卜杜热合曼·麦麦提敏', number: 'RS0312-0045678901' },
      answer: 'wrong',
      locked: { remainingMs: 119_000, totalMs: 120_000 },
      warning: WARNING,
    },
  },
  'idle-fresh': { page: { ...IDLE, staff: null }, badges: { fresh: true } },
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
  'diagnostics-warning': { page: diagnosticsOf(DIAGNOSED, WARNING) },
  'diagnostics-reading': { page: diagnosticsOf(null) },
  'diagnostics-nothing': { page: diagnosticsOf({ withheld: null, devices: [], ports: [] }) },
  ...SERVICE_PAGES,
  'fault-storage': { page: { kind: 'fault', code: 'storage-full' } },
  ...KIOSK,
  'fault-lost': { page: { kind: 'fault', code: 'runtime-lost' } },
};
