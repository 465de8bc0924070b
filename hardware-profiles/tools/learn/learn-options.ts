import { parseArgs } from 'node:util';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { type Level, levelSchema } from '@mingjing/shared/domain/levels.ts';
import { DEVICE_OPTIONS, type DeviceValues, readDevice } from '../capture/device-options.ts';
import { readNumber } from '../capture/number-option.ts';
import { DEFAULT_GAP_MS } from '../capture/record-options.ts';
import { refusal } from '../capture/write-once.ts';
import type { AskOptions } from './ask-presses.ts';

/** What is learned, from where, and into which files. */
export interface LearnOptions {
  readonly id: string;
  readonly out: string;
  /** Where the recording is kept, of a pad that is listened to. */
  readonly recordingOut: string;
  /** A recording to learn from instead of a pad. */
  readonly from: string | undefined;
  readonly protocol: string | undefined;
  readonly device: DeviceValues;
  /** Whether the command line names a device, which a recording needs that does not say where it comes from. */
  readonly namesDevice: boolean;
  readonly gapMs: number;
  readonly ask: AskOptions;
  readonly json: boolean;
}

function readLevels(text: string): Result<readonly Level[], string> {
  const levels = text.split(',').map((one) => levelSchema.safeParse(Number(one)));
  const good = levels.flatMap((one) => (one.success ? [one.data] : []));
  const whole = good.length === levels.length && good.length >= 2 && new Set(good).size === good.length;
  return whole ? ok(good) : err(`--levels "${text}" must be at least two different levels of 5–1, such as 5,4,3,2`);
}

function parseValues(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      ...DEVICE_OPTIONS,
      from: { type: 'string' },
      protocol: { type: 'string' },
      levels: { type: 'string', default: '5,4,3,2,1' },
      times: { type: 'string', default: '3' },
      id: { type: 'string' },
      out: { type: 'string' },
      recording: { type: 'string' },
      gap: { type: 'string', default: String(DEFAULT_GAP_MS) },
      idle: { type: 'string', default: '3' },
      settle: { type: 'string', default: '700' },
      force: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  }).values;
}

/** How long to wait for somebody to press, ms. */
const PATIENCE_MS = 120_000;

type Values = ReturnType<typeof parseValues>;

function readNumbers(values: Values): Result<{ times: number; gap: number; idle: number; settle: number }, string> {
  const times = readNumber('times', values.times, 2, 10);
  if (!times.ok) return times;
  const gap = readNumber('gap', values.gap, 5, 10_000);
  if (!gap.ok) return gap;
  const idle = readNumber('idle', values.idle, 0, 60);
  if (!idle.ok) return idle;
  const settle = readNumber('settle', values.settle, gap.value, 10_000);
  if (!settle.ok) return settle;
  return ok({ times: Math.round(times.value), gap: gap.value, idle: idle.value, settle: settle.value });
}

function readNames(values: Values): Result<{ id: string; out: string; recordingOut: string }, string> {
  const { id, out } = values;
  if (id === undefined || !/^[a-z0-9][a-z0-9-]{2,59}$/.test(id)) {
    return err('name the profile with --id, 3–60 lower-case letters, digits or hyphens, such as hall-2-pad');
  }
  if (out === undefined) return err('name the file to write with --out FILE');
  const recordingOut = values.recording ?? `${out.replace(/\.json$/, '')}.recording.json`;
  const written = values.from === undefined ? [out, recordingOut] : [out];
  const refused = written.map((file) => refusal(file, values.force)).find((one) => one !== undefined);
  return refused === undefined ? ok({ id, out, recordingOut }) : err(refused);
}

/** Reads the options of `learn`. @returns what is wrong, naming the option and the cure */
export function readLearnOptions(args: readonly string[]): Result<LearnOptions, string> {
  const values = parseValues(args);
  const names = readNames(values);
  if (!names.ok) return names;
  const levels = readLevels(values.levels);
  if (!levels.ok) return levels;
  const numbers = readNumbers(values);
  if (!numbers.ok) return numbers;
  const namesDevice = values.hid !== undefined || values.path !== undefined || values.baud !== undefined;
  if (values.from === undefined) {
    const device = readDevice(values);
    if (!device.ok) return device;
  }
  const { times, gap, idle, settle } = numbers.value;
  return ok({
    ...names.value,
    from: values.from,
    protocol: values.protocol,
    device: values,
    namesDevice,
    gapMs: gap,
    ask: { levels: levels.value, times, idleMs: idle * 1000, settleMs: settle, patienceMs: PATIENCE_MS },
    json: values.json,
  });
}
