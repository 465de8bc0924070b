import { parseArgs } from 'node:util';
import { ok } from '@mingjing/shared/basics/result.ts';
import { readProfile } from '../load-profiles.ts';
import type { Replay, VectorOutcome } from '../replay-engine.ts';
import type { Profile } from '../schema/profile.ts';
import { readVectors } from '../vectors-file.ts';
import { type Command, issueLines, wrongCall } from './command.ts';

function line({ ok: held, hex, expected, got }: VectorOutcome): string {
  const wanted = held ? '' : `, expected ${JSON.stringify(expected)}`;
  return `${held ? 'ok  ' : 'FAIL'} ${hex}: ${JSON.stringify(got)}${wanted}`;
}

/** The vectors of a file, or those of the profile itself. */
function chooseVectors(profile: Profile, file: string | undefined): ReturnType<typeof readVectors> {
  return file === undefined ? ok({ vectors: profile.vectors, ofProtocol: true }) : readVectors(file, profile);
}

/** `replay --profile F [--vectors F] [--json]`: plays vectors, those of the profile itself when no file is named. */
export const createReplayCommand =
  (replay: Replay): Command =>
  (args, print) => {
    const { values } = parseArgs({
      args: [...args],
      options: { profile: { type: 'string' }, vectors: { type: 'string' }, json: { type: 'boolean', default: false } },
    });
    if (values.profile === undefined)
      return wrongCall(print, 'replay needs --profile FILE, one of hardware-profiles/devices');
    const profile = readProfile(values.profile);
    if (!profile.ok) return issueLines(print, profile.error);
    const read = chooseVectors(profile.value, values.vectors);
    if (!read.ok) return issueLines(print, read.error);
    const { vectors, ofProtocol } = read.value;
    if (!ofProtocol) print.error(`no vector is of protocol ${profile.value.protocol.join(', ')}: all are played`);
    const report = replay(profile.value, vectors);
    for (const outcome of report.vectors) print.error(line(outcome));
    print.error(`${report.passed} passed, ${report.failed} failed`);
    if (values.json) print.line(JSON.stringify(report));
    return report.failed === 0 ? 0 : 1;
  };
