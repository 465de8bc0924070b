import { describe, expect, it } from 'vitest';
import { hasServed } from './has-served.ts';

const began = (reason: string) => ({ type: 'event', body: { event: 'store.epoch-begun', data: { reason } } });
const opened = (openedBy: string) => ({ type: 'session', body: { kind: 'opened', view: { openedBy } } });
const logOf = (entries: readonly unknown[], { fromSeq = 1, hasMore = false } = {}) => ({
  readAfter: () => ({
    ...{ epoch: '' as never, lastHash: '', fromSeq, hasMore },
    texts: entries.map((entry) => JSON.stringify(entry)),
  }),
});

describe('whether anybody was ever invited here', () => {
  it.each([
    ['a log just begun', logOf([began('first-start')]), false],
    ['self-tests only', logOf([began('first-start'), opened('self-test')]), false],
    ['a session', logOf([began('first-start'), opened('gateway')]), true],
    ['a log of which nobody knows what was lost', logOf([began('damaged')]), true],
    ['a log that was begun anew for the gateway', logOf([began('conflict')]), true],
    ['a log whose beginning is gone', logOf([opened('self-test')], { fromSeq: 7 }), true],
    ['a log too long to be read', logOf([began('first-start')], { hasMore: true }), true],
  ] as const)('is told by %s', (_what, log, served) => {
    expect(hasServed(log)).toBe(served);
  });
});
