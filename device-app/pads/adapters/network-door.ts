import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { type DeviceProblem, deviceProblem } from '../../core/devices/device-problem.ts';
import type { NetworkAddress } from './network-address.ts';
import { NETWORK_LIMITS } from './network-limits.data.ts';
import type { Link, LinkParts } from './network-link.ts';
import { type AllowedPeers, shownPeer } from './network-peers.ts';

/** What a listening socket asks and tells. */
export interface DoorKeeper {
  readonly peers: AllowedPeers;
  /** Somebody who may not come in was turned away. */
  refused(peer: string, why: string): void;
  /** An evaluator dialled in. */
  arrived(link: Link): void;
}

/** A listening socket. */
export interface Listening {
  /** Resolves once nobody can dial in any more. Connections that were handed over live on. */
  close(): Promise<void>;
}

/** Listens at an address; fails with the reason. */
export type Listen = (address: NetworkAddress, keeper: DoorKeeper) => Promise<Result<Listening, DeviceProblem>>;

/** Somebody who was turned away; told once per peer and reason. */
export interface Refusal {
  readonly address: string;
  readonly peer: string;
  readonly why: string;
}

export interface DoorParts extends LinkParts {
  readonly listen: Listen;
  readonly onRefused: ((refusal: Refusal) => void) | undefined;
}

export interface DoorOptions {
  readonly address: NetworkAddress;
  /** How the address is called in settings and reports. */
  readonly name: string;
  readonly peers: AllowedPeers;
}

/** An address at which one evaluator is waited for, and the one that came. */
export interface Door {
  /** Whether opening tells more than that nobody is there: an evaluator waits or is in use, or nobody can dial in at all. */
  readonly present: boolean;
  /** Takes the waiting evaluator; fails with why there is none. */
  take(): Result<Link, DeviceProblem>;
  /** Calls `run` whenever that may have changed. @returns stops calling */
  onChange(run: () => void): () => void;
  /** Stops listening and turns away who still waits. */
  close(): Promise<void>;
}

/**
 * Waits for one evaluator. The first one stays: whoever comes later is let in only when the first does not answer any more, so that
 * nobody can push a working evaluator aside.
 */
export function createDoor(options: DoorOptions, parts: DoorParts): Door {
  const { timers, waits } = parts;
  const listeners = new Set<() => void>();
  const refused = new Set<string>();
  let seated: { readonly link: Link; taken: boolean } | undefined;
  let problem: DeviceProblem | undefined;
  let asking = false;
  let closed = false;
  let listening: Listening | undefined;
  let cancelBind: () => void = () => undefined;

  const changed = (): void => {
    for (const run of [...listeners]) run();
  };

  const seat = (link: Link): void => {
    const place = { link, taken: false };
    seated = place;
    void link.ended.then(() => {
      if (seated !== place) return;
      seated = undefined;
      changed();
    });
    changed();
  };

  const turnedAway = (peerAddress: string, why: string): void => {
    const peer = shownPeer(peerAddress);
    const refusal = `${peer} ${why}`;
    if (refused.has(refusal) || refused.size >= NETWORK_LIMITS.refusals) return;
    refused.add(refusal);
    parts.onRefused?.({ address: options.name, peer, why });
  };

  const turnOut = (link: Link): Promise<void> => {
    const why = 'another evaluator is connected';
    if (!closed) turnedAway(link.peer, why);
    return link.close(why);
  };

  const arrived = async (link: Link): Promise<void> => {
    const first = seated;
    if (closed || asking) return turnOut(link);
    if (first === undefined) return seat(link);
    asking = true;
    const alive = await first.link.isAlive();
    asking = false;
    if (closed || (alive && seated === first)) return turnOut(link);
    if (seated === first) seated = undefined;
    first.link.cut(deviceProblem('net-dead'));
    seat(link);
  };

  const keeper: DoorKeeper = { peers: options.peers, refused: turnedAway, arrived: (link) => void arrived(link) };
  const bind = async (): Promise<void> => {
    const result = await parts.listen(options.address, keeper);
    if (closed) {
      if (result.ok) await result.value.close();
      return;
    }
    problem = result.ok ? undefined : result.error;
    if (result.ok) listening = result.value;
    else cancelBind = timers.after(waits.bindAgainMs, bindAgain);
    changed();
  };
  let binding = bind();
  const bindAgain = (): void => {
    binding = bind();
  };

  return {
    get present() {
      return seated !== undefined || problem !== undefined;
    },
    take() {
      if (problem !== undefined) return err(problem);
      if (seated === undefined) return err(deviceProblem('net-nobody-dialled'));
      if (seated.taken) return err(deviceProblem('net-seat-taken'));
      seated.taken = true;
      return ok(seated.link);
    },
    onChange(run) {
      listeners.add(run);
      return () => listeners.delete(run);
    },
    async close() {
      closed = true;
      cancelBind();
      await binding;
      await listening?.close();
      if (seated?.taken === false) await seated.link.close();
    },
  };
}
