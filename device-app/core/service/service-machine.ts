import type { ServiceInput } from './service-input.ts';
import type { ServiceView } from './service-page.ts';

/** How long the pages stay without a touch, and how long before their end they say so. */
export const SERVICE_OPEN_MS = 120_000;
export const SERVICE_WARNING_MS = 20_000;
/** How long a visit lasts at most: pages that were opened, and are touched by others since, do not stay open. */
export const SERVICE_LONGEST_MS = 30 * 60_000;

/** `fresh`: nobody ever set this terminal up. `unset`: it is in service, but nobody chose a PIN. `unreadable`: nobody knows whether. */
export type PinState = 'fresh' | 'unset' | 'unreadable' | 'set';

export type ServiceAnswer =
  | 'checking'
  | 'wrong'
  | 'unset'
  | 'unreadable'
  | 'kept'
  | 'not-kept'
  | 'full'
  | 'bad-address'
  | 'bad-code'
  | 'bad-scan';

/** One visit of a technician. */
export interface ServiceState {
  readonly step: ServiceView['step'];
  /** On a fresh terminal: a PIN must be chosen before anything else. */
  readonly first: boolean;
  /** What became of what was done last on this page. */
  readonly answer: ServiceAnswer | null;
  /** Monotonic, ms. */
  readonly until: number;
  /** Which no touch puts off, monotonic, ms. */
  readonly latest: number;
}

/** What takes more than turning a page, and the page on which it may be asked for. */
const PAGE_OF = {
  pin: 'pin',
  'choose-pin': 'new-pin',
  'set-gateway': 'gateway',
  'set-panel': 'panel',
  'add-pad': 'pads',
  'remove-pad': 'pads',
  'set-volume': 'senses',
  'set-brightness': 'senses',
  'run-self-test': 'self-test',
  'make-bundle': 'bundle',
} as const satisfies Partial<Record<ServiceInput['act'], ServiceState['step']>>;

export type ServiceDeed = Extract<ServiceInput, { act: keyof typeof PAGE_OF }>;

/** Where an input led: `state` is null while the pages are closed; `deed` is to be carried out. */
export interface ServiceTurn {
  readonly state: ServiceState | null;
  readonly deed: ServiceDeed | null;
}

export interface ServiceContext {
  readonly mono: number;
  /** Whether nobody is being served. */
  readonly mayOpen: boolean;
  readonly pin: PinState;
}

/** One step of the service pages: a pure function of visit, input and world. What does not fit the page that is open does nothing. */
export function stepService(state: ServiceState | null, input: ServiceInput, context: ServiceContext): ServiceTurn {
  if (state === null) return turn(input.act === 'open' && context.mayOpen ? entrance(context) : null);
  switch (input.act) {
    case 'open':
    case 'stay':
      return turn(touched(state, context.mono));
    case 'close':
      return turn(null);
    case 'back':
      return turn(isLocked(state) || state.step === 'menu' ? null : pageAt('menu', state, context.mono));
    case 'go':
      return turn(isLocked(state) ? state : pageAt(input.to, state, context.mono));
    default:
      return work(state, input, context.mono);
  }
}

/** What became of a deed, shown on the page that asked for it; a PIN that is right or kept leads on to the menu. */
export function answerService(
  state: ServiceState,
  deed: ServiceDeed['act'],
  answer: ServiceAnswer | 'right' | null,
  mono: number,
): ServiceState {
  if (state.step !== PAGE_OF[deed]) return state;
  const leadsOn = answer === 'right' || (deed === 'choose-pin' && answer === 'kept');
  return leadsOn ? pageAt('menu', state, mono) : { ...touched(state, mono), answer };
}

/** The bar of the last seconds; null before. */
export function serviceWarning({ until }: ServiceState, mono: number): { remainingMs: number; totalMs: number } | null {
  const remainingMs = Math.max(0, until - mono);
  return remainingMs > SERVICE_WARNING_MS ? null : { remainingMs, totalMs: SERVICE_WARNING_MS };
}

/** Whether the PIN is still asked for: until then nothing can be seen or set. */
export function isLocked({ step, first }: ServiceState): boolean {
  return step === 'pin' || first;
}

function work(state: ServiceState, deed: ServiceDeed, mono: number): ServiceTurn {
  const here = touched(state, mono);
  if (state.step !== PAGE_OF[deed.act] || state.answer === 'checking') return turn(here);
  const isPin = deed.act === 'pin' || deed.act === 'choose-pin';
  return { state: { ...here, answer: isPin ? 'checking' : null }, deed };
}

function entrance({ mono, pin }: ServiceContext): ServiceState {
  const visit = { latest: mono + SERVICE_LONGEST_MS };
  if (pin === 'fresh') return { ...pageAt('new-pin', visit, mono), first: true };
  return { ...pageAt('pin', visit, mono), answer: pin === 'set' ? null : pin };
}

function pageAt(step: ServiceState['step'], { latest }: Pick<ServiceState, 'latest'>, mono: number): ServiceState {
  return { step, first: false, answer: null, until: Math.min(latest, mono + SERVICE_OPEN_MS), latest };
}

function touched(state: ServiceState, mono: number): ServiceState {
  return { ...state, until: Math.min(state.latest, mono + SERVICE_OPEN_MS) };
}

function turn(state: ServiceState | null): ServiceTurn {
  return { state, deed: null };
}
