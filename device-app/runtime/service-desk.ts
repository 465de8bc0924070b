import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import { err } from '@mingjing/shared/basics/result.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import { parseEnrolmentText } from '@mingjing/shared/qr/enrolment-code.ts';
import type { ServiceInput } from '../core/service/service-input.ts';
import {
  answerService,
  SERVICE_WARNING_MS,
  type ServiceContext,
  type ServiceDeed,
  type ServiceState,
  serviceWarning,
  stepService,
} from '../core/service/service-machine.ts';
import type { ServicePage, ServiceView, ServiceViewOf } from '../core/service/service-page.ts';
import type { Backlight } from './backlight.ts';
import { pinStateOf } from './pin-state.ts';
import { createServiceDeeds } from './service-deeds.ts';
import { createServiceLook } from './service-look.ts';
import type { ServicePin } from './service-pin.ts';
import type { ServicePorts } from './service-ports.ts';
import { serviceViewOf } from './service-views.ts';
import type { SetupFile } from './setup-file.ts';

/** The technician's desk. One for the process: a visit survives the terminal that is put on new settings beneath it. */
export interface ServiceDesk {
  /** The page, or null while it is closed. */
  page(): ServicePage | null;
  /** Never set up, so that whoever unpacks it can begin. */
  isFresh(): boolean;
  input(input: ServiceInput): void;
  /** @returns whether the desk took what a scanner read, so that nobody else does */
  scan(text: string): boolean;
  close(): void;
  /** The terminal in service, until the next one comes; null while there is none. */
  attach(ports: ServicePorts | null): void;
  /** Sessions or the way to the gateway moved on: closes the pages as soon as somebody is being served. */
  follow(): void;
}

export interface ServiceDeskOptions {
  readonly pin: ServicePin;
  readonly setup: SetupFile;
  readonly backlight: Backlight;
  readonly appVersion: string;
  readonly clock: Pick<Clock, 'mono'>;
  readonly timers: Timers;
  readonly log: EventLog;
  /** Puts the terminal on its new settings, without another process. */
  readonly renew: () => void;
  readonly onChange: () => void;
}

type Bundle = Pick<ServiceViewOf<'bundle'>, 'state' | 'made'>;
const NO_BUNDLE: Bundle = { state: 'none', made: null };

