import { assertNever } from '@mingjing/shared/basics/assert-never.ts';
import type { VersionedCatalogue } from '@mingjing/shared/domain/service-catalogue.ts';
import { chosenIn, type KioskSpot, type KioskState } from './kiosk-machine.ts';
import type { KioskPage, KioskWay } from './kiosk-page.ts';

/** What a kiosk is made of at the moment. */
export interface KioskSurroundings {
  readonly mono: number;
  /** How long before it returns to its start it says so, ms. */
  readonly warningMs: number;
  readonly catalogue: VersionedCatalogue | null;
  readonly hasScanner: boolean;
}

/** The page of a kiosk at which nobody rates. */
export function kioskPageOf({ spot, deadline }: KioskState, around: KioskSurroundings): KioskPage {
  const warning = warningOf(deadline, around);
  switch (spot.kind) {
    case 'start':
      return { kind: 'kiosk-start', ways: waysOf(around), warning };
    case 'scan':
      return { kind: 'kiosk-scan', warning };
    case 'number':
      return { kind: 'kiosk-number', text: spot.text, notice: spot.notice, warning };
    case 'choice':
      return { kind: 'kiosk-choice', ...choicesOf(spot, around.catalogue), warning };
    default:
      return assertNever(spot);
  }
}

/** When the page changes by itself next, on the monotonic clock; null when it does not. */
export function nextKioskChangeAt({ deadline }: KioskState, mono: number, warningMs: number): number | null {
  if (deadline === null) return null;
  const warnsAt = deadline - warningMs;
  return mono < warnsAt ? warnsAt : deadline;
}

function waysOf({ hasScanner, catalogue }: KioskSurroundings): KioskWay[] {
  return [...(hasScanner ? ['scan' as const] : []), 'number', ...(catalogue === null ? [] : ['place' as const])];
}

function choicesOf(spot: Extract<KioskSpot, { kind: 'choice' }>, catalogue: VersionedCatalogue | null) {
  const { hall, window } = chosenIn(spot, catalogue);
  if (hall === null) {
    const halls = catalogue?.catalogue.halls ?? [];
    return { step: 'hall' as const, path: [], entries: halls.map(({ id, name }) => ({ id, name, note: null })) };
  }
  if (window === null) {
    const entries = hall.windows.map(({ id, name, department }) => ({ id, name, note: department ?? null }));
    return { step: 'window' as const, path: [hall.name], entries };
  }
  const entries = window.matters.map(({ id, name }) => ({ id, name, note: null }));
  return { step: 'matter' as const, path: [hall.name, window.name], entries };
}

function warningOf(deadline: number | null, { mono, warningMs }: KioskSurroundings): KioskPage['warning'] {
  if (deadline === null || deadline - mono > warningMs) return null;
  return { remainingMs: Math.max(0, deadline - mono), totalMs: warningMs };
}
