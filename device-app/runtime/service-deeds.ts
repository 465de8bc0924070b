import { assertNever } from '@mingjing/shared/basics/assert-never.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { SetupChoices } from '@mingjing/shared/settings/setup-choices.ts';
import { readGatewayEntry } from '../core/service/gateway-entry.ts';
import type { ServiceAnswer, ServiceDeed } from '../core/service/service-machine.ts';
import type { Backlight } from './backlight.ts';
import { PADS_MAX, padAt } from './service-pads.ts';
import type { ServicePin } from './service-pin.ts';
import type { ServicePorts } from './service-ports.ts';
import type { SetupFile } from './setup-file.ts';

type Deed<A extends ServiceDeed['act']> = Extract<ServiceDeed, { act: A }>;
type Answer = ServiceAnswer | 'right' | null;
type Facts = Readonly<Record<string, string | number>>;

export interface DeedTools {
  readonly pin: ServicePin;
  readonly setup: SetupFile;
  readonly backlight: Backlight;
  readonly log: EventLog;
  /** Puts the terminal on its new settings. */
  readonly renew: () => void;
  readonly makeBundle: (ports: ServicePorts) => void;
}

/** Carries out what a technician asked for. Resolves what to answer on the page. Never rejects. */
export function createServiceDeeds(tools: DeedTools) {
  const { pin, setup, backlight, log } = tools;

  function note(ports: ServicePorts, event: 'service.opened' | 'service.pin-set' | 'service.set', data: Facts): void {
    log(event, data);
    // Where the terminal's log takes nothing now, the technician is here because of that.
    ports.record({ type: 'event', body: { event, data } });
  }

  /** Keeps a choice; it is written down before the terminal is put on it. */
  function keep(ports: ServicePorts, some: SetupChoices, facts: Facts, andThen = tools.renew): Answer {
    const written = setup.change(some);
    if (!written.ok) {
      log('service.not-kept', { what: 'setup', reason: written.error.message });
      return 'not-kept';
    }
    note(ports, 'service.set', facts);
    andThen();
    return 'kept';
  }

  async function check(deed: Deed<'pin'>, ports: ServicePorts): Promise<Answer> {
    const answer = await pin.check(deed.pin);
    if (answer === 'right') note(ports, 'service.opened', {});
    return answer;
  }

  async function choosePin(deed: Deed<'choose-pin'>, ports: ServicePorts): Promise<Answer> {
    const written = await pin.choose(deed.pin);
    if (written.ok) note(ports, 'service.pin-set', {});
    else log('service.not-kept', { what: 'pin', reason: written.error.message });
    return written.ok ? 'kept' : 'not-kept';
  }

  function setGateway(deed: Deed<'set-gateway'>, ports: ServicePorts): Answer {
    const entry = readGatewayEntry(deed, ports.identity() !== null);
    if (!entry.ok) return entry.error;
    const { url, code } = entry.value;
    return keep(ports, { gatewayUrl: url, ...(code !== undefined && { enrolmentCode: code }) }, { what: 'gateway' });
  }

  async function addPad({ profile, path }: Deed<'add-pad'>, ports: ServicePorts): Promise<Answer> {
    const { pads } = ports.settings;
    if (pads.length >= PADS_MAX) return 'full';
    const seen = await ports.pads.diagnostics();
    // Looking takes a while, in which somebody may have come: pads are not taken from under their fingers.
    if (ports.isServed()) return 'not-kept';
    const port = seen.ports.find((one) => one.path === path && one.slot === null && one.fits.includes(profile));
    if (port === undefined) return 'not-kept';
    return keep(ports, { pads: [...pads, padAt(profile, port, seen.ports)] }, { what: 'pads', added: profile });
  }

  function removePad({ slot }: Deed<'remove-pad'>, ports: ServicePorts): Answer {
    const removed = ports.settings.pads[slot];
    if (removed === undefined) return null;
    return keep(ports, { pads: ports.settings.pads.toSpliced(slot, 1) }, { what: 'pads', removed: removed.profile });
  }

  function setVolume({ volume }: Deed<'set-volume'>, ports: ServicePorts): Answer {
    ports.dispatch({ kind: 'set-display', display: { volume } });
    return keep(ports, { volume }, { what: 'volume', volume });
  }

  function setBrightness({ percent }: Deed<'set-brightness'>, ports: ServicePorts): Answer {
    if (!backlight.set(percent)) return 'not-kept';
    return keep(ports, { brightness: percent }, { what: 'brightness', percent }, () => {});
  }

  return async (deed: ServiceDeed, ports: ServicePorts): Promise<Answer> => {
    switch (deed.act) {
      case 'pin':
        return check(deed, ports);
      case 'choose-pin':
        return choosePin(deed, ports);
      case 'set-gateway':
        return setGateway(deed, ports);
      case 'set-panel':
        return keep(ports, { ppi: deed.ppi }, { what: 'panel', ppi: deed.ppi });
      case 'add-pad':
        return addPad(deed, ports);
      case 'remove-pad':
        return removePad(deed, ports);
      case 'set-volume':
        return setVolume(deed, ports);
      case 'set-brightness':
        return setBrightness(deed, ports);
      case 'run-self-test':
        ports.selfTest.run();
        return null;
      case 'make-bundle':
        tools.makeBundle(ports);
        return null;
      default:
        return assertNever(deed);
    }
  };
}
