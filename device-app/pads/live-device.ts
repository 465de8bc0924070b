import type { PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { Result } from '@mingjing/shared/basics/result.ts';
import type { DeviceProblem } from '../core/devices/device-problem.ts';
import { type Answer, createConversation } from './conversation.ts';
import type { FoundDevice } from './find-device.ts';
import { createHeartbeat, type Heartbeat } from './heartbeat.ts';
import { proveDevice } from './init-handshake.ts';
import { lineTiming } from './line-timing.ts';
import { isFrom, type Outgoing, type Outputs } from './outputs.ts';
import { createPadReceiver, type ReceivedFrame } from './pad-receiver.ts';
import { createPadWriter } from './pad-writer.ts';
import { createPoller, type Poller, type PollTarget } from './poller.ts';
import type { DeviceConnection } from './transport.ts';

interface LiveParts {
  readonly profile: PadProfile;
  readonly device: FoundDevice;
  readonly connection: DeviceConnection;
  readonly outputs: Outputs;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly onFrame: (received: ReceivedFrame) => void;
  readonly onBad: (reason: string) => void;
  readonly onBytes: (direction: 'in' | 'out', bytes: Uint8Array) => void;
  /** It has been silent for longer than its profile allows. */
  readonly onIdle: () => void;
  readonly onAnswering: () => void;
  readonly onSilent: (target: PollTarget) => void;
}

/** What lives exactly as long as one open device. */
export interface LiveDevice {
  readonly device: FoundDevice;
  prove(): Promise<Result<void, DeviceProblem>>;
  /** Begins heartbeat and polling. */
  run(): void;
  receive(bytes: Uint8Array): void;
  /** Sends at once, as an acknowledgement needs. */
  send(message: Outgoing): Promise<boolean>;
  /** Sends when no question is outstanding on a polled line. */
  say(message: Outgoing): Promise<boolean>;
  /** Asks a polled device now, out of turn. Resolves whether it answered; true at once where nothing is polled. */
  refresh(): Promise<boolean>;
  /** Addresses that are polled and do not answer, or have not yet; empty where nothing is polled. */
  missing(): readonly PollTarget[];
  /** Whether it is polled and has not answered once. */
  neverAnswered(): boolean;
  stop(): void;
}

export function createLiveDevice(parts: LiveParts): LiveDevice {
  const { profile, outputs, timers } = parts;
  const { poll } = profile;
  let heartbeat: Heartbeat | undefined;
  let poller: Poller | undefined;
  let refusesPolls = false;

  const writer = createPadWriter({
    ...parts,
    timing: lineTiming(profile),
    onSent: (bytes) => parts.onBytes('out', bytes),
  });
  const conversation = createConversation({ send: writer.send, timers });

  const say = (message: Outgoing): Promise<boolean> =>
    poll === null ? writer.send(message) : conversation.say(message, sharesWires(profile) ? poll.timeoutMs : 0);

  const onFrame = (received: ReceivedFrame): void => {
    const { decoded } = received;
    conversation.heard(decoded);
    if (decoded.kind === 'report' && decoded.endsPolling) {
      refusesPolls = true;
      poller?.stop();
      parts.onAnswering();
    }
    parts.onFrame(received);
  };
  const receiver = createPadReceiver(profile, outputs.sent, timers, { ...parts, onFrame });

  type PollSpec = NonNullable<PadProfile['poll']>;
  const ask = async ({ output, with: given, answers, timeoutMs }: PollSpec, target: PollTarget): Promise<Answer> => {
    const messages = outputs.messages(output, target === null ? given : { ...given, addr: target });
    const [message] = messages.ok ? messages.value : [];
    if (message === undefined) return 'unsent';
    return conversation.ask({
      message,
      timeoutMs,
      isAnswer: (decoded) => decoded.rule !== undefined && answers.includes(decoded.rule) && isFrom(message, decoded),
    });
  };

  const startPolling = (spec: PollSpec): Poller => {
    const created = createPoller({
      ...parts,
      poll: spec,
      targets: outputs.targets(spec.output, spec.with),
      ask: (target) => ask(spec, target),
    });
    created.start();
    return created;
  };

  return {
    device: parts.device,
    prove: () => proveDevice(profile, outputs, { ask: conversation.ask, say }),
    run() {
      heartbeat = createHeartbeat(profile.heartbeat, timers, {
        send(name) {
          const messages = outputs.messages(name, {});
          for (const message of messages.ok ? messages.value : []) void say(message);
        },
        silent: parts.onIdle,
      });
      if (poll !== null && !refusesPolls) poller = startPolling(poll);
    },
    receive(bytes) {
      parts.onBytes('in', bytes);
      writer.heard();
      heartbeat?.heard();
      receiver.receive(bytes);
    },
    send: writer.send,
    say,
    async refresh() {
      if (poll === null || refusesPolls) return true;
      const answers = await Promise.all(outputs.targets(poll.output, poll.with).map((target) => ask(poll, target)));
      return answers.every((answer) => answer === 'answered');
    },
    missing: () => (refusesPolls ? [] : (poller?.missing() ?? [])),
    neverAnswered: () => !refusesPolls && poller?.everAnswered() === false,
    stop() {
      heartbeat?.stop();
      poller?.stop();
      receiver.stop();
      conversation.stop();
      writer.stop();
    },
  };
}

/** Whether an answer to one message could meet the next one: only where both directions share a pair of wires. */
function sharesWires({ transport }: PadProfile): boolean {
  return transport.kind === 'serial' && transport.serial.rs485.turnaroundMs > 0;
}
