import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import { ok, type Result } from '@mingjing/shared/basics/result.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import { foldLog } from '@mingjing/shared/log-events/fold-log.ts';
import { type DeviceProblem, deviceProblem } from '../core/devices/device-problem.ts';
import type { PressGate } from '../core/pads/press-gate.ts';
import { createPadConnection } from './connection.ts';
import { PAD_DELAYS } from './delays.data.ts';
import { createDeviceClaims } from './device-claims.ts';
import { encodeAck } from './encode/encode-ack.ts';
import type { TemplateVariables } from './encode/encode-template.ts';
import type { FoundDevice } from './find-device.ts';
import { createLiveDevice, type LiveDevice } from './live-device.ts';
import { createOutputs, NO_ADDRESS } from './outputs.ts';
import type { PadDiagnostics, PadEvent, PadStatus } from './pad-events.ts';
import { createPadPresses } from './pad-presses.ts';
import type { ReceivedFrame } from './pad-receiver.ts';
import type { PollTarget } from './poller.ts';
import { createSlotCondition } from './slot-condition.ts';
import { createSlotHistory } from './slot-history.ts';
import type { DeviceConnection, Transport, WantedDevice } from './transport.ts';

export interface PadSlotParts {
  readonly slot: number;
  readonly wanted: WantedDevice;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: () => number;
  readonly log: EventLog;
  /** Devices in use by all slots. */
  readonly taken: Map<string, object>;
  readonly gate: () => PressGate;
  /** Whether bytes may tell now what a citizen thinks. */
  readonly isPrivate: () => boolean;
  /** Whether a technician looks. */
  readonly isWatched: () => boolean;
  readonly onEvent: (event: PadEvent) => void;
  readonly onStatus: () => void;
}

/** One configured device for the life of the process, whatever is plugged and unplugged meanwhile. */
export interface PadSlot {
  start(): void;
  /** A new question is put to the citizen. */
  rearmed(): void;
  /** A citizen comes, or the technician goes. */
  forgetSeen(): void;
  output(name: string, variables: TemplateVariables): Promise<boolean>;
  /** Whether the profile has such an output. */
  declares(name: string): boolean;
  /** Asks a polled device now. Resolves whether it answered; true where nothing is polled. */
  refresh(): Promise<boolean>;
  status(): PadStatus;
  /** What the device last told about itself. */
  report(): Readonly<Record<string, unknown>>;
  diagnostics(): PadDiagnostics['slots'][number];
  stop(): Promise<void>;
}

function silence(missing: readonly PollTarget[]): DeviceProblem {
  const named = missing.filter((target) => target !== null);
  return named.length === 0
    ? deviceProblem('silent')
    : deviceProblem('addresses-silent', { addresses: named.join(', ') });
}

/** Why a polled device cannot be asked: settings or profile. */
function unaskable(detail: string): DeviceProblem {
  return detail === NO_ADDRESS ? deviceProblem('no-address') : deviceProblem('cannot-ask', { detail });
}

/** An address can always be listened at, which tells nothing of who is there. */
const NOTHING_HEARD = deviceProblem('nothing-heard');

/** What a slot hears: frames become events, counters and what a technician can look back on. */
function createHearing(parts: PadSlotParts, live: () => LiveDevice | undefined) {
  const { clock, wanted } = parts;
  const { profile, settings } = wanted;
  /** A button that is down when privacy ends keeps it until it is up, also one that bounced or was held since before. */
  let heldBack = false;
  const isPrivate = (): boolean => {
    heldBack = parts.isPrivate() || (heldBack && presses.holds());
    return heldBack;
  };
  const history = createSlotHistory({
    ...parts,
    profile: profile.name,
    role: profile.role,
    log: foldLog(parts.log, clock, PAD_DELAYS.logFoldMs),
    isPrivate,
  });

  /** Sends the acknowledgement once, and only to the connection that the frame came from, which sends nothing more once it is over. */
  const acknowledgement = (received: ReceivedFrame): (() => void) => {
    const spec = received.decoded.ack === undefined ? undefined : profile.ack[received.decoded.ack];
    const from = live();
    let due = true;
    return () => {
      if (!due || spec === undefined || from === undefined) return;
      due = false;
      const encoded = encodeAck(spec, received.frame, received.decoded);
      if (encoded.ok) void from.send({ bytes: encoded.value, as: 'output', to: null });
      else history.bad('ack-not-possible');
    };
  };

  const presses = createPadPresses({
    ...parts,
    profile,
    addresses: settings.addresses,
    acknowledgement,
    onStray: history.stray,
    onPress: history.press,
    onReport: history.report,
    onBad: history.bad,
  });
  const onFrame = (received: ReceivedFrame): void => {
    history.good();
    presses.take(received);
  };
  return { history, presses, onFrame };
}

