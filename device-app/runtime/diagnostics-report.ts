import {
  type DiagnosedDevice,
  type Diagnostics,
  DIAGNOSTICS_LIMITS as LIMITS,
} from '../core/screen/diagnostics-page.ts';
import type { PadDiagnostics } from '../pads/pad-events.ts';

type DiagnosedSlot = PadDiagnostics['slots'][number];

/** Longest text of a device or of the system that is passed on. */
const MAX_WORDS = 300;

/**
 * What pads and peripherals say of themselves, cut to what a page can hold.
 * @param reader staff read at their own machine, where they do not stand beside the pad: of pads they learn neither bytes nor presses (P5)
 */
export function diagnosticsReport({ slots, ports }: PadDiagnostics, reader: 'technician' | 'staff'): Diagnostics {
  const devices = slots
    .slice(0, LIMITS.devices)
    .map((slot) => deviceOf(reader === 'staff' && slot.role === 'pad' ? withoutPresses(slot) : slot));
  return {
    devices,
    ports: ports.slice(0, LIMITS.ports).map(({ slot, fits, ...port }) => ({
      path: cut(port.path),
      kind: cut(port.kind),
      usbId: cutOrNull(port.usbId),
      serialNumber: cutOrNull(port.serialNumber),
      location: cutOrNull(port.location),
      holder: cutOrNull(port.holder),
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
    problem: cutOrNull(slot.problem),
    badReasons: Object.entries(slot.badReasons)
      .slice(0, LIMITS.reasons)
      .map(([reason, count]) => ({ reason: cut(reason), count })),
    traffic: newest(slot.traffic, LIMITS.traffic).map(({ at, direction, size, hex }) => ({
      at,
      direction,
      size,
      hex: cutOrNull(hex),
    })),
    presses: newest(slot.presses, LIMITS.presses).map(({ at, verdict, what }) => ({
      at,
      verdict,
      what: cut(what),
    })),
    report: Object.entries(slot.report)
      .slice(0, LIMITS.report)
      .map(([name, value]) => ({ name: cut(name), value: cut(wordsOf(value)) })),
  };
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
