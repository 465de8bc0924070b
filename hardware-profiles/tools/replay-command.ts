import { parseArgs } from 'node:util';
import { ok } from '@mingjing/shared/basics/result.ts';
import { readProfile } from '../load-profiles.ts';
import type { Replay, VectorOutcome } from '../replay-engine.ts';
import { readVectors } from '../vectors-file.ts';
import { type Command, issueLines, wrongCall } from './command.ts';

function line({ ok: held, hex, expected, got }: VectorOutcome): string {
  const wanted = held ? '' : `, expected ${JSON.stringify(expected)}`;
  return `${held ? 'ok  ' : 'FAIL'} ${hex}: ${JSON.stringify(got)}${wanted}`;
}

/** `replay --profile F [--vectors F] [--any-protocol] [--json]`: plays vectors, those of the profile itself when no file is named. */
export const createReplayCommand =
  (replay: Replay): Command =>
  (args, print) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        profile: { type: 'string' },
        vectors: { type: 'string' },
        'any-protocol': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    if (values.profile === undefined)
      return wrongCall(print, 'replay needs --profile FILE, one of hardware-profiles/devices');
    const profile = readProfile(values.profile);
    if (!profile.ok) return issueLines(print, profile.error);
    const { vectors: file } = values;
    const read =
      file === undefined ? ok(profile.value.vectors) : readVectors(file, profile.value, values['any-protocol']);
    if (!read.ok) return issueLines(print, read.error);
    const report = replay(profile.value, read.value);
    for (const outcome of report.vectors) print.error(line(outcome));
    print.error(`${report.passed} passed, ${report.failed} failed`);
    if (values.json) print.line(JSON.stringify(report));
    return report.failed === 0 ? 0 : 1;
  };
