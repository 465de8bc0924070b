import { parseArgs } from 'node:util';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { openProfile } from '../../load-profiles.ts';
import { issueText } from '../../profile-issue.ts';
import type { Profile } from '../../schema/profile.ts';
import type { CaptureRequest } from './capture-port.ts';
import { DEVICE_OPTIONS, type NamedDevice, readDevice } from './device-options.ts';
import { readNumber } from './number-option.ts';
import { refusal } from './write-once.ts';

/** What is recorded, how and into which file. */
export interface RecordOptions {
  readonly request: CaptureRequest;
  /** Transport and fingerprint in the words of a profile's file, for the recording. */
  readonly written: Pick<NamedDevice, 'transport'> & { readonly match: unknown };
  readonly profile: Profile | undefined;
  readonly protocol: string;
  /** Silence that ends a burst, ms; 0 where every message is one. */
  readonly gapMs: number;
  /** How long to record; undefined: until the user stops. */
  readonly seconds: number | undefined;
  readonly out: string;
  readonly json: boolean;
}

/** Messages of these transports have bounds of their own. */
const IN_MESSAGES: ReadonlySet<string> = new Set(['hid', 'udp', 'websocket']);

/** Silence that ends a burst by default, ms: more than the 16 ms that FTDI adapters hold bytes back. */
export const DEFAULT_GAP_MS = 40;

/** Silence after which a burst of this transport is over, ms. */
export function gapFor(kind: string, gapMs: number): number {
  return IN_MESSAGES.has(kind) ? 0 : gapMs;
}

type Values = ReturnType<typeof parseValues>;

function parseValues(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      ...DEVICE_OPTIONS,
      profile: { type: 'string' },
      protocol: { type: 'string' },
      seconds: { type: 'string' },
      gap: { type: 'string', default: String(DEFAULT_GAP_MS) },
      out: { type: 'string' },
      force: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  }).values;
}

type Target = Pick<RecordOptions, 'request' | 'written' | 'profile'>;

/** The device of the options, or that of the profile where only a profile is named. */
function readTarget(values: Values): Result<Target, string> {
  if (values.profile === undefined) {
    const device = readDevice(values);
    if (!device.ok) return device;
    const { request, transport } = device.value;
    return ok({ request, written: { transport, match: request.match }, profile: undefined });
  }
  const opened = openProfile(values.profile);
  if (!opened.ok) return err(opened.error.map(issueText).join('\n'));
  const { profile, json } = opened.value;
  const { transport, match } = profile;
  // The schema has taken the file, so that both have the right form.
  const { match: asWritten = [], ...file } = json.value as { transport: NamedDevice['transport']; match?: unknown };
  const request = { transport, match, path: values.path };
  return ok({ request, written: { transport: file.transport, match: asWritten }, profile });
}

/** Reads the options of `record`. @returns what is wrong, naming the option and the cure */
export function readRecordOptions(args: readonly string[]): Result<RecordOptions, string> {
  const values = parseValues(args);
  const { out } = values;
  if (out === undefined) return err('name the file to write with --out FILE');
  const refused = refusal(out, values.force);
  if (refused !== undefined) return err(refused);
  const seconds = values.seconds === undefined ? ok(undefined) : readNumber('seconds', values.seconds, 0.1, 86_400);
  if (!seconds.ok) return seconds;
  const gap = readNumber('gap', values.gap, 5, 10_000);
  if (!gap.ok) return gap;
  const target = readTarget(values);
  if (!target.ok) return target;
  const { request, profile } = target.value;
  return ok({
    ...target.value,
    protocol: values.protocol ?? profile?.protocol[0] ?? 'recorded',
    gapMs: gapFor(request.transport.kind, gap.value),
    seconds: seconds.value,
    out,
    json: values.json,
  });
}
