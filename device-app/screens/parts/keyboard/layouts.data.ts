import type { Language } from '@mingjing/shared/domain/display.ts';

/** What the keys write: Chinese by pinyin, Latin letters, Uyghur, Tibetan. */
export type Script = 'pinyin' | 'latin' | 'ug' | 'bo';

/**
 * A keyboard of three rows under one bar, ten keys wide, whatever the script: on the 7 inch panel a key is 14.3 × 15 mm, since research finds
 * that targets may touch each other (UX §3.1: spacing of 1 and 3 mm make no difference). The second row leaves a place for deleting, the third
 * one for signs and script before and the space after.
 */
export interface Layout {
  /** On the switch that leads here. */
  readonly sign: string;
  /** Language of the keys for a screen reader and the font. */
  readonly lang: string;
  readonly rows: readonly [readonly string[], readonly string[], readonly string[]];
  /** Nine more, in the place of the candidates while there are none. */
  readonly bar: readonly string[];
  readonly signs: { readonly rows: Layout['rows']; readonly bar: readonly string[] };
}

const letters = (text: string): readonly string[] => [...text];
const DIGITS = letters('1234567890');
const QWERTY: Layout['rows'] = [letters('qwertyuiop'), letters('asdfghjkl'), letters('zxcvbnm')];
const LATIN_SIGNS: Layout['signs'] = {
  rows: [DIGITS, letters('.,?!:;\'"-'), letters('()/@#&%')],
  bar: letters('+=*_~$€£°'),
};

/** Marks the one-time capital key of the bar. */
export const SHIFT = 'shift';
/** Marks the key after which a Tibetan letter is written under the one before it. */
export const STACK = 'stack';

export const LAYOUTS: Readonly<Record<Script, Layout>> = {
  pinyin: {
    sign: '拼音',
    lang: 'zh-CN',
    rows: QWERTY,
    bar: letters('，。？！、；：（）'),
    signs: { rows: [DIGITS, letters('，。？！、；：“”'), letters('（）《》—…%')], bar: letters('+-×÷=/·￥№') },
  },
  latin: {
    sign: 'ABC',
    lang: 'en',
    rows: QWERTY,
    bar: [SHIFT, ...letters(',.?!\'"-@')],
    signs: LATIN_SIGNS,
  },
  /** The common order of Uyghur keyboards; what lies under their shift key stands in the bar. */
  ug: {
    sign: 'ئۇ',
    lang: 'ug',
    rows: [letters('چۋېرتيۇڭوپ'), letters('ھسداەىقكل'), letters('زشغۈبنم')],
    bar: letters('ئژفگخجۆ،.'),
    signs: { rows: [DIGITS, letters('،.؟!؛:«»-'), letters('()/@#&%')], bar: letters('+=*_~…—°"') },
  },
  /** In the order of the alphabet, vowels and the stacking key in the bar, tsheg and shad last. */
  bo: {
    sign: 'བོད',
    lang: 'bo',
    rows: [letters('ཀཁགངཅཆཇཉཏཐ'), letters('དནཔཕབམཙཚཛ'), letters('ཞཟའཡརལས')],
    bar: ['ཝ', 'ཤ', 'ཧ', 'ཨ', 'ི', 'ུ', 'ེ', 'ོ', STACK],
    signs: { rows: [DIGITS, letters('༄༅༎༔༑༈༌་།'), letters('༡༢༣༤༥༦༧')], bar: letters('༨༩༠()«»?!') },
  },
};

/** The scripts to switch between, the reader's own first. */
export const SCRIPTS: Readonly<Record<Language, readonly Script[]>> = {
  'zh-CN': ['pinyin', 'latin'],
  en: ['latin', 'pinyin'],
  ug: ['ug', 'latin', 'pinyin'],
  bo: ['bo', 'latin', 'pinyin'],
};
/** What the space key writes: between Tibetan syllables stands a tsheg. */
export const SPACES: Readonly<Record<Script, string>> = { pinyin: ' ', latin: ' ', ug: ' ', bo: '་' };
