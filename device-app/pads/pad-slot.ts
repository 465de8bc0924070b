import type { PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import type { OutputSpec } from '@mingjing/hardware-profiles/schema/profile.ts';
import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import { foldLog } from '@mingjing/shared/log-events/fold-log.ts';
import type { TerminalSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import type { PressGate } from '../core/pads/press-gate.ts';
import { createPadConnection } from './connection.ts';
import { PAD_DELAYS } from './delays.data.ts';
import { encodeAck } from './encode/encode-ack.ts';
import { encodeTemplate, type TemplateVariables } from './encode/encode-template.ts';
import { createHeartbeat, type Heartbeat } from './heartbeat.ts';
import type { PadEvent, PadStatus } from './pad-events.ts';
import { createPadPresses } from './pad-presses.ts';
import { createPadReceiver, type PadReceiver, type ReceivedFrame } from './pad-receiver.ts';
import { createPadWriter, type PadWriter } from './pad-writer.ts';
import type { SerialBackend, SerialConnection } from './serial-backend.ts';

export interface PadSlotParts {
  readonly slot: number;
  readonly settings: TerminalSettings['pads'][number];
  readonly profile: PadProfile;
  readonly serial: SerialBackend;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: () => number;
  readonly log: EventLog;
  readonly taken: Set<string>;
  readonly gate: () => PressGate;
  readonly onEvent: (event: PadEvent) => void;
  readonly onStatus: () => void;
}

/** One configured pad for the life of the process, whatever is plugged and unplugged meanwhile. */
export interface PadSlot {
  start(): void;
  /** A new question is put to the citizen. */
  rearmed(): void;
  output(name: string, variables: TemplateVariables): Promise<boolean>;
  status(): PadStatus;
  stop(): Promise<void>;
}

/** What lives exactly as long as one open port. */
interface Live {
  readonly path: string;
  readonly receiver: PadReceiver;
  readonly writer: PadWriter;
  readonly heartbeat: Heartbeat;
}

function createCounters({ slot, profile, log }: PadSlotParts) {
  const counts = { goodFrames: 0, badFrames: 0, strayPresses: 0 };
  return {
    counts,
    good() {
      counts.goodFrames += 1;
    },
    bad(reason: string) {
      counts.badFrames += 1;
      log('pad.bad-frame', { slot, profile: profile.name, reason, badFrames: counts.badFrames });
    },
    stray(reason: string, address: number | null) {
      counts.strayPresses += 1;
      log('pad.stray-press', { slot, profile: profile.name, address, reason });
    },
  };
}

export function createPadSlot(parts: PadSlotParts): PadSlot {
  const { slot, settings, profile, clock, timers } = parts;
  const counters = createCounters({ ...parts, log: foldLog(parts.log, clock, PAD_DELAYS.logFoldMs) });
  let live: Live | undefined;
  let problem: string | null = 'not started';

  /** Sends the acknowledgement once, and only to the connection that the frame came from. */
  const acknowledgement = (received: ReceivedFrame): (() => void) => {
    const spec = received.decoded.ack === undefined ? undefined : profile.ack[received.decoded.ack];
    const from = live;
    let due = true;
    return () => {
      if (!due || spec === undefined || from === undefined || from !== live) return;
      due = false;
      void from.writer.send(encodeAck(spec, received.frame, received.decoded));
    };
  };

  const presses = createPadPresses({
    ...parts,
    addresses: settings.addresses,
    acknowledgement,
    onStray: counters.stray,
  });

  const onFrame = (received: ReceivedFrame): void => {
    counters.good();
    presses.take(received);
  };

  /** Whom an output is for where it does not say: the pads of this window, or where those are not listed, the one heard last. */
  const addressed = (spec: OutputSpec, variables: TemplateVariables): readonly TemplateVariables[] => {
    const asks = spec.template.some((piece) => piece.kind === 'u8' && piece.name === 'addr');
    if (!asks || variables.addr !== undefined) return [variables];
    const heard = presses.lastAddress === null ? [] : [presses.lastAddress];
    const listed = settings.addresses.length > 0 ? settings.addresses : heard;
    return listed.map((addr) => ({ ...variables, addr }));
  };

  const send = async (spec: OutputSpec, variables: TemplateVariables): Promise<boolean> => {
    const encoded = encodeTemplate(spec.template, variables, spec.blank);
    if (!encoded.ok || live === undefined) return false;
    return live.writer.send(encoded.value);
  };

  const output = async (name: string, variables: TemplateVariables): Promise<boolean> => {
    const spec = Object.hasOwn(profile.outputs, name) ? profile.outputs[name] : undefined;
    if (spec === undefined) return false;
    const sent = await Promise.all(addressed(spec, variables).map((each) => send(spec, each)));
    return sent.length > 0 && sent.every(Boolean);
  };

  const retire = (): void => {
    live?.receiver.stop();
    live?.writer.stop();
    live?.heartbeat.stop();
    live = undefined;
  };

  const onConnected = (port: SerialConnection, path: string): void => {
    const writer = createPadWriter(port, profile.transport.serial.rs485.turnaroundMs, { clock, timers });
    live = {
      path,
      writer,
      receiver: createPadReceiver(profile, timers, { onFrame, onBad: counters.bad }),
      heartbeat: createHeartbeat(profile.heartbeat, timers, {
        send: (name) => void output(name, {}),
        silent: () => connection.drop('the pad has been silent for too long'),
      }),
    };
    problem = null;
    parts.log('pad.connected', { slot, profile: profile.name, path });
    parts.onStatus();
  };

  const onProblem = (why: string, holder: string | undefined, wasConnected: boolean): void => {
    retire();
    const text = holder === undefined ? why : `${why}; held by ${holder}`;
    const isNew = text !== problem;
    problem = text;
    if (wasConnected) parts.log('pad.disconnected', { slot, profile: profile.name, reason: why });
    else if (isNew) parts.log('pad.open-failed', { slot, profile: profile.name, reason: why, holder });
    if (isNew || wasConnected) parts.onStatus();
  };

  const onData = (bytes: Uint8Array): void => {
    live?.writer.heard();
    live?.heartbeat.heard();
    live?.receiver.receive(bytes);
  };

  const connection = createPadConnection({ ...parts, path: settings.path }, { onConnected, onProblem, onData });

  return {
    start: () => connection.start(),
    rearmed: () => presses.rearmed(),
    output,
    status: () => ({
      slot,
      profile: profile.name,
      connected: live !== undefined,
      path: live?.path ?? null,
      problem,
      ...counters.counts,
    }),
    async stop() {
      retire();
      problem = 'stopped';
      await connection.stop();
    },
  };
}
