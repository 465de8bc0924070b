import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SHIPPED_PROFILES } from '../../load-profiles.ts';
import { readProfiles } from '../generated-files.ts';
import { SUPPORT_DOCUMENT, supportCommand } from './support-command.ts';
import { supportDocument } from './support-table.ts';

const read = readProfiles(SHIPPED_PROFILES);
if (!read.ok) throw new Error(JSON.stringify(read.error));
const shipped = read.value;
const text = supportDocument(shipped);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-support-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function run(...args: string[]) {
  const errors: string[] = [];
  const code = supportCommand(args, { line: () => undefined, error: (line) => errors.push(line) });
  return { code, errors: errors.join('\n') };
}

describe('the support table', () => {
  it('is up to date: otherwise run npm run docs', () => {
    expect(run('--check')).toMatchObject({ code: 0 });
    expect(readFileSync(SUPPORT_DOCUMENT, 'utf8')).toBe(text);
  });

  it('has a row and a section for every profile, in one order', () => {
    for (const { id, title } of shipped) {
      expect(text.split(`](#${id})`), id).toHaveLength(2);
      expect(text, id).toContain(`\n### ${id}\n`);
      expect(text).toContain(title.zh);
    }
    expect(supportDocument([...shipped].reverse())).toBe(text);
  });

  it('says honestly what was tried on hardware, and lets rows be read as rows', () => {
    const first = shipped[0]!;
    const tried = {
      ...first,
      title: { zh: '一|二', en: 'x' },
      provenance: { ...first.provenance, testedOnHardware: true },
    };
    const one = supportDocument([tried]);
    expect(one).toMatch(/1 devices, 1 of them tried on hardware/);
    const row = one.split('\n').find((line) => line.includes(`](#${first.id})`))!;
    expect(row.split(/(?<!\\)\|/)).toHaveLength(8);
    expect(row).toMatch(/是 yes \|$/);
  });

  it('says what is stale and does not touch it while checking', () => {
    const out = join(folder, 'hardware-support.md');
    writeFileSync(out, 'old');
    expect(run('--out', out, '--check')).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/is stale; run npm run profiles -- support-table/),
    });
    expect(readFileSync(out, 'utf8')).toBe('old');
    expect(run('--out', out).code).toBe(0);
    expect(readFileSync(out, 'utf8')).toBe(text);
  });

  it('points at a profile that cannot be read', () => {
    writeFileSync(join(folder, 'bad.json'), '{}');
    expect(run('--folder', folder, '--out', join(folder, 'x.md'))).toMatchObject({
      code: 2,
      errors: expect.stringMatching(/bad\.json/),
    });
  });
});
