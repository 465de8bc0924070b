import type { NetworkOptions } from '@mingjing/hardware-profiles/schema/transport.ts';
import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { type DeviceProblem, deviceProblem } from '../../core/devices/device-problem.ts';
import type { DeviceConnection, DeviceListener, Transport, WantedDevice } from '../transport.ts';
import { createDeviceSession, NO_FEATURE_REPORTS } from './device-session.ts';
import { problemOf } from './failures.ts';
import { formatAddress, type NetworkAddress, parseAddress, THIS_MACHINE } from './network-address.ts';
import { createDoor, type Door, type Listen, type Refusal } from './network-door.ts';
import { createDoors, type DoorShare } from './network-doors.ts';
import { NETWORK_WAITS, type NetworkWaits } from './network-limits.data.ts';
import type { Link, LinkParts } from './network-link.ts';
import { allowPeers } from './network-peers.ts';

/** What all transports over the network are made with. */
export interface NetworkParts {
  readonly clock: Pick<Clock, 'mono'>;
  readonly timers: Timers;
  /** Somebody was turned away; told once per peer and reason. */
  readonly onRefused?: (refusal: Refusal) => void;
  /** What to do with exceptions of listeners; by default they are thrown again outside the device. */
  readonly reportBug?: (cause: unknown) => void;
  readonly waits?: Partial<NetworkWaits>;
}

/** What differs between TCP and WebSocket, for one profile. */
export interface NetworkProtocol {
  readonly options: NetworkOptions;
  /** Rejects with the reason. */
  dial(address: NetworkAddress, parts: LinkParts): Promise<Link>;
  listen(parts: LinkParts): Listen;
}

/** Where a device of the settings is found, or waited for. */
export function addressNameOf({ settings }: WantedDevice, port: number): string {
  return settings.path ?? formatAddress({ host: THIS_MACHINE, port });
}

/**
 * Evaluators on the network that dial the terminal or are dialled by it. A listening terminal serves one evaluator; its address stays
 * open from `watch` until the watch is stopped and the evaluator closed.
 * @param protocolOf what a profile asks for
 */
export function createNetworkTransport(
  parts: NetworkParts,
  protocolOf: (wanted: WantedDevice) => NetworkProtocol,
): Transport {
  const linkParts: LinkParts = {
    clock: parts.clock,
    timers: parts.timers,
    waits: { ...NETWORK_WAITS, ...parts.waits },
  };
  const doors = createDoors();

  const enter = (wanted: WantedDevice, protocol: NetworkProtocol): Result<DoorShare, DeviceProblem> => {
    const name = addressNameOf(wanted, protocol.options.port);
    const address = parseAddress(name, protocol.options.port);
    if (!address.ok) return address;
    const make = (): Door =>
      createDoor(
        { address: address.value, name, peers: allowPeers(wanted.settings.peers) },
        { ...linkParts, listen: protocol.listen(linkParts), onRefused: parts.onRefused },
      );
    return ok(doors.enter(name, make));
  };

  const run = (link: Link, listener: DeviceListener, leave: () => Promise<void>): DeviceConnection => {
    const session = createDeviceSession({
      timers: parts.timers,
      listener,
      writeTimeoutMs: linkParts.waits.writeMs,
      send: (bytes) => link.send(bytes),
      release: async () => {
        await link.close();
        await leave();
      },
      reportBug: parts.reportBug,
    });
    link.take({ onData: session.data, onGone: session.gone });
    const { write, close } = session.begin();
    return { write: async (bytes, as) => (as === 'feature' ? err(NO_FEATURE_REPORTS) : write(bytes, as)), close };
  };

  const dial = async (
    path: string,
    protocol: NetworkProtocol,
    listener: DeviceListener,
  ): Promise<Result<DeviceConnection, DeviceProblem>> => {
    const address = parseAddress(path, protocol.options.port);
    if (!address.ok) return err(address.error);
    try {
      return ok(run(await protocol.dial(address.value, linkParts), listener, async () => undefined));
    } catch (cause) {
      return err(
        problemOf(cause, (detail) => deviceProblem('net-failed', { address: formatAddress(address.value), detail })),
      );
    }
  };

  const admit = async (
    path: string,
    wanted: WantedDevice,
    protocol: NetworkProtocol,
    listener: DeviceListener,
  ): Promise<Result<DeviceConnection, DeviceProblem>> => {
    const share = enter({ ...wanted, settings: { ...wanted.settings, path } }, protocol);
    if (!share.ok) return err(share.error);
    const { door, leave } = share.value;
    const link = door.take();
    if (link.ok) return ok(run(link.value, listener, leave));
    await leave();
    return link;
  };

  return {
    async list(wanted) {
      const { options } = protocolOf(wanted);
      const path = addressNameOf(wanted, options.port);
      // Whether somebody answers at an address shows only when it is dialled.
      return options.role === 'connect' || doors.find(path)?.present === true ? [{ path }] : [];
    },
    exists: async (path) => doors.find(path)?.present ?? true,
    open(path, wanted, listener) {
      const protocol = protocolOf(wanted);
      return protocol.options.role === 'connect'
        ? dial(path, protocol, listener)
        : admit(path, wanted, protocol, listener);
    },
    watch(wanted, onChange) {
      const protocol = protocolOf(wanted);
      const share = protocol.options.role === 'connect' ? undefined : enter(wanted, protocol);
      // What cannot even be listened for is explained when it is opened.
      if (!share?.ok) return { reliable: false, stop: () => undefined };
      const { door, leave } = share.value;
      const forget = door.onChange(onChange);
      return {
        reliable: true,
        stop: () => {
          forget();
          void leave();
        },
      };
    },
  };
}
