import { createTransports } from '@mingjing/device-app/pads/adapters/create-transports.ts';
import { createPads } from '@mingjing/device-app/pads/create-pads.ts';
import type { DeviceListener, Transport, WantedDevice } from '@mingjing/device-app/pads/transport.ts';
import { loadProfiles } from '@mingjing/hardware-profiles/load-profiles.ts';
import { systemClock, unrefTimers } from '@mingjing/shared/system/machine.ts';
import { createPadSimulator, type PadSimulator } from '../simulators/pad/pad-simulator.ts';

/** What reads from a pad cost, ms each. */
export interface ReadCosts {
  /**
   * From the bytes handed over by the port to the event: framing, checksum, decoding, arming, debouncing. By the clock, as the kernel counts
   * processor time too coarsely for this; nothing is waited for in between, so that it is no less than the processor time.
   */
  readonly handling: readonly number[];
  /** Processor time of the whole process from writing a press to having dealt with it: the simulated pad, the calls of the kernel, reading, and the above. */
  readonly whole: readonly number[];
}

/** A pad's port, open at somebody who deals with what it reads. */
interface OpenPad {
  press(n: number): void;
  stop(): Promise<void>;
}
type Open = (serial: Transport, pad: PadSimulator) => Promise<OpenPad>;

const PROFILE = 'queue-bus-ff68-5grade';
/** Addresses that take turns: more than are pressed within the time in which a second press would be bounce. */
const ADDRESSES = 120;
const WARM_UP = 500;

const ms = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;

function profiles() {
  const loaded = loadProfiles();
  if (loaded.issues.length > 0) throw new Error(JSON.stringify(loaded.issues));
  return loaded.catalogue;
}

/** A transport that says what it cost to deal with each read, once it has been dealt with. */
function weighed(serial: Transport, onRead: (tookMs: number) => void): Transport {
  const weigh = (listener: DeviceListener): DeviceListener => ({
    onGone: (reason) => listener.onGone(reason),
    onData(bytes) {
      const before = performance.now();
      listener.onData(bytes);
      onRead(performance.now() - before);
    },
  });
  return { ...serial, open: (path, wanted, listener) => serial.open(path, wanted, weigh(listener)) };
}

/** The terminal's own pads, armed anew before a press could be taken for one heard already. */
export const openAsTerminal: Open = async (serial, pad) => {
  const connected = Promise.withResolvers<void>();
  const { transports } = createTransports({ clock: systemClock, timers: unrefTimers, log: () => undefined });
  const pads = createPads({
    profiles: profiles(),
    settings: [{ profile: PROFILE, path: pad.path, addresses: [], peers: [] }],
    transports: { ...transports, serial },
    clock: systemClock,
    timers: unrefTimers,
    random: Math.random,
    listener: {
      onEvent: () => undefined,
      onStatus: ([status]) => status?.connected === true && connected.resolve(),
    },
    log: () => undefined,
  });
  pads.start();
  await connected.promise;
  let pressed = 0;
  return {
    press(n) {
      if (n % ADDRESSES === 0) pads.disarm();
      pads.arm();
      pad.press(5, 1 + (n % ADDRESSES));
      pressed += 1;
    },
    async stop() {
      const [status] = pads.status();
      await pads.stop();
      if (status?.goodFrames !== pressed) throw new Error(`${pressed} presses, but ${status?.goodFrames} frames`);
    },
  };
};

/** The port alone: whatever is read is dropped. */
export const openBare: Open = async (serial, pad) => {
  const profile = profiles().get(PROFILE);
  if (profile === undefined) throw new Error(`${PROFILE} is not there`);
  const wanted: WantedDevice = { profile, settings: { profile: PROFILE, path: pad.path, addresses: [], peers: [] } };
  const opened = await serial.open(pad.path, wanted, { onData: () => undefined, onGone: () => undefined });
  if (!opened.ok) throw new Error(opened.error.reason);
  return { press: (n) => pad.press(5, 1 + (n % ADDRESSES)), stop: () => opened.value.close() };
};

/** Presses a queue-bus pad on a real tty, again as soon as the last press was dealt with. */
export async function weighReads(count: number, open: Open): Promise<ReadCosts> {
  const pad = await createPadSimulator({ keys: 5, evaluatorBit: false });
  const { transports } = createTransports({ clock: systemClock, timers: unrefTimers, log: () => undefined });
  let read = Promise.withResolvers<number>();
  const opened = await open(
    weighed(transports.serial, (tookMs) => read.resolve(tookMs)),
    pad,
  );
  const costs = { handling: [] as number[], whole: [] as number[] };
  try {
    for (let n = 0; n < WARM_UP + count; n += 1) {
      read = Promise.withResolvers();
      const before = process.cpuUsage();
      opened.press(n);
      const handling = await read.promise;
      if (n < WARM_UP) continue;
      costs.handling.push(handling);
      costs.whole.push(ms(process.cpuUsage(before)));
    }
    await opened.stop();
    return costs;
  } finally {
    await pad.close();
  }
}
