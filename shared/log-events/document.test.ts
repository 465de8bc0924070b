import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { LOG_EVENTS } from './catalogue.data.ts';
import { logEventsDocument } from './document.ts';

const FILE = new URL('../../docs/log-events.md', import.meta.url);

describe('docs/log-events.md', () => {
  it('is what `npm run docs` writes from the catalogue', async () => {
    expect(await readFile(FILE, 'utf8'), 'stale: run `npm run docs`').toBe(logEventsDocument());
  });

  it('explains every event', () => {
    const missing = Object.keys(LOG_EVENTS).filter((id) => !logEventsDocument().includes(`| \`${id}\` | `));
    expect(missing).toEqual([]);
  });

  it('keeps a table row whole whatever a help text holds', () => {
    const rows = logEventsDocument({ 'a.b': { level: 'info', message: 'x|y', help: 'one\ntwo' } }).split('\n');
    expect(rows).toContain('| `a.b` | info | x\\|y | one two |');
  });
});

describe('the catalogue', () => {
  it('has ids of two kebab-case words, messages without a full stop and helps with one', () => {
    const odd = Object.entries(LOG_EVENTS).filter(
      ([id, { message, help }]) =>
        !/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/.test(id) || message.endsWith('.') || !help.endsWith('.'),
    );
    expect(odd).toEqual([]);
  });
});
