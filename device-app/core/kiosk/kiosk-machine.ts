import { assertNever } from '@mingjing/shared/basics/assert-never.ts';
import { isCitizenNumber } from '@mingjing/shared/domain/citizen-number.ts';
import type {
  CatalogueHall,
  CatalogueWindow,
  Place,
  VersionedCatalogue,
} from '@mingjing/shared/domain/service-catalogue.ts';
import { readScan } from '../scan/read-scan.ts';
import { type KioskInput, NUMBER_MAX } from './kiosk-input.ts';
import type { NumberNotice } from './kiosk-page.ts';

/** Which page of the kiosk a citizen is at. */
export type KioskSpot =
  | { readonly kind: 'start' }
  | { readonly kind: 'scan' }
  | { readonly kind: 'number'; readonly text: string; readonly notice: NumberNotice | null }
  | { readonly kind: 'choice'; readonly hallId: string | null; readonly windowId: string | null };

/** A kiosk between two ratings. */
export interface KioskState {
  readonly spot: KioskSpot;
  /** When it returns to its start, on the monotonic clock; null while nothing would be lost by that. */
  readonly deadline: number | null;
}

export const UNTOUCHED: KioskState = { spot: { kind: 'start' }, deadline: null };

/** What the machine is told of the world. */
export interface KioskContext {
  readonly mono: number;
  /** How long it waits for the next touch, ms. */
  readonly idleMs: number;
  readonly catalogue: VersionedCatalogue | null;
  /** Language and display are as the settings have them. */
  readonly isAsSet: boolean;
  /** Long enough after the last rating without a ticket: a terminal is no toy. */
  readonly mayRate: boolean;
}

/** What is to be done outside of the machine. */
export type KioskAct =
  | { readonly kind: 'look-up'; readonly serialNumber: string }
  | { readonly kind: 'rate'; readonly place: Place; readonly windowName: string; readonly matterName: string | null }
  /** A rating without a ticket so soon after another; what was chosen stays. */
  | { readonly kind: 'too-soon' }
  /** The citizen went away: language and display go back to what the settings say. */
  | { readonly kind: 'left' };

export interface KioskStep {
  readonly state: KioskState;
  readonly act: KioskAct | null;
}

/** Whatever can happen: a citizen's touch, language or display changed, time, or a session that took over the screen. */
export type KioskEvent =
  | KioskInput
  | { readonly act: 'touched' }
  | { readonly act: 'tick' }
  | { readonly act: 'session-began' };

/**
 * The pages of a kiosk while nobody rates: a pure function of (state, event, world). Whatever a citizen does gives the whole waiting time
 * again; without a touch it returns to its start and forgets what was typed or chosen.
 */
export function stepKiosk(state: KioskState, event: KioskEvent, context: KioskContext): KioskStep {
  switch (event.act) {
    case 'session-began':
      return { state: UNTOUCHED, act: null };
    case 'tick':
      return isOver(state, context) ? { state: UNTOUCHED, act: { kind: 'left' } } : { state, act: null };
    case 'touched':
    case 'more-time':
      return go(state.spot, context);
    case 'way':
      return go(start(event.way, context.catalogue), context);
    case 'back':
      return state.spot.kind === 'start' ? { state, act: null } : go(backFrom(state.spot, context.catalogue), context);
    case 'key':
    case 'delete':
      return type(state, event, context);
    case 'enter':
      return enter(state, context);
    case 'choose':
      return choose(state, event.id, context);
    case 'choose-other':
      return chooseOther(state, context);
    default:
      return assertNever(event);
  }
}

/** The hall and window chosen so far. A hall that is the only one counts as chosen. */
export function chosenIn(
  { hallId, windowId }: Extract<KioskSpot, { kind: 'choice' }>,
  catalogue: VersionedCatalogue | null,
): { readonly hall: CatalogueHall | null; readonly window: CatalogueWindow | null } {
  const halls = catalogue?.catalogue.halls ?? [];
  const hall = (halls.length === 1 ? halls[0] : halls.find(({ id }) => id === hallId)) ?? null;
  return { hall, window: hall?.windows.find(({ id }) => id === windowId) ?? null };
}

function go(spot: KioskSpot, { mono, idleMs, isAsSet }: KioskContext, act: KioskAct | null = null): KioskStep {
  // At a start as the next citizen should find it there is nothing to return to, and nothing to warn of.
  if (spot.kind === 'start' && isAsSet) return { state: UNTOUCHED, act };
  return { state: { spot, deadline: mono + idleMs }, act };
}