export function createPadSlot(parts: PadSlotParts): PadSlot {
  const { slot, wanted } = parts;
  const { profile, settings } = wanted;
  let live: LiveDevice | undefined;
  /** Whether it has passed its init questions. */
  let running = false;
  const { history, presses, onFrame } = createHearing(parts, () => live);
  const outputs = createOutputs({ profile, addresses: settings.addresses, lastAddress: () => presses.lastAddress });
  const condition = createSlotCondition({ ...parts, profile: profile.name });

  const retire = (): void => {
    live?.stop();
    live = undefined;
    running = false;
    presses.forget();
    history.forgetReport();
  };

  const onAnswering = (): void => {
    if (live === undefined) return;
    const missing = live.missing();
    if (missing.length === 0) condition.works(live.device.path);
    else condition.waits(silence(missing));
  };

  const onSilent = (target: PollTarget): void => {
    // What is pressed while nobody looks was not pressed for us.
    presses.forget(target);
    const before = condition.connected;
    condition.fails(silence(live?.missing() ?? []));
    if (!before) reconsider();
  };

  const prove = (opened: DeviceConnection, device: FoundDevice): Promise<Result<void, DeviceProblem>> => {
    live = createLiveDevice({
      ...parts,
      profile,
      device,
      connection: opened,
      outputs,
      onFrame,
      onBad: history.bad,
      onBytes: history.bytes,
      onIdle: () => connection.drop(deviceProblem('silent-long')),
      onAnswering,
      onSilent,
    });
    return profile.init.length === 0 ? Promise.resolve(ok(undefined)) : live.prove();
  };

  const onConnected = (): void => {
    if (live === undefined) return;
    running = true;
    live.run();
    const { poll } = profile;
    const asks = poll === null ? ok([]) : outputs.messages(poll.output, poll.with);
    if (!asks.ok) condition.fails(unaskable(asks.error));
    else if (live.missing().length > 0) condition.waits(deviceProblem('no-answer-yet'));
    else if (profile.transport.kind === 'udp') condition.waits(NOTHING_HEARD);
    else condition.works(live.device.path);
  };

  const onData = (bytes: Uint8Array): void => {
    if (condition.problem === NOTHING_HEARD && live !== undefined) condition.works(live.device.path);
    live?.receive(bytes);
  };

  const onProblem = (why: DeviceProblem): void => {
    retire();
    condition.fails(why);
  };

  /** A polled device that never answered may be another one behind an equal adapter. */
  function reconsider(): void {
    if (running && live?.neverAnswered() === true) connection.reconsider(condition.problem ?? deviceProblem('silent'));
  }

  const connection = createPadConnection(
    { ...parts, claims: createDeviceClaims(profile.transport.kind, parts.taken) },
    { prove, onConnected, onProblem, onData, onChange: reconsider },
  );

  const status = (): PadStatus => ({
    slot,
    role: profile.role,
    profile: profile.name,
    connected: condition.connected,
    path: live?.device.path ?? null,
    matchedBy: live?.device.matchedBy ?? null,
    problem: condition.problem,
    ...history.counters(),
  });

  return {
    start: () => connection.start(),
    rearmed: presses.rearmed,
    forgetSeen: history.forgetSeen,
    async output(name, variables) {
      const messages = outputs.messages(name, variables);
      const to = live;
      if (!messages.ok || to === undefined || !running) return false;
      const sent = await Promise.all(messages.value.map((message) => to.say(message)));
      return sent.every(Boolean);
    },
    declares: (name) => Object.hasOwn(profile.outputs, name),
    refresh: () => (running && live !== undefined ? live.refresh() : Promise.resolve(false)),
    status,
    report: history.reported,
    diagnostics: () => ({ ...status(), title: profile.title, ...history.shown() }),
    async stop() {
      retire();
      condition.waits(deviceProblem('stopped'));
      await connection.stop();
    },
  };
}
