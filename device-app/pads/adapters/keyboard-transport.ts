import { usageOfCode } from '@mingjing/hardware-profiles/schema/usages.ts';
import type { Timers } from '@mingjing/shared/basics/clock.ts';
import { err, ok } from '@mingjing/shared/basics/result.ts';
import { deviceProblem } from '../../core/devices/device-problem.ts';
import type { DeviceListener, Transport, WantedDevice } from '../transport.ts';
import { createDeviceSession, type DeviceSession } from './device-session.ts';

/** Keys that a boot report can carry at once (HID 1.11, appendix B.1). */
const MAX_KEYS = 6;
/** What a keyboard reports in every place when more are down. */
const ROLLOVER = 0x01;
const PREFIX = 'keyboard:';

/** A key event of the shell, in the terms of `KeyboardEvent`. */
export interface ShellKey {
  /** Which key, whatever stands on it: `KeyboardEvent.code`. */
  readonly code: string;
  /** Down or up. A repeated down of a held key changes nothing. */
  readonly down: boolean;
}

export interface KeyboardTransport {
  readonly transport: Transport;
  /** A key went down or up. Keys that no open device wants are ignored. */
  key(event: ShellKey): void;
  /** All keys are up as far as anyone can know: the window lost its focus, or the screen went away. */
  releaseAll(): void;
  /** The keys that the shell must hand over: those of all open devices. */
  codes(): readonly string[];
}

export interface KeyboardTransportParts {
  readonly timers: Timers;
  /** Called when {@link KeyboardTransport.codes} changed. */
  readonly onCodes?: (codes: readonly string[]) => void;
  /** What to do with exceptions of listeners; by default they are thrown again outside the device. */
  readonly reportBug?: (cause: unknown) => void;
}

interface OpenKeyboard {
  readonly codes: ReadonlySet<string>;
  readonly session: DeviceSession;
}

/** The boot report of keys that are down, without modifiers: those are never buttons. */
function bootReport(down: Iterable<string>): Uint8Array {
  const usages = [...down].map(usageOfCode).filter((usage) => usage !== undefined);
  const report = new Uint8Array(2 + MAX_KEYS);
  if (usages.length > MAX_KEYS) report.fill(ROLLOVER, 2);
  else report.set(usages, 2);
  return report;
}

function codesOf({ profile }: WantedDevice): readonly string[] {
  return profile.transport.kind === 'keyboard' ? profile.transport.codes : [];
}

/**
 * Pads that type: no program may read a keyboard past the desktop (HARDWARE §2.4), so the shell hands over the keys that profiles name
 * and this makes the keyboard's own reports of them. Several profiles share the keys.
 */
export function createKeyboardTransport(parts: KeyboardTransportParts): KeyboardTransport {
  const open = new Set<OpenKeyboard>();
  /** Keys that are down, oldest first. */
  const down = new Set<string>();

  const report = ({ codes, session }: OpenKeyboard): void =>
    session.data(bootReport([...down].filter((code) => codes.has(code))));
  const wanted = (): readonly string[] => [...new Set([...open].flatMap(({ codes }) => [...codes]))];
  const changed = (): void => {
    const codes = wanted();
    // A key that nobody hands over any more can never come up again.
    for (const code of down) if (!codes.includes(code)) down.delete(code);
    parts.onCodes?.(codes);
  };

  const openKeyboard = (codes: readonly string[], listener: DeviceListener) => {
    const session = createDeviceSession({
      timers: parts.timers,
      listener,
      writeTimeoutMs: 1000,
      send: () => Promise.resolve(),
      release: async () => {
        open.delete(keyboard);
        changed();
      },
      reportBug: parts.reportBug,
    });
    const keyboard = { codes: new Set(codes), session };
    open.add(keyboard);
    changed();
    // The first report of a stateful pad is its baseline: without one the first press would be taken for it.
    report(keyboard);
    const { close } = session.begin();
    return { write: async () => err('nothing can be sent to a keyboard'), close };
  };

  const transport: Transport = {
    list: async (device) => [{ path: `${PREFIX}${device.profile.id}`, product: 'keys of the shell' }],
    exists: async (path) => path.startsWith(PREFIX),
    async open(path, device, listener) {
      if (!path.startsWith(PREFIX)) {
        return err(deviceProblem('keyboard-other', { path }));
      }
      return ok(openKeyboard(codesOf(device), listener));
    },
    watch: () => ({ reliable: true, stop: () => undefined }),
  };

  return {
    transport,
    key({ code, down: isDown }) {
      const affected = [...open].filter(({ codes }) => codes.has(code));
      if (affected.length === 0 || down.has(code) === isDown) return;
      if (isDown) down.add(code);
      else down.delete(code);
      affected.forEach(report);
    },
    releaseAll() {
      const affected = [...open].filter(({ codes }) => [...down].some((code) => codes.has(code)));
      down.clear();
      affected.forEach(report);
    },
    codes: wanted,
  };
}
