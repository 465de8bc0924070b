import { STANDARD_DISPLAY } from '@mingjing/shared/domain/display-words.ts';
import { LEVEL_ORDER } from '@mingjing/shared/domain/levels.ts';
import { heldSession } from '@mingjing/test/support/sessions.ts';
import { describe, expect, it } from 'vitest';
import type { Page } from '../screen/screen-state.ts';
import { clipAddress, type Heard, isAudible, mayHearChoices, nextPrompt, pagePrompt } from './prompts.ts';

const { sessionId } = heldSession(1).view;
type PageOf<K extends Page['kind']> = Extract<Page, { kind: K }>;
const warning = { remainingMs: 20_000, totalMs: 20_000 };
const invitation: PageOf<'invitation'> = {
  kind: 'invitation',
  sessionId,
  warning: null,
  card: {},
  levels: [...LEVEL_ORDER],
  qrUrl: null,
};
const other: Page = { ...invitation, sessionId: heldSession(2).view.sessionId };
const undo: Page = { kind: 'undo', sessionId, countdown: null };
const reasons: Page = { kind: 'reasons', sessionId, warning: null, options: [], items: [], textMax: 200 };
const thanks: Page = { kind: 'thanks' };
const start: PageOf<'kiosk-start'> = { kind: 'kiosk-start', ways: ['scan', 'place'], warning: null };
const choice = (step: 'hall' | 'window'): Page => ({
  kind: 'kiosk-choice',
  step,
  path: [],
  entries: [],
  warning: null,
});
const NOTICES = ['expired', 'unknown', 'offline', 'unreadable', 'busy'] as const;
const number = (text: string, notice: PageOf<'kiosk-number'>['notice'] = null): Page => ({
  ...{ kind: 'kiosk-number', text, notice, warning: null },
});
const scan = (notice: (typeof NOTICES)[number] | 'looking-up' | 'already-rated'): Page => ({ kind: 'scan', notice });
const fault: Page = { kind: 'fault', code: 'storage-full' };
const service: Page = { kind: 'service', warning, view: { step: 'panel', ppi: 149, answer: null } };
const idle = { kind: 'idle' } as Page;

const SOUND = { quiet: false, privateEar: false, clips: {} };
const hear = (page: Page, more: { guided?: boolean; ear?: boolean; language?: Heard['language'] } = {}): Heard => ({
  page,
  language: more.language ?? 'zh-CN',
  display: { ...STANDARD_DISPLAY, guided: more.guided ?? false },
  sound: { ...SOUND, privateEar: more.ear ?? false },
});

type Case = readonly [string, Heard | null, Heard, string | null];
/** What is said, a word a clip; `-` for silence, null for what may go on. */
const said = (before: Heard | null, now: Heard): string | null => {
  const prompt = nextPrompt(before, now);
  return prompt === null ? null : prompt.say.join(' ') || '-';
};

