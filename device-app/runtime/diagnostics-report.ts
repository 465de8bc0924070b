import { type BadFrameKind, badFrameKind } from '../core/devices/bad-frames.data.ts';
import type { DeviceProblem, Holder } from '../core/devices/device-problem.ts';
import {
  type DiagnosedDevice,
  type DiagnosedHolder,
  type DiagnosedPress,
  type DiagnosedProblem,
  type Diagnostics,
  DIAGNOSTICS_LIMITS as LIMITS,
} from '../core/screen/diagnostics-page.ts';
import type { PadDiagnostics, Pressed } from '../pads/pad-events.ts';

type DiagnosedSlot = PadDiagnostics['slots'][number];

/** Longest text of a device or of the system that is passed on. */
const MAX_WORDS = 300;

/**
 * What pads and peripherals say of themselves, cut to what a page can hold.
 * @param reader staff read at their own machine, where they do not stand beside the pad: of pads they learn neither bytes nor presses (P5)
 */
export function diagnosticsReport(
  { slots, ports, withheldMs }: PadDiagnostics,
  reader: 'technician' | 'staff',
): Diagnostics {
  const devices = slots
    .slice(0, LIMITS.devices)
    .map((slot) => deviceOf(reader === 'staff' && slot.role === 'pad' ? withoutPresses(slot) : slot));
  const kept = reader === 'technician' && withheldMs > 0;
  return {
    withheld: kept ? { remainingMs: Number.isFinite(withheldMs) ? withheldMs : null } : null,
    devices,
    ports: ports.slice(0, LIMITS.ports).map(({ slot, fits, ...port }) => ({
      path: cut(port.path),
      kind: port.kind,
      usbId: cutOrNull(port.usbId),
      serialNumber: cutOrNull(port.serialNumber),
      location: cutOrNull(port.location),
      holder: cutHolder(port.holder),
      device: slot !== null && slot < devices.length ? slot : null,
      fits: fits.slice(0, 8).map(cut),
    })),
  };
}

function withoutPresses(slot: DiagnosedSlot): DiagnosedSlot {
  return { ...slot, traffic: [], presses: [], report: {} };
}

function deviceOf(slot: DiagnosedSlot): DiagnosedDevice {
  const { role, connected, matchedBy, goodFrames, badFrames, strayPresses } = slot;
  return {
    ...{ role, connected, matchedBy, goodFrames, badFrames, strayPresses },
    title: { zh: cut(slot.title.zh), en: cut(slot.title.en) },
    profile: cut(slot.profile),
    path: cutOrNull(slot.path),
    problem: slot.problem === null ? null : cutProblem(slot.problem),
    badReasons: byKind(slot.badReasons),
    traffic: newest(slot.traffic, LIMITS.traffic).map(({ at, direction, size, hex }) => ({
      at,
      direction,
      size,
      hex: cutOrNull(hex),
    })),
    presses: newest(slot.presses, LIMITS.presses).map(({ at, verdict, what }) => ({
      at,
      verdict,
      what: cutPress(what),
    })),
    report: Object.entries(slot.report)
      .slice(0, LIMITS.report)
      .map(([name, value]) => ({ name: cut(name), value: cut(wordsOf(value)) })),
  };
}

/** Counters of bad frames by kind, the most frequent first: reasons may carry words of their own. */
function byKind(reasons: DiagnosedSlot['badReasons']): DiagnosedDevice['badReasons'] {
  const counts = new Map<BadFrameKind, number>();
  for (const [reason, count] of Object.entries(reasons)) {
    const kind = badFrameKind(reason);
    counts.set(kind, (counts.get(kind) ?? 0) + count);
  }
  const rows = [...counts].map(([reason, count]) => ({ reason, count }));
  return rows.toSorted((one, other) => other.count - one.count).slice(0, LIMITS.reasons);
}

function cutProblem({ code, params, holder }: DeviceProblem): DiagnosedProblem {
  const cutParams = Object.entries(params).map(([name, value]) => [name, cut(value)]);
  return { code, params: Object.fromEntries(cutParams), holder: cutHolder(holder) };
}

function cutHolder(holder: Holder | null): DiagnosedHolder | null {
  return holder === null ? null : { program: cut(holder.program), pid: holder.pid, sure: holder.sure };
}

function cutPress(what: Pressed): DiagnosedPress {
  if ('raw' in what) return { ...what, raw: cut(what.raw) };
  return 'key' in what ? { ...what, key: cut(what.key) } : what;
}

function newest<T extends { readonly at: number }>(entries: readonly T[], count: number): readonly T[] {
  return entries.toSorted((one, other) => other.at - one.at).slice(0, count);
}

function wordsOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

function cut(words: string): string {
  return words.length > MAX_WORDS ? `${words.slice(0, MAX_WORDS - 1)}…` : words;
}

function cutOrNull(words: string | null): string | null {
  return words === null ? null : cut(words);
}
