import { accessSync, constants, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Below this no code can be read off a panel, and nobody sees how to make it brighter. */
export const BACKLIGHT_MIN_PERCENT = 30;

const SYSTEM = '/sys/class/backlight';
/** Where a panel is offered twice, the one that the kernel's documentation tells programs to take first. */
const KIND_ORDER = ['firmware', 'platform', 'raw'];

/** The light behind the panel. */
export interface Backlight {
  /** Percent; null where there is none, or where it may not be set. */
  percent(): number | null;
  /** @returns whether it took it */
  set(percent: number): boolean;
}

/** The panel of this machine, as Linux names it. What goes wrong with it costs nobody more than the setting. */
export function createSystemBacklight(folder: string = SYSTEM): Backlight {
  function read(name: string, file: string): string | undefined {
    try {
      return readFileSync(join(folder, name, file), 'utf8').trim();
    } catch {
      return undefined;
    }
  }

  function panel(): { readonly name: string; readonly max: number } | undefined {
    const found = names(folder)
      .map((name) => ({ name, max: Number(read(name, 'max_brightness')), kind: read(name, 'type') ?? '' }))
      .filter(({ name, max }) => max > 0 && mayWrite(join(folder, name, 'brightness')));
    return found.sort((a, b) => KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind))[0];
  }

  return {
    percent() {
      const found = panel();
      if (found === undefined) return null;
      const now = Number(read(found.name, 'brightness'));
      return Number.isFinite(now) ? Math.min(100, Math.max(0, Math.round((100 * now) / found.max))) : null;
    },
    set(percent) {
      const found = panel();
      if (found === undefined) return false;
      const share = Math.min(100, Math.max(BACKLIGHT_MIN_PERCENT, percent)) / 100;
      try {
        writeFileSync(join(folder, found.name, 'brightness'), String(Math.ceil(found.max * share)));
        return true;
      } catch {
        return false;
      }
    },
  };
}

function names(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort().slice(0, 8);
  } catch {
    return [];
  }
}

function mayWrite(file: string): boolean {
  try {
    accessSync(file, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
