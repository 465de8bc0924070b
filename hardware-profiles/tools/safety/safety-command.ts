import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SHIPPED_PROFILES } from '../../load-profiles.ts';
import type { Profile } from '../../schema/profile.ts';
import { type Command, issueLines, wrongCall } from '../command.ts';
import { readProfiles, writeOrCheck } from '../generated-files.ts';
import { falseRatingsPerByte } from './noise-bound.ts';

export const SAFETY_USAGE = 'safety-table [--check] [--folder F] [--out FILE] [--json]';

/** The document whose table is kept up to date. */
export const SAFETY_DOCUMENT = join(import.meta.dirname, '../../../docs/hardware-safety.md');

const BEGIN = '<!-- Between these marks `npm run profiles -- safety-table` writes; do not edit. -->';
const END = '<!-- end of the table -->';

/** Framings whose frames come whole, checked by the transport. */
const IN_MESSAGES: ReadonlySet<string> = new Set(['hid', 'keyboard', 'udp']);
/** Bytes of one year of noise at 9600 baud, 8N1. */
const BYTES_A_YEAR = 960 * 365 * 86_400;

function years(perByte: number): string {
  const count = perByte * BYTES_A_YEAR;
  if (count === 0) return 'never';
  return count < 0.01
    ? `${count.toExponential(0)} a year`
    : `${Number(count.toPrecision(2)).toLocaleString('en')} a year`;
}

/** Pads that are read from a stream, each with what noise can do: the safest first. */
export function safetyTable(profiles: readonly Profile[]): string {
  const rows = profiles
    .filter(({ role, transport }) => role === 'pad' && !IN_MESSAGES.has(transport.kind))
    .map((profile) => ({ id: profile.id, framing: profile.framing, perByte: falseRatingsPerByte(profile) }))
    .sort((a, b) => a.perByte - b.perByte || (a.id < b.id ? -1 : 1))
    .map(({ id, framing, perByte }) => {
      const checksum = framing.kind === 'modbus-rtu' ? 'crc16-modbus' : (framing.checksum?.kind ?? 'none');
      return `| ${id} | ${framing.kind} | ${checksum} | ${perByte.toExponential(1)} | ${years(perByte)} |`;
    });
  const head = [
    '| Profile | Framing | Checksum | Per byte | Where the line is nothing but noise |',
    '|---|---|---|---|---|',
  ];
  return [BEGIN, '', ...head, ...rows, '', END].join('\n');
}

/** `safety-table`: what noise on a line can do, worked out from the profiles. */
export const safetyCommand: Command = (args, print) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      check: { type: 'boolean', default: false },
      folder: { type: 'string', default: SHIPPED_PROFILES },
      out: { type: 'string', default: SAFETY_DOCUMENT },
      json: { type: 'boolean', default: false },
    },
  });
  const profiles = readProfiles(values.folder);
  if (!profiles.ok) return issueLines(print, profiles.error);
  let document: string;
  try {
    document = readFileSync(values.out, 'utf8');
  } catch (cause) {
    return wrongCall(print, `${values.out}: cannot be read: ${cause instanceof Error ? cause.message : ''}`);
  }
  const [from, to] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (from < 0 || to < from) return wrongCall(print, `${values.out} has no place for the table: ${BEGIN} … ${END}`);
  const text = `${document.slice(0, from)}${safetyTable(profiles.value)}${document.slice(to + END.length)}`;
  const code = writeOrCheck([{ path: values.out, text }], values.check, print, 'npm run profiles -- safety-table');
  if (values.json) print.line(JSON.stringify({ files: [values.out], stale: code === 1 }));
  return code;
};
