import type { Page } from '@mingjing/device-app/core/screen/screen-state.ts';
import type { LevelTest, ServiceView, ServiceViewOf } from '@mingjing/device-app/core/service/service-page.ts';

type Service = Extract<Page, { kind: 'service' }>;

export const service = (view: ServiceView, warning: Service['warning'] = null): Service => ({ kind: 'service', warning, view });

const WARNING = { remainingMs: 18_000, totalMs: 20_000 };
/** 2026-11-22 09:30, by the clock of whoever looks. */
const AT = new Date(2026, 10, 22, 9, 30).getTime();

export const PIN: ServiceViewOf<'pin'> = { step: 'pin', answer: null, locked: null };
export const MENU: ServiceViewOf<'menu'> = {
  step: 'menu',
  windowName: '12号综合窗口',
  appVersion: '1.4.0',
  items: [
    { step: 'gateway', state: 'done' },
    { step: 'panel', state: 'done' },
    { step: 'pads', state: 'trouble' },
    { step: 'senses', state: 'open' },
    { step: 'self-test', state: 'open' },
    { step: 'diagnostics', state: null },
    { step: 'bundle', state: null },
    { step: 'new-pin', state: 'done' },
  ],
};
export const GATEWAY: ServiceViewOf<'gateway'> = {
  step: 'gateway',
  url: 'https://hp.example.gov.cn:8443',
  shortId: null,
  state: 'no-code',
  answer: null,
  scanner: true,
};
export const PANEL: ServiceViewOf<'panel'> = { step: 'panel', ppi: 149, answer: null };
export const PADS: ServiceViewOf<'pads'> = {
  step: 'pads',
  chosen: [
    {
      slot: 0,
      profile: 'queue-bus-ff68-5grade',
      title: { zh: '排队总线五级评价器', en: 'Queue-bus evaluator, five grades' },
      path: '/dev/ttyCH341USB0',
      connected: true,
    },
    { slot: 1, profile: 'usb-keypad', title: { zh: 'USB 小键盘', en: 'USB keypad' }, path: null, connected: false },
  ],
  offers: [{ profile: 'modbus-5key', title: { zh: 'Modbus 五键盒', en: 'Modbus box of five keys' }, path: '/dev/ttyS1' }],
  keys: [],
  withheld: null,
  answer: null,
};
export const SENSES: ServiceViewOf<'senses'> = {
  step: 'senses',
  volume: 2,
  brightness: 70,
  voices: ['zh-CN', 'en'],
  quiet: false,
  answer: null,
};

const row = (level: LevelTest['level'], rest: Partial<LevelTest> = {}): LevelTest => ({
  level,
  glass: 'ok',
  kept: 'ok',
  sent: 'ok',
  ...rest,
});
const NOT_YET = { glass: null, kept: null, sent: null } as const;
const tested = (state: 'running' | 'passed' | 'failed', levels: readonly LevelTest[]): ServiceViewOf<'self-test'> => ({
  step: 'self-test',
  report: { state, at: AT, levels: [...levels] },
});
export const NEVER_TESTED: ServiceViewOf<'self-test'> = { step: 'self-test', report: { state: 'never', at: null, levels: [] } };
export const BUNDLE: ServiceViewOf<'bundle'> = { step: 'bundle', state: 'none', made: null };
const MADE = {
  file: '/run/media/mingjing/sdb1/mingjing-diagnostics-7K2QXM-20261122-093000.zip',
  onStick: true,
  bytes: 1_482_344,
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
};

