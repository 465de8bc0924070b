import { BARE_SCREEN } from '@mingjing/device-app/core/screen/bare-screen.ts';
import type { Intent } from '@mingjing/device-app/core/screen/intent.ts';
import type { ScreenState } from '@mingjing/device-app/core/screen/screen-state.ts';
import { STANDARD_DISPLAY } from '@mingjing/shared/domain/display-words.ts';
import { describe, expect, it } from 'vitest';
import { createWebsocketChannel, type Socket } from './websocket-channel.ts';

const STATE: ScreenState = {
  revision: 7,
  language: 'en',
  display: STANDARD_DISPLAY,
  ppi: 149,
  page: { kind: 'thanks' },
  ...BARE_SCREEN,
  padKeys: [],
  role: 'window',
};
const PAINTED: Intent = { kind: 'painted', revision: 7 };

/** Sockets that the test opens, feeds and closes; timers that it fires. */
function scripted() {
  const sockets: (Socket & { sent: string[] })[] = [];
  const timers: { run: () => void; ms: number }[] = [];
  const heard: unknown[] = [];
  let token = 'secret';
  const channel = createWebsocketChannel({
    connect() {
      const sent: string[] = [];
      const socket = { onopen: null, onmessage: null, onclose: null, sent, send: (text: string) => sent.push(text) };
      sockets.push(socket as unknown as Socket & { sent: string[] });
      return socket as unknown as Socket;
    },
    token: () => token,
    keepToken(next) {
      token = next;
    },
    setTimer: (run, ms) => timers.push({ run, ms }),
  });
  channel.start({ onState: (state) => heard.push(state), onLink: (up) => heard.push(up) });
  const call = (index: number, name: 'onopen' | 'onclose' | 'onmessage', event: object = {}) =>
    (sockets[index]?.[name] as ((event: object) => void) | null)?.(event);
  return { channel, sockets, timers, heard, call };
}

describe('the loopback channel', () => {
  it('sends the token first, and counts as up from the first snapshot', () => {
    const { sockets, heard, call } = scripted();
    call(0, 'onopen');
    expect(sockets[0]?.sent).toEqual(['{"token":"secret"}']);
    expect(heard).toEqual([]);
    call(0, 'onmessage', { data: JSON.stringify(STATE) });
    expect(heard).toEqual([true, STATE]);
  });

  it('dials the next time with the token it was given for that', () => {
    const { timers, sockets, call } = scripted();
    call(0, 'onopen');
    call(0, 'onmessage', { data: '{"resume":"next"}' });
    call(0, 'onclose');
    timers[0]?.run();
    call(1, 'onopen');
    expect(sockets[1]?.sent).toEqual(['{"token":"next"}']);
  });

  it('drops intents while there is no link, and sends them when there is', () => {
    const { channel, sockets, call } = scripted();
    call(0, 'onopen');
    channel.send(PAINTED);
    call(0, 'onmessage', { data: JSON.stringify(STATE) });
    channel.send(PAINTED);
    expect(sockets[0]?.sent).toEqual(['{"token":"secret"}', JSON.stringify(PAINTED)]);
  });

  it('dials again, ever more patiently up to a second, and from the start again after a success', () => {
    const { timers, sockets, call } = scripted();
    for (let attempt = 0; attempt < 7; attempt += 1) {
      call(attempt, 'onclose');
      timers[attempt]?.run();
    }
    expect(timers.map(({ ms }) => ms)).toEqual([50, 100, 250, 500, 1000, 1000, 1000]);
    call(7, 'onmessage', { data: JSON.stringify(STATE) });
    call(7, 'onclose');
    expect(timers.at(-1)?.ms).toBe(50);
    expect(sockets).toHaveLength(8);
  });

  it('tells of a lost link once', () => {
    const { heard, timers, call } = scripted();
    call(0, 'onmessage', { data: JSON.stringify(STATE) });
    call(0, 'onclose');
    timers[0]?.run();
    call(1, 'onclose');
    expect(heard).toEqual([true, STATE, false]);
  });

  it.each([
    'not JSON',
    'null',
    '{}',
    '{"resume":1}',
    JSON.stringify({ ...STATE, page: { kind: 'unknown' } }),
    JSON.stringify({ ...STATE, ppi: 0 }),
    JSON.stringify({ ...STATE, language: 'xx' }),
    new ArrayBuffer(8),
  ])('keeps a message that is no snapshot off the glass: %s', (data) => {
    const { heard, call } = scripted();
    call(0, 'onmessage', { data });
    expect(heard).toEqual([]);
  });
});
