import { BAD_FRAME_KINDS } from '@mingjing/device-app/core/devices/bad-frames.data.ts';
import { DEVICE_PROBLEMS } from '@mingjing/device-app/core/devices/device-problem.data.ts';
import { PROBLEM_CODES } from '@mingjing/device-app/core/devices/device-problem.ts';
import { describe, expect, it } from 'vitest';
import { DIAGNOSED_TEXTS, fill } from './diagnosed-words.ts';

const named = (text: string, braces: RegExp) => [...text.matchAll(braces)].map(([, name]) => name).sort();
/** What may stand in Latin letters on a page in another script: names of programs, settings, fields and units. */
const KNOWN =
  /HID|JSON|USB|IP|TCP|UDP|WebSocket|udev|dialout|uucp|libusb|libudev|node-hid|node-gyp rebuild|node_modules|npm run profiles -- (lint|udev)|path|profile|serialNumber|location|addresses|usagePage|usage|interface|so\b/g;

describe.each(Object.entries(DIAGNOSED_TEXTS))('what technicians read in %s', (language, texts) => {
  it('has words for every code, and names what the code is about', () => {
    expect(Object.keys(texts.problem).sort()).toEqual([...PROBLEM_CODES].sort());
    expect(Object.keys(texts.badFrame).sort()).toEqual([...BAD_FRAME_KINDS].sort());
    for (const code of PROBLEM_CODES) {
      const there = named(DEVICE_PROBLEMS[code], /\{(\w+)\}/g).filter(
        (name) => name !== 'detail' || code !== 'profile-invalid',
      );
      expect(named(texts.problem[code], /\{\{(\w+)\}\}/g), code).toEqual(there);
    }
  });

  it('has the same variables as 简体中文 elsewhere', () => {
    const flat = (words: typeof texts) =>
      [words.pressed, words.holder, words.withheld, words.sign].flatMap((part) => Object.entries(part));
    const ours = new Map(flat(texts));
    for (const [key, text] of flat(DIAGNOSED_TEXTS['zh-CN'])) {
      expect(named(ours.get(key) ?? '', /\{\{(\w+)\}\}/g), key).toEqual(named(text, /\{\{(\w+)\}\}/g));
    }
  });

  it.skipIf(language === 'en')('leaves no English on the page but names', () => {
    const all = Object.values(texts).flatMap((part) => Object.values<string>(part));
    for (const text of all) {
      const bare = text.replace(/\{\{\w+\}\}/g, '').replace(KNOWN, '');
      expect(bare).not.toMatch(/[A-Za-z]{2,}/);
    }
  });
});

describe('Chinese typography', () => {
  it('has no half-width sign between Chinese characters', () => {
    for (const part of Object.values(DIAGNOSED_TEXTS['zh-CN'])) {
      for (const text of Object.values<string>(part))
        expect(text).not.toMatch(/\p{sc=Han}[,;:()?!]|[,;:()?!]\p{sc=Han}/u);
    }
  });
});

describe('fill', () => {
  it('puts in what is named, once, whatever that holds', () => {
    expect(fill('{{a}} – {{b}} – {{c}}', { a: '{{b}}', b: '$&' })).toBe('{{b}} – $& – ');
  });
});