export function createServiceDesk(options: ServiceDeskOptions): ServiceDesk {
  const { pin, setup, backlight, clock, timers, log, onChange } = options;
  const look = createServiceLook({ timers, onChange });
  const carryOut = createServiceDeeds({ ...options, makeBundle: (now) => void makeBundle(now) });
  let ports: ServicePorts | null = null;
  let state: ServiceState | null = null;
  /** Tells the answers of one visit from those of another. */
  let visit = 0;
  let bundle = NO_BUNDLE;
  let lastView: ServiceView | null = null;
  let fresh = false;
  let cancel = () => {};

  const pinState = () => pinStateOf(pin, setup, ports);

  function set(next: ServiceState | null): void {
    if (next === null) {
      if (state !== null) visit += 1;
      bundle = NO_BUNDLE;
    }
    state = next;
    look.follow(state?.step ?? null, ports?.pads ?? null);
    schedule();
    onChange();
  }

  /** Wakes when the page changes by itself next. */
  function schedule(): void {
    cancel();
    cancel = () => {};
    if (state === null) return;
    const now = clock.mono();
    const moments = [state.until - SERVICE_WARNING_MS, state.until, pin.lockedUntil()].filter((at) => at > now);
    cancel = timers.after(Math.min(...moments, state.until) - now, wake);
  }

  function wake(): void {
    if (state === null) return;
    const isOver = clock.mono() >= state.until;
    // The self-test fills the glass for a while, in which nobody can touch this page.
    const isTesting = clock.mono() < state.latest && ports?.selfTest.report().state === 'running';
    if (isOver && isTesting) input({ act: 'stay' });
    else set(isOver ? null : state);
  }

  /** A PIN that the administrator sets meanwhile is not to be replaced by whoever began before. */
  const isOvertaken = (said: ServiceInput) => state?.first && said.act === 'choose-pin' && pinState() !== 'fresh';

  function contextOf(said: ServiceInput): ServiceContext {
    const mayOpen = ports !== null && !ports.isServed();
    return { mono: clock.mono(), mayOpen, pin: said.act === 'open' ? pinState() : 'unset' };
  }

  function input(said: ServiceInput): void {
    if (said.act === 'open') fresh = pinState() === 'fresh';
    const turn = stepService(state, isOvertaken(said) ? { act: 'close' } : said, contextOf(said));
    if (turn.state === state) return;
    // Between two terminals nothing can be done, but pages can be turned.
    const deed = ports === null ? null : turn.deed;
    set(turn.deed !== null && deed === null ? state : turn.state);
    if (deed !== null && ports !== null) void work(deed, ports);
  }

  async function work(deed: ServiceDeed, now: ServicePorts): Promise<void> {
    const mine = visit;
    // The terminal may have been stopped, and its log closed, before a deed is done.
    const record: ServicePorts['record'] = (entry) => ports === now && now.record(entry);
    const answer = await carryOut(deed, { ...now, record });
    if (deed.act === 'choose-pin') fresh = pinState() === 'fresh';
    if (mine === visit && state !== null) set(answerService(state, deed.act, answer, clock.mono()));
  }

  async function makeBundle(now: ServicePorts): Promise<void> {
    if (bundle.state === 'making' || now.makeBundle === null) return;
    const mine = visit;
    bundle = { state: 'making', made: null };
    onChange();
    // Devices are asked, and files read, which may go wrong in ways that nobody named.
    const made = await now.makeBundle().catch((cause: unknown) => err(cause));
    if (mine !== visit) return;
    bundle = made.ok ? { state: 'made', made: made.value } : { state: 'failed', made: null };
    onChange();
  }

  function viewOf(now: ServiceState): ServiceView | null {
    if (ports === null) return lastView;
    const wait = pin.lockedUntil() - clock.mono();
    const lockedForMs = wait > 0 ? wait : null;
    const scene = { ...{ state: now, ports, setup, backlight, bundle, lockedForMs }, seen: look.seen() };
    lastView = serviceViewOf({ ...scene, appVersion: options.appVersion });
    return lastView;
  }

  /** A code that was traded, or refused, lies about for nobody. */
  function forgetCode(): void {
    const spent = ports?.identity() != null && !ports.isCodeOpen() && setup.choices().enrolmentCode !== undefined;
    if (!spent) return;
    const written = setup.change({ enrolmentCode: undefined });
    if (!written.ok) log('service.not-kept', { what: 'setup', reason: written.error.message });
  }

  return {
    page() {
      const view = state === null ? null : viewOf(state);
      return state === null || view === null
        ? null
        : { kind: 'service', warning: serviceWarning(state, clock.mono()), view };
    },
    isFresh: () => fresh,
    input,
    scan(text) {
      if (state?.step !== 'gateway' || ports === null) return false;
      const offer = parseEnrolmentText(text);
      if (offer.ok) input({ act: 'set-gateway', ...offer.value });
      else set(answerService(state, 'set-gateway', 'bad-scan', clock.mono()));
      return true;
    },
    close() {
      if (state !== null) set(null);
    },
    attach(next) {
      ports = next;
      look.follow(state?.step ?? null, ports?.pads ?? null);
      if (ports === null) return;
      fresh = pinState() === 'fresh';
      if (ports.settings.brightness !== undefined) backlight.set(ports.settings.brightness);
      forgetCode();
    },
    follow() {
      if (ports === null) return;
      forgetCode();
      if (!ports.isServed()) return;
      fresh = false;
      if (state !== null) set(null);
    },
  };
}
