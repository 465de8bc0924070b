import type { LogEventId } from '@mingjing/shared/log-events/catalogue.data.ts';

/**
 * What of each event of the log goes into a bundle. What is not named here stays at home, so that a new event or field is private until
 * somebody has thought about it. Nothing of sessions, scans, receipts, presses and staff: when somebody rated, and who served, is nobody's
 * business but the gateway's (P5).
 */
export const BUNDLED_EVENTS: Readonly<Partial<Record<LogEventId, readonly string[]>>> = {
  'runtime.ready': ['ms'],
  'runtime.stopping': [],
  'store.opened': [],
  'store.epoch-begun': ['reason'],
  'store.suspect': [],
  'store.damaged': [],
  'store.unavailable': ['reason'],
  'store.full': [],
  'store.recovered': [],
  'pad.connected': ['slot', 'profile', 'path'],
  'pad.disconnected': ['slot', 'profile', 'reason'],
  'pad.open-failed': ['slot', 'profile', 'reason', 'holder'],
  'profile.invalid': ['field', 'problem'],
  'self-test.passed': [],
  'self-test.failed': [],
  'self-test.given-way': [],
  'enrolment.done': [],
  'enrolment.failed': ['kind'],
  'sync.connected': [],
  'sync.disconnected': ['code', 'reason'],
  'sync.refused': ['reason'],
  'sync.conflict': [],
  'sync.upload-refused': [],
  'sync.gap': [],
  'local-api.refused': ['reason'],
  'local-api.failed': [],
  'screen.connected': [],
  'screen.disconnected': [],
  'board.unreadable': [],
  'kiosk.catalogue-fetched': [],
  'service.opened': [],
  'service.pin-set': [],
  'service.set': ['what'],
  'service.not-kept': ['what'],
  'service.setup-unreadable': [],
  'service.pin-unreadable': [],
  'service.locked-out': ['failures'],
  'voice.pack-ready': ['languages'],
  'voice.pack-unusable': [],
};

/** Parts whose versions matter when something goes wrong. */
export const BUNDLED_PACKAGES = ['better-sqlite3', 'fastify', 'node-hid', 'serialport', 'ws'] as const;
