import { createPads } from '@mingjing/device-app/pads/create-pads.ts';
import { createOutputs } from '@mingjing/device-app/pads/outputs.ts';
import type { PadEvent } from '@mingjing/device-app/pads/pad-events.ts';
import { replay } from '@mingjing/device-app/pads/replay/replay.ts';
import { createFakeTransport } from '@mingjing/device-app/pads/testing/fake-transport.ts';
import { profileFiles, readProfile, SHIPPED_PROFILES } from '@mingjing/hardware-profiles/load-profiles.ts';
import { chooseVariant } from '@mingjing/hardware-profiles/pad-profile.ts';
import { listOf } from '@mingjing/hardware-profiles/replay-engine.ts';
import type { Profile } from '@mingjing/hardware-profiles/schema/profile.ts';
import { toHex } from '@mingjing/shared/basics/bytes.ts';
import { describe, expect, it } from 'vitest';
import { createManualTime } from '../support/manual-time.ts';
import { nameOf } from './running-pads.ts';

const profiles = profileFiles(SHIPPED_PROFILES).map((file) => {
  const read = readProfile(file);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
});
const PATH = 'the device';
/** What the terminal tells a pad when it invites; the session is the one that vectors answer to. */
const INVITATION = { sessionId: '20171229211602', matterName: '', staffNumber: '', windowName: '', date: '' };

/** How devices answer, told by bytes alone, whatever their profile calls it: question and the answers that their makers document. */
const CONVERSATIONS: readonly (readonly [asked: RegExp, answer: RegExp])[] = [
  // X-keys: version, and the whole state, which is marked by bit 1 of its second byte.
  [/^00d6/, /^..d6/],
  [/^00b1/, /^..0[23]/],
  // Modbus: eight inputs of unit 1.
  [/^010200000008/, /^010201/],
  // QMK: protocol version, key matrix.
  [/^0001(00)+$/, /^0100/],
  [/^000203/, /^020300/],
  // Identity card reader: status, no card found.
  [/^aaaaaa9669000311ff/, /^aaaaaa96690004000090/],
  [/^aaaaaa966900032001/, /^aaaaaa96690004000080/],
  // ESC/POS: paper.
  [/^100404$/, /^12$/],
];

/** What the device of a profile can say: its incoming vectors, by what they mean. */
function sayings(profile: Profile) {
  const incoming = replay(profile, profile.vectors).vectors.flatMap(({ got, variant }, index) => {
    const vector = profile.vectors[index];
    const usable = vector?.direction === 'in' && variant === profile.defaultVariant;
    const [only, ...others] = listOf(got);
    return usable && only !== undefined && others.length === 0 ? [{ bytes: vector.hex, got: only }] : [];
  });
  const find = (what: string, test: (saying: (typeof incoming)[number]) => boolean): Uint8Array => {
    const found = incoming.find(test);
    if (found === undefined) throw new Error(`${profile.id} has no vector for ${what}`);
    return found.bytes;
  };
  return {
    level: (level: number) => find(`level ${level}`, ({ got }) => got.level === level),
    /** The answer that shows a level, or none, where there is a choice. */
    answer(pattern: RegExp, level: number | null) {
      const fits = incoming.filter(({ bytes }) => pattern.test(toHex(bytes)));
      return (fits.find(({ got }) => got.level === level) ?? fits[0])?.bytes;
    },
    released: () => find('no button', ({ got }) => Array.isArray(got.down) && got.down.length === 0),
    scan: () => find('a scan', ({ got }) => typeof got.value === 'string'),
    presence: (present: boolean) => find(`presence ${present}`, ({ got }) => got.present === present),
  };
}

/**
 * The device of a profile, which answers what it is asked, at pads that run in manual time.
 * @param atStart level whose button is down when it is plugged in
 */
