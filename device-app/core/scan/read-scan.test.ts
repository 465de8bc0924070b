import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostsOf, readScan } from './read-scan.ts';

const TOKEN = `W03ABC${'aB_-'.repeat(11)}`;
const HOSTS = hostsOf(['https://pj.example.gov.cn', undefined, 'http://gateway.example:8080/api']);

describe('a scanned text', () => {
  it.each<[string, string, ReturnType<typeof readScan>]>([
    ['a rating address', `https://pj.example.gov.cn/r/${TOKEN}`, { kind: 'token', token: TOKEN }],
    [
      'one with the line end of the scanner',
      `https://PJ.example.gov.cn/r/${TOKEN}\r\n`,
      { kind: 'token', token: TOKEN },
    ],
    ['one of the gateway itself', `http://gateway.example:8080/r/${TOKEN}`, { kind: 'token', token: TOKEN }],
    ['one behind a prefix', `https://pj.example.gov.cn/city/r/${TOKEN}`, { kind: 'token', token: TOKEN }],
    ['a serial number', ' 370100202602110087 ', { kind: 'serial', serialNumber: '370100202602110087' }],
    ['one with joints', 'A-12/2026_0087.1', { kind: 'serial', serialNumber: 'A-12/2026_0087.1' }],
    ['an address of another host', `https://evil.example/r/${TOKEN}`, { kind: 'unreadable' }],
    ['our host on another port', `https://pj.example.gov.cn:8443/r/${TOKEN}`, { kind: 'unreadable' }],
    ['our host as the user of another', `https://pj.example.gov.cn@evil.example/r/${TOKEN}`, { kind: 'unreadable' }],
    ['our host as a part of another', `https://pj.example.gov.cn.evil.example/r/${TOKEN}`, { kind: 'unreadable' }],
    ['another page of ours', 'https://pj.example.gov.cn/about', { kind: 'unreadable' }],
    ['a token too short', `https://pj.example.gov.cn/r/${TOKEN.slice(1)}`, { kind: 'unreadable' }],
    ['another scheme', `weixin://pj.example.gov.cn/r/${TOKEN}`, { kind: 'unreadable' }],
    ['half an address', 'https://', { kind: 'unreadable' }],
    ['the number of an identity card', '11010519491231002X', { kind: 'unreadable' }],
    ['a slip', 'A1', { kind: 'unreadable' }],
    ['nothing', '\r\n', { kind: 'unreadable' }],
    ['more than any receipt says', '1'.repeat(65), { kind: 'unreadable' }],
    ['control characters', '2026\u00000087', { kind: 'unreadable' }],
    ['spaces in between', '2026 0087', { kind: 'unreadable' }],
    ['Chinese', '业务流水号2026', { kind: 'unreadable' }],
  ])('%s', (_what, text, reading) => {
    expect(readScan(text, HOSTS)).toEqual(reading);
  });

  it('never asks the gateway for anything but a token or a number of its form', () => {
    const texts = fc.oneof(fc.string({ unit: 'binary', maxLength: 600 }), fc.webUrl());
    fc.assert(
      fc.property(texts, (text) => {
        const reading = readScan(text, HOSTS);
        if (reading.kind === 'token') throw new Error('no such text holds our host');
        if (reading.kind === 'serial') expect(reading.serialNumber).toMatch(/^[A-Za-z0-9_/.-]{4,64}$/);
      }),
    );
  });

  it('leads nowhere as an address where no address of ours is known', () => {
    expect(readScan(`https://pj.example.gov.cn/r/${TOKEN}`, [])).toEqual({ kind: 'unreadable' });
  });
});
