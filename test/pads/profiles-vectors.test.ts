import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { replay } from '@mingjing/device-app/pads/replay/replay.ts';
import { profileFiles, readProfile, SHIPPED_PROFILES } from '@mingjing/hardware-profiles/load-profiles.ts';
import { createLintCommand } from '@mingjing/hardware-profiles/tools/lint-command.ts';
import { readVectors } from '@mingjing/hardware-profiles/vectors-file.ts';
import { describe, expect, it } from 'vitest';

/** The vectors that all founders share, beside the repository and no part of it. */
const SHARED = join(import.meta.dirname, '../../../shared/hardware-vectors.json');
const RECORDINGS = profileFiles(join(SHIPPED_PROFILES, '../recordings'));

const profiles = profileFiles(SHIPPED_PROFILES).map((file) => {
  const read = readProfile(file);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
});

interface Named {
  readonly protocol: string;
  readonly hex: string;
  readonly origin: string;
}
const vectorsOf = (file: string): readonly Named[] => JSON.parse(readFileSync(file, 'utf8')).vectors;
const protocolsOf = (file: string) => [...new Set(vectorsOf(file).map(({ protocol }) => protocol))];
const speaking = (protocol: string) => profiles.filter((profile) => profile.protocol.includes(protocol));

/** Vectors of a file that do not hold on a profile, as what was got instead. */
function failures(file: string, profile: (typeof profiles)[number]) {
  const read = readVectors(file, profile);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return replay(profile, read.value).vectors.filter(({ ok }) => !ok);
}

const shared = existsSync(SHARED);
if (!shared) process.stderr.write(`SKIPPED: ${SHARED} is not here, so no profile is held against the shared vectors\n`);

describe.skipIf(!shared)('the shared vectors', () => {
  it('has none without a profile', () => {
    expect(protocolsOf(SHARED).filter((protocol) => speaking(protocol).length === 0)).toEqual([]);
  });

  it.each(profiles.filter(({ protocol }) => shared && protocol.some((one) => protocolsOf(SHARED).includes(one))))(
    'hold on $id',
    (profile) => {
      expect(failures(SHARED, profile)).toEqual([]);
    },
  );

  it('stand word for word in the profiles, so that they hold without the file', () => {
    const shipped = new Set(
      profiles.flatMap(({ vectors }) => vectors.map(({ hex }) => Buffer.from(hex).toString('hex'))),
    );
    const missing = vectorsOf(SHARED).filter(({ hex }) => !shipped.has(hex.replaceAll(' ', '')));
    expect(missing).toEqual([]);
  });
});

describe('the recordings', () => {
  it.each(RECORDINGS.map((file) => [relative(join(SHIPPED_PROFILES, '../recordings'), file), file]))(
    '%s hold',
    (_name, file) => {
      for (const protocol of protocolsOf(file)) expect(speaking(protocol), protocol).not.toEqual([]);
      const heard = profiles.filter(({ protocol }) => protocolsOf(file).some((one) => protocol.includes(one)));
      for (const profile of heard) expect(failures(file, profile), profile.id).toEqual([]);
    },
  );

  it('hold every byte that a profile calls captured: nobody claims a device that nobody had', () => {
    const recorded = new Set(
      RECORDINGS.flatMap(vectorsOf).map(({ origin, hex }) => `${origin} ${hex.replaceAll(' ', '')}`),
    );
    const claimed = profiles.flatMap(({ id, vectors }) =>
      vectors
        .filter(({ origin }) => origin === 'captured')
        .map(({ hex }) => ({ id, hex: Buffer.from(hex).toString('hex') })),
    );
    expect(claimed.length).toBeGreaterThan(30);
    expect(claimed.filter(({ hex }) => !recorded.has(`captured ${hex}`))).toEqual([]);
  });

  it('hold bytes of one origin each, whatever the file is called', () => {
    for (const file of RECORDINGS) {
      const origins = [...new Set(vectorsOf(file).map((vector) => vector.origin))];
      expect(origins, file).toEqual([expect.stringMatching(/^(captured|published|derived)$/)]);
    }
  });
});

describe('profiles lint', () => {
  it('finds nothing wrong with what ships', async () => {
    const errors: string[] = [];
    const lines: string[] = [];
    const lint = createLintCommand(replay);
    const code = await lint(['--json'], {
      line: (text) => lines.push(text),
      error: (text) => errors.push(text),
    });
    expect(JSON.parse(lines.at(-1) ?? '{}').issues, errors.join('\n')).toEqual([]);
    expect(code).toBe(0);
  });
});
