import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FRESH_LADDER } from '../core/supervision/recovery-ladder.ts';
import { createRecoveryFile } from './recovery-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recovery-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('createRecoveryFile', () => {
  it('remembers across instances', () => {
    const history = { relaunches: [1, 2], reboots: [3] };
    createRecoveryFile(join(folder, 'recovery.json')).save(history);
    expect(createRecoveryFile(join(folder, 'recovery.json')).load()).toEqual(history);
  });

  it.each(['', '{"relaunches":', '[]', '{"relaunches":["yesterday"],"reboots":[]}'])('starts fresh from %j', (text) => {
    const path = join(folder, 'recovery.json');
    writeFileSync(path, text);
    expect(createRecoveryFile(path).load()).toEqual(FRESH_LADDER);
  });

  it('does not stop a rescue where nothing can be written', () => {
    const memory = createRecoveryFile(join(folder, 'missing', 'recovery.json'));
    expect(() => memory.save({ relaunches: [1], reboots: [] })).not.toThrow();
    expect(memory.load()).toEqual(FRESH_LADDER);
  });
});
