import { describe, expect, it } from 'vitest';
import type { EventLog } from './event-log.ts';
import { foldLog, type KindOfLine } from './fold-log.ts';

function setUp(kindOf?: KindOfLine) {
  let now = 0;
  const lines: Parameters<EventLog>[] = [];
  const log = foldLog((...line) => lines.push(line), { mono: () => now }, 1000, kindOf);
  return { log, lines, pass: (ms: number) => (now += ms) };
}

describe('folding the log', () => {
  it('lets a kind of line through once in a while and says how many it held back', () => {
    const { log, lines, pass } = setUp();
    for (let line = 0; line < 50; line += 1) log('terminal.refused', { reason: 'rate' });
    pass(999);
    log('terminal.refused', { reason: 'signature' });
    expect(lines).toEqual([['terminal.refused', { reason: 'rate' }]]);
    pass(1);
    log('terminal.refused', { reason: 'path' });
    expect(lines[1]).toEqual(['terminal.refused', { reason: 'path', folded: 50 }]);
    pass(1000);
    log('terminal.refused', { reason: 'path' });
    expect(lines[2]).toEqual(['terminal.refused', { reason: 'path' }]);
  });

  it('keeps kinds apart, and lines without a kind as they are', () => {
    const { log, lines } = setUp((event, { reason }) =>
      event === 'terminal.refused' ? `${event} ${reason}` : undefined,
    );
    for (let line = 0; line < 3; line += 1) {
      log('terminal.refused', { reason: 'rate' });
      log('terminal.refused', { reason: 'signature' });
      log('terminal.connected');
    }
    expect(lines.map(([event, data]) => [event, data?.reason].join(' ').trim())).toEqual([
      'terminal.refused rate',
      'terminal.refused signature',
      'terminal.connected',
      'terminal.connected',
      'terminal.connected',
    ]);
  });
});