function plugIn(profile: Profile, atStart: number | null = null) {
  const chosen = chooseVariant(profile, profile.defaultVariant);
  const says = sayings(profile);
  const time = createManualTime();
  const bugs: unknown[] = [];
  const fake = createFakeTransport({ reportBug: (cause) => bugs.push(cause) });
  const events: PadEvent[] = [];
  const outputs = createOutputs({ profile: chosen, addresses: [], lastAddress: () => null });
  const asks = (output: string, given: Readonly<Record<string, string | number>>) => {
    const messages = outputs.messages(output, given);
    if (!messages.ok) throw new Error(messages.error);
    return messages.value.map(({ bytes }) => toHex(bytes));
  };
  /** What a polled device shows now. */
  let shown: Uint8Array | undefined;

  const answer = (bytes: readonly number[]): Uint8Array | undefined => {
    const asked = toHex(Uint8Array.from(bytes));
    const { poll } = chosen;
    if (shown !== undefined && poll !== null && asks(poll.output, poll.with).includes(asked)) return shown;
    const known = CONVERSATIONS.find(([question]) => question.test(asked));
    return known === undefined ? undefined : says.answer(known[1], atStart);
  };

  fake.plug({ path: PATH }, answer);
  const pads = createPads({
    profiles: new Map([[profile.id, chosen]]),
    settings: [{ profile: profile.id, path: PATH, addresses: [], peers: [] }],
    transports: fake.transports,
    clock: time.clock,
    timers: time.timers,
    random: () => 0.5,
    listener: { onEvent: (event) => events.push(event), onStatus: () => undefined },
    log: () => undefined,
  });

  /** Lets time pass in small steps, and after each all that waits for promises only. */
  const pass = async (ms: number): Promise<void> => {
    for (let step = 0; step < 20; step += 1) {
      for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
      time.advance(ms / 20);
    }
  };
  return {
    pads,
    says,
    events,
    bugs,
    messages: () => fake.messages(PATH),
    async start() {
      pads.start();
      await pass(2000);
    },
    /** The device says it, or shows it when it is asked next. */
    async say(bytes: Uint8Array) {
      if (chosen.poll === null) fake.send(PATH, bytes);
      else shown = bytes;
      await pass(2 * (chosen.poll?.intervalMs ?? 150));
    },
  };
}

describe('the device of a shipped profile', () => {
  it.each(profiles)(
    'of $id is recognised by what it answers, and asked no more than its profile says',
    async (profile) => {
      const device = plugIn(profile);
      await device.start();
      expect(device.pads.status()[0]).toMatchObject({ connected: true, problem: null, badFrames: 0 });
      if (profile.init.length === 0 && profile.poll === null) expect(device.messages()).toEqual([]);
      expect(device.bugs).toEqual([]);
      await device.pads.stop();
    },
  );

  const rating = profiles.filter(({ keyMap }) => Object.keys(keyMap.rating).length > 0);
  it.each(rating)(
    'of $id gives its levels one by one, each once, and none for the state it is found in',
    async (profile) => {
      const device = plugIn(profile);
      await device.start();
      device.pads.arm();
      void device.pads.output(0, 'startEvaluation', INVITATION);
      if (profile.stateful) await device.say(device.says.released());
      expect(device.events).toEqual([]);
      const levels = Object.values(profile.keyMap.rating).sort((one, other) => other - one);
      for (const level of levels) {
        await device.say(device.says.level(level));
        if (profile.stateful) await device.say(device.says.released());
      }
      expect(device.events.map(nameOf)).toEqual(levels);
      expect(device.pads.status()[0]).toMatchObject({ connected: true, badFrames: 0, strayPresses: 0 });
      await device.pads.stop();
    },
  );

  const stateful = rating.filter((profile) => profile.stateful);
  it.each(stateful)('of $id rates nothing by a button that is down when it is plugged in', async (profile) => {
    const device = plugIn(profile, 5);
    device.pads.arm();
    await device.start();
    const isAsked = profile.poll !== null || profile.init.length > 0;
    if (!isAsked) await device.say(device.says.level(5));
    await device.say(device.says.released());
    expect(device.events).toEqual([]);
    await device.say(device.says.level(4));
    expect(device.events.map(nameOf)).toEqual([4]);
    await device.pads.stop();
  });

  it.each(profiles.filter(({ role }) => role === 'scanner'))('of $id hands over what it reads', async (profile) => {
    const device = plugIn(profile);
    await device.start();
    await device.say(device.says.scan());
    expect(device.events).toMatchObject([{ kind: 'scan' }]);
    expect(device.events.map(nameOf)[0]).toMatch(/^[\w:-]{2,}$/);
    await device.pads.stop();
  });

  it.each(profiles.filter(({ role }) => role === 'card-reader'))(
    'of $id tells that a card comes and goes, and is never asked for more',
    async (profile) => {
      const device = plugIn(profile);
      await device.start();
      await device.say(device.says.presence(true));
      await device.say(device.says.presence(false));
      expect(device.events.map(nameOf)).toEqual([true, false]);
      const asked = new Set(device.messages().map(({ bytes }) => toHex(Uint8Array.from(bytes))));
      expect(asked).toEqual(new Set(['aaaaaa9669000311ffed', 'aaaaaa96690003200122']));
      await device.pads.stop();
    },
  );
});
