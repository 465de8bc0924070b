import { STANDARD_DISPLAY } from '@mingjing/shared/domain/display-words.ts';
import { type SoundSettings, soundSettingsSchema } from '@mingjing/shared/settings/senses-settings.ts';
import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { describe, expect, it } from 'vitest';
import { createVoice } from './voice.ts';

const KEYS = { by: 'keys', in: 'F15', out: 'F16' } as const;
const idle = { phase: { kind: 'idle' } } as const;
const inviting = { phase: { kind: 'inviting' } } as never;

function at(wall: string, sound: Partial<SoundSettings> = {}) {
  const time = createManualTime(Date.parse(wall));
  const heard: unknown[] = [];
  let offset: number | null = null;
  const voice = createVoice({
    settings: { sound: soundSettingsSchema.parse(sound), display: STANDARD_DISPLAY },
    clips: { 'zh-CN': { invite: 'a.wav' } },
    clock: time.clock,
    timers: time.timers,
    clockOffset: () => offset,
    dispatch: (input) => heard.push(input),
    onScreenChange: () => heard.push('screen'),
    onPlugged: () => heard.push('somebody'),
  });
  const press = (code: string) => {
    voice.key({ code, down: true });
    voice.key({ code, down: false });
  };
  return { ...time, voice, heard, press, setOffset: (ms: number) => (offset = ms) };
}
const change = (display: object) => ({ kind: 'set-display', display });
const GUIDED = change({ guided: true });
const RESET = change({ guided: false, volume: 2 });

describe('quiet hours', () => {
  const quiet = [{ from: '12:00', to: '14:00' }];

  it('begin and end on the screen in the minute they are set to', () => {
    const { voice, heard, advance } = at('2026-03-02T11:59:30+08:00', { quiet });
    voice.start();
    expect(voice.sound()).toEqual({ quiet: false, privateEar: false, clips: { 'zh-CN': { invite: 'a.wav' } } });
    advance(29_999);
    expect(heard).toEqual([]);
    advance(1);
    expect([heard, voice.sound().quiet]).toEqual([['screen'], true]);
    advance(2 * 3_600_000 - 1);
    expect(heard).toHaveLength(1);
    advance(1);
    expect([heard, voice.sound().quiet]).toEqual([['screen', 'screen'], false]);
  });

  it('are told by the clock of the gateway', () => {
    const { voice, setOffset } = at('2026-03-02T11:00:00+08:00', { quiet });
    setOffset(3_600_000);
    expect(voice.sound().quiet).toBe(true);
  });

  it('are noticed within a minute where the clock is set', () => {
    const { voice, heard, advance, setWall } = at('2026-03-02T08:00:00+08:00', { quiet });
    voice.start();
    setWall(Date.parse('2026-03-02T12:30:00+08:00'));
    advance(60_000);
    expect([heard, voice.sound().quiet]).toEqual([['screen'], true]);
  });

  it('wake nobody where there are none, nor after the end', () => {
    const none = at('2026-03-02T08:00:00+08:00');
    none.voice.start();
    expect(none.pending()).toBe(0);
    const stopped = at('2026-03-02T08:00:00+08:00', { quiet });
    stopped.voice.start();
    stopped.voice.stop();
    expect(stopped.pending()).toBe(0);
  });
});

describe('the private ear', () => {
  const NOON = '2026-03-02T12:00:00+08:00';

  it.each([
    [{ by: 'none' }, false, []],
    [{ by: 'always' }, true, []],
    [KEYS, false, ['F15', 'F16']],
  ] as const)('of %j begins as %s', (privateEar, isPrivate, keys) => {
    const { voice } = at(NOON, { privateEar });
    expect([voice.sound().privateEar, voice.keys()]).toEqual([isPrivate, keys]);
  });

  it('is there while the plug is, and begins the guide; its end ends the guide and resets the volume', () => {
    const { voice, heard, press } = at(NOON, { privateEar: KEYS });
    press('F15');
    expect([voice.sound().privateEar, heard]).toEqual([true, [GUIDED, 'somebody', 'screen']]);
    press('F15');
    expect(heard).toHaveLength(3);
    press('F16');
    expect([voice.sound().privateEar, heard.slice(3)]).toEqual([false, [RESET, 'screen']]);
    press('F16');
    press('Digit5');
    expect(heard).toHaveLength(5);
  });

  it('is over where its end would not be heard', () => {
    const { voice, heard, press } = at(NOON, { privateEar: KEYS });
    voice.unplug();
    expect(heard).toEqual([]);
    press('F15');
    voice.unplug();
    expect([voice.sound().privateEar, heard.slice(3)]).toEqual([false, [RESET, 'screen']]);
  });

  it('hears no keys where the settings name none', () => {
    const { voice, heard, press } = at(NOON, { privateEar: { by: 'always' } });
    press('F16');
    expect([voice.sound().privateEar, heard]).toEqual([true, []]);
  });

  it('guides who plugged in and waited, however long, and not who comes after', () => {
    const { voice, heard, press, advance } = at(NOON, { privateEar: KEYS });
    press('F15');
    voice.follow(idle);
    heard.length = 0;
    voice.follow(inviting);
    expect(heard).toEqual([]);
    advance(0);
    expect(heard).toEqual([GUIDED]);
    voice.follow(inviting);
    voice.follow(idle);
    voice.follow(inviting);
    advance(0);
    expect(heard).toEqual([GUIDED]);
  });

  it('guides nobody who pulled the plug just then', () => {
    const { voice, heard, press, advance } = at(NOON, { privateEar: KEYS });
    press('F15');
    voice.follow(inviting);
    press('F16');
    heard.length = 0;
    advance(0);
    expect(heard).toEqual([]);
  });
});