function isOver({ deadline }: KioskState, { mono }: KioskContext): boolean {
  return deadline !== null && mono >= deadline;
}

function start(way: Extract<KioskInput, { act: 'way' }>['way'], catalogue: VersionedCatalogue | null): KioskSpot {
  switch (way) {
    case 'scan':
      return { kind: 'scan' };
    case 'number':
      return typed('');
    case 'place':
      return catalogue === null ? { kind: 'start' } : { kind: 'choice', hallId: null, windowId: null };
    default:
      return assertNever(way);
  }
}

function backFrom(spot: KioskSpot, catalogue: VersionedCatalogue | null): KioskSpot {
  if (spot.kind !== 'choice') return { kind: 'start' };
  if (spot.windowId !== null) return { ...spot, windowId: null };
  const hasHalls = (catalogue?.catalogue.halls.length ?? 0) > 1;
  return spot.hallId !== null && hasHalls ? { ...spot, hallId: null } : { kind: 'start' };
}

function type(
  state: KioskState,
  event: Extract<KioskInput, { act: 'key' | 'delete' }>,
  context: KioskContext,
): KioskStep {
  const { spot } = state;
  if (spot.kind !== 'number') return { state, act: null };
  if (event.act === 'delete') return go(typed(spot.text.slice(0, -1)), context);
  // No number begins with what joins.
  if (spot.text === '' && !/[A-Z0-9]/.test(event.key)) return go(typed(''), context);
  return go(typed((spot.text + event.key).slice(0, NUMBER_MAX)), context);
}

function enter(state: KioskState, context: KioskContext): KioskStep {
  const { spot } = state;
  if (spot.kind !== 'number') return { state, act: null };
  // It leads nowhere (P6), and the next in the queue must not read it.
  if (isCitizenNumber(spot.text)) return go(typed('', 'citizen-number'), context);
  if (readScan(spot.text, []).kind !== 'serial') return go(typed(spot.text, 'unfinished'), context);
  // The text stays: what was not found is corrected, not typed again.
  return go(typed(spot.text), context, { kind: 'look-up', serialNumber: spot.text });
}

const typed = (text: string, notice: NumberNotice | null = null): KioskSpot => ({ kind: 'number', text, notice });

function choose(state: KioskState, id: string, context: KioskContext): KioskStep {
  const { spot } = state;
  if (spot.kind !== 'choice') return { state, act: null };
  const { hall, window } = chosenIn(spot, context.catalogue);
  // What is not in the catalogue was on a page of an older one: the citizen sees the new one.
  if (hall === null) return go({ ...spot, hallId: isIn(context.catalogue?.catalogue.halls, id) ? id : null }, context);
  if (window === null) return go({ ...spot, windowId: isIn(hall.windows, id) ? id : null }, context);
  const matter = window.matters.find((candidate) => candidate.id === id);
  return matter === undefined ? go(spot, context) : rate(state, { hall, window, matter }, context);
}

function chooseOther(state: KioskState, context: KioskContext): KioskStep {
  if (state.spot.kind !== 'choice') return { state, act: null };
  const { hall, window } = chosenIn(state.spot, context.catalogue);
  return hall === null || window === null
    ? go(state.spot, context)
    : rate(state, { hall, window, matter: null }, context);
}

interface Chosen {
  readonly hall: CatalogueHall;
  readonly window: CatalogueWindow;
  readonly matter: CatalogueWindow['matters'][number] | null;
}

function rate({ spot }: KioskState, { hall, window, matter }: Chosen, context: KioskContext): KioskStep {
  if (!context.mayRate) return go(spot, context, { kind: 'too-soon' });
  const place: Place = {
    hallId: hall.id,
    windowId: window.id,
    ...(matter !== null && { matterId: matter.id }),
    catalogueVersion: context.catalogue?.version ?? '',
  };
  const act = { kind: 'rate' as const, place, windowName: window.name, matterName: matter?.name ?? null };
  // Until the session takes over the screen.
  return go({ kind: 'start' }, context, act);
}

function isIn(entries: readonly { readonly id: string }[] | undefined, id: string): boolean {
  return entries?.some((entry) => entry.id === id) === true;
}