/** Every service page in every state that looks different. Diagnostics are among the pages of the devices. */
export const SERVICE_PAGES: Readonly<Record<string, { page: Service }>> = {
  'service-pin': { page: service(PIN) },
  'service-pin-wrong': {
    page: service({ ...PIN, answer: 'wrong', locked: { remainingMs: 119_000, totalMs: 120_000 } }, WARNING),
  },
  'service-pin-unset': { page: service({ ...PIN, answer: 'unset' }) },
  'service-pin-unreadable': { page: service({ ...PIN, answer: 'unreadable' }) },
  'service-pin-not-kept': { page: service({ ...PIN, answer: 'not-kept' }) },
  'service-new-pin': { page: service({ step: 'new-pin', first: false, answer: null }) },
  'service-new-pin-first': { page: service({ step: 'new-pin', first: true, answer: null }, WARNING) },
  'service-new-pin-not-kept': { page: service({ step: 'new-pin', first: false, answer: 'not-kept' }) },
  'service-menu': { page: service(MENU) },
  'service-menu-bare': {
    page: service({ ...MENU, windowName: '', items: MENU.items.map((item) => (item.step === 'self-test' ? { ...item, state: 'waiting' } : item)) }, WARNING),
  },
  'service-gateway': { page: service(GATEWAY) },
  'service-gateway-alone': { page: service({ ...GATEWAY, url: null, state: 'alone', scanner: false }) },
  'service-gateway-connected': {
    page: service({ ...GATEWAY, shortId: '7K2QXM', state: 'connected', answer: 'kept' }, WARNING),
  },
  'service-gateway-refused': {
    page: service({ ...GATEWAY, url: `https://${'a-long-name.'.repeat(12)}gov.cn`, state: 'refused', answer: 'bad-address' }),
  },
  'service-gateway-unreachable': { page: service({ ...GATEWAY, shortId: '7K2QXM', state: 'unreachable', answer: 'bad-scan' }) },
  'service-panel': { page: service(PANEL) },
  'service-panel-kept': { page: service({ ...PANEL, answer: 'kept' }, WARNING) },
  'service-panel-wrong': { page: service({ ...PANEL, ppi: 51, answer: 'not-kept' }) },
  'service-pads': { page: service(PADS) },
  'service-pads-none': { page: service({ ...PADS, chosen: [], offers: [] }) },
  'service-pads-key': {
    page: service(
      {
        ...PADS,
        keys: [
          { at: AT, slot: 0, what: { kind: 'level', level: 1, raw: '1' } },
          { at: AT - 900, slot: 0, what: { kind: 'level', level: 5, raw: '5' } },
        ],
        answer: 'full',
      },
      WARNING,
    ),
  },
  'service-pads-withheld': { page: service({ ...PADS, withheld: { remainingMs: 42_000 } }) },
  'service-senses': { page: service(SENSES) },
  'service-senses-bare': { page: service({ ...SENSES, volume: 0, brightness: null, voices: [], answer: 'kept' }, WARNING) },
  'service-senses-quiet': { page: service({ ...SENSES, quiet: true, answer: 'not-kept' }) },
  'service-self-test': { page: service(NEVER_TESTED) },
  'service-self-test-running': {
    page: service(tested('running', [row(5), row(4, { sent: null }), row(3, NOT_YET), row(2, NOT_YET), row(1, NOT_YET)])),
  },
  'service-self-test-passed': {
    page: service(
      tested(
        'passed',
        ([5, 4, 3, 2, 1] as const).map((level) => row(level)),
      ),
    ),
  },
  'service-self-test-pending': {
    page: service(
      tested(
        'passed',
        ([5, 4, 3, 2, 1] as const).map((level) => row(level, { sent: level === 5 ? 'ok' : null })),
      ),
    ),
  },
  'service-self-test-failed': {
    page: service(
      tested('failed', [
        row(5),
        row(4, { sent: 'failed' }),
        row(3, { kept: 'failed', sent: null }),
        row(2, { glass: 'covered', kept: null, sent: null }),
        row(1, { glass: 'too-small', sent: 'alone' }),
      ]),
      WARNING,
    ),
  },
  'service-bundle': { page: service(BUNDLE) },
  'service-bundle-made': { page: service({ ...BUNDLE, state: 'made', made: MADE }, WARNING) },
  'service-bundle-kept': {
    page: service({ ...BUNDLE, state: 'made', made: { ...MADE, file: MADE.file.replace(/^.*\//, '/var/lib/mingjing/bundles/'), onStick: false } }),
  },
  'service-bundle-failed': { page: service({ ...BUNDLE, state: 'failed' }) },
};