describe('what is said', () => {
  const plain: Case[] = [
    ['an invitation', hear(idle), hear(invitation), 'invite'],
    ['an invitation that a restart found', null, hear(invitation), 'invite'],
    ['nothing more while it stays', hear(invitation), hear({ ...invitation, qrUrl: 'https://example.test' }), null],
    ['the next session', hear(invitation), hear(other), 'invite'],
    ['the end of the time', hear(invitation), hear({ ...invitation, warning }), 'more-time'],
    ['not once a second', hear({ ...invitation, warning }), hear({ ...invitation, warning }), null],
    ['a level was pressed', hear(invitation), hear(undo), 'undo'],
    ['and taken back', hear(undo), hear(invitation), 'choose-again'],
    ['and committed', hear(undo), hear(reasons), 'recorded reasons'],
    ['and committed without reasons', hear(undo), hear(thanks), 'recorded thanks'],
    ['reasons given', hear(reasons), hear(thanks), 'thanks'],
    ['rated on the phone', hear(invitation), hear({ kind: 'already-rated' }), 'already-rated'],
    ['not rated: no business of the hall', hear(invitation), hear({ kind: 'unrated' }), '-'],
    ['the end', hear(thanks), hear(idle), '-'],
    ['a kiosk at rest', hear(thanks), hear(start), '-'],
    ['which closes, and nobody may be there', hear(start), hear({ ...start, warning }), null],
    ['where to hold the receipt', hear(start), hear({ kind: 'kiosk-scan', warning: null }), 'kiosk-scan'],
    ['each step of a choice', hear(choice('hall')), hear(choice('window')), 'kiosk-choice'],
    ['a number that ends too early', hear(number('37-')), hear(number('37-', 'unfinished')), 'number-unfinished'],
    ['the number of a person', hear(number('37')), hear(number('', 'citizen-number')), 'number-citizen-number'],
    ['nothing of what is typed on', hear(number('37-', 'unfinished')), hear(number('37-1')), null],
    ['a search', hear(start), hear(scan('looking-up')), '-'],
    ...NOTICES.map(
      (notice): Case => [
        `why a search was in vain: ${notice}`,
        hear(scan('looking-up')),
        hear(scan(notice)),
        `scan-${notice}`,
      ],
    ),
    ['a search for what is rated', hear(scan('looking-up')), hear(scan('already-rated')), 'already-rated'],
    ['a fault before a citizen', hear(invitation), hear(fault), 'fault'],
    ['a fault before nobody', hear(idle), hear(fault), '-'],
    ['a fault from the start', null, hear(fault), '-'],
    ['the technician, who reads', hear(idle), hear(service), '-'],
    ['another language', hear(invitation), hear(invitation, { language: 'ug' }), 'invite'],
  ];
  const ear = { guided: true, ear: true };
  const guided: Case[] = [
    ['a new page', hear(idle, ear), hear(invitation, ear), 'invite guided-keys guided-touch guided-repeat'],
    [
      'the hall hears it',
      hear(idle, { guided: true }),
      hear(invitation, { guided: true }),
      'invite guided-keys guided-plug-in',
    ],
    [
      'switched on',
      hear(invitation),
      hear(invitation, ear),
      'guided-start invite guided-keys guided-touch guided-repeat',
    ],
    ['switched on at rest', hear(idle), hear(idle, ear), 'guided-start'],
    ['switched on at a kiosk', hear(start), hear(start, ear), 'guided-start kiosk-start guided-touch guided-repeat'],
    ['switched off', hear(invitation, ear), hear(invitation), '-'],
    ['unplugged', hear(invitation, ear), hear(invitation, { guided: true }), '-'],
    [
      'plugged in',
      hear(invitation, { guided: true }),
      hear(invitation, ear),
      'guided-start invite guided-keys guided-touch guided-repeat',
    ],
    ['a level was pressed', hear(invitation, ear), hear(undo, ear), 'undo again done'],
    ['and taken back', hear(undo, ear), hear(invitation, ear), 'choose-again guided-keys guided-touch guided-repeat'],
    ['and committed', hear(undo, ear), hear(reasons, ear), 'recorded reasons skip'],
    ['not rated', hear(invitation, ear), hear({ kind: 'unrated' }, ear), 'unrated'],
  ];
  it.each(plain)('%s', (_case, before, now, expected) => expect(said(before, now)).toBe(expected));
  it.each(guided)('guided: %s', (_case, before, now, expected) => expect(said(before, now)).toBe(expected));

  it('plugging in tells nothing to who is not guided', () => {
    expect(said(hear(invitation), hear(invitation, { ear: true }))).toBeNull();
  });

  it('says the invitation once more after 15 s, and nothing else', () => {
    expect(nextPrompt(hear(idle), hear(invitation))?.again).toEqual({ afterMs: 15_000, say: ['invite-again'] });
    for (const page of [undo, reasons, thanks, start, fault])
      expect(nextPrompt(hear(invitation), hear(page))?.again).toBeNull();
  });

  it('says a page again for who asks, with the warning that runs', () => {
    expect(pagePrompt(hear({ ...invitation, warning }, ear)).say).toEqual([
      ...['invite', 'guided-keys', 'guided-touch', 'guided-repeat', 'more-time'],
    ]);
    expect(pagePrompt(hear(service, ear)).say).toEqual([]);
  });
});

describe('a choice', () => {
  it.each([
    [{ guided: true, ear: true }, true],
    [{ guided: true, ear: false }, false],
    [{ guided: false, ear: true }, false],
    [{ guided: false, ear: false }, false],
  ])('with %j may be spoken: %s', (who, may) => {
    expect(mayHearChoices(hear(undo, who))).toBe(may);
  });
});

describe('isAudible', () => {
  it.each([
    [2, false, false, true],
    [0, false, false, false],
    [0, false, true, false],
    [3, true, false, false],
    // Quiet hours are the hall's: headphones go on.
    [1, true, true, true],
  ])('volume %i, quiet %s, private %s: %s', (volume, quiet, privateEar, audible) => {
    const display = { ...STANDARD_DISPLAY, volume };
    expect(isAudible({ display, sound: { ...SOUND, quiet, privateEar } })).toBe(audible);
  });
});

describe('clipAddress', () => {
  const sound = { ...SOUND, clips: { 'zh-CN': { invite: 'a.opus', undo: 'b.wav' }, ug: { invite: 'c.mp3' } } };
  it.each([
    ['ug', 'invite', 'voice/ug/c.mp3'],
    ['ug', 'undo', 'voice/zh-CN/b.wav'],
    ['zh-CN', 'undo', 'voice/zh-CN/b.wav'],
    ['en', 'thanks', null],
  ] as const)('in %s, of %s: %s', (language, clip, address) => {
    expect(clipAddress(clip, { language, sound })).toBe(address);
  });
});
