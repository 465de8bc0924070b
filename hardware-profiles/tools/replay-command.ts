import { parseArgs } from 'node:util';
import { readProfile } from '../load-profiles.ts';
import type { Replay, VectorOutcome } from '../replay-engine.ts';
import { readVectors } from '../vectors-file.ts';
import { type Command, issueLines, wrongCall } from './command.ts';

function line({ ok, hex, expected, got }: VectorOutcome): string {
  const wanted = ok ? '' : `, expected ${JSON.stringify(expected)}`;
  return `${ok ? 'ok  ' : 'FAIL'} ${hex}: ${JSON.stringify(got)}${wanted}`;
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
    const vectors =
      values.vectors === undefined
        ? { ok: true as const, value: profile.value.vectors }
        : readVectors(values.vectors, profile.value);
    if (!vectors.ok) return issueLines(print, vectors.error);
    const report = replay(profile.value, vectors.value);
    for (const outcome of report.vectors) print.error(line(outcome));
    print.error(`${report.passed} passed, ${report.failed} failed`);
    if (values.json) print.line(JSON.stringify(report));
    return report.failed === 0 ? 0 : 1;
  };
