import type { PinState } from '../core/service/service-machine.ts';
import type { ServicePin } from './service-pin.ts';
import type { ServicePorts } from './service-ports.ts';
import type { SetupFile } from './setup-file.ts';

/** Whether a PIN is asked for, chosen, or neither. @param ports null while there is no terminal; then nobody begins anything */
export function pinStateOf(
  pin: Pick<ServicePin, 'state'>,
  setup: Pick<SetupFile, 'exists'>,
  ports: ServicePorts | null,
): PinState {
  const found = pin.state();
  if (found !== 'none') return found;
  return ports === null || setup.exists() || isInService(ports) ? 'unset' : 'fresh';
}

/** Somebody made this terminal what it is, or was served at it: whoever comes along must not take it over, for want of a PIN. */
function isInService({ settings, identity, hasServed }: ServicePorts): boolean {
  const { gatewayUrl, pads, peripherals, window } = settings;
  const isSet = gatewayUrl !== undefined || pads.length > 0 || peripherals.length > 0;
  const isNamed = window.name !== '' || window.department !== '' || window.staff !== undefined;
  return isSet || isNamed || identity() !== null || hasServed();
}
