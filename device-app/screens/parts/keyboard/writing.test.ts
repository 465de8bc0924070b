import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BAR_PLACES, pageStarts, placesOf } from './candidate-pages.ts';
import { LAYOUTS, SCRIPTS } from './layouts.data.ts';
import {
  addLetter,
  beginWriting,
  choose,
  eraseAll,
  eraseBack,
  insert,
  replaceAll,
  settle,
  subjoined,
  type Writing,
} from './writing.ts';

const spell = (letters: string, from = beginWriting('', 200)) => [...letters].reduce(addLetter, from);

describe('writing', () => {
  it('turns letters into the chosen word and goes on with those it did not use', () => {
    const partly = choose(spell('bufangbian'), { text: '不', used: 2 });
    expect(partly).toMatchObject({ text: '不', letters: 'fangbian' });
    expect(choose(partly, { text: '方便', used: 8 })).toMatchObject({ text: '不方便', letters: '', caret: 3 });
    expect(choose(spell("xi'an"), { text: '西', used: 2 }).letters).toBe('an');
  });

  it('puts in where the caret is', () => {
    const middle = replaceAll(beginWriting('', 20), '很便', 1);
    expect(insert(middle, '不方')).toMatchObject({ text: '很不方便', caret: 3 });
  });

  it('keeps letters that became nothing as they are', () => {
    expect(settle(spell('wc', beginWriting('去', 20)))).toMatchObject({ text: '去wc', letters: '' });
  });

  it('takes back letters first, then characters, each whole', () => {
    const typed = spell('ni', beginWriting('好😀', 20));
    const steps = [typed, ...[1, 2, 3, 4].map((n) => Array.from({ length: n }).reduce<typeof typed>(eraseBack, typed))];
    expect(steps.map(({ text, letters }) => text + letters)).toEqual(['好😀ni', '好😀n', '好😀', '好', '']);
    expect(eraseBack(beginWriting('', 5))).toEqual(beginWriting('', 5));
    expect(eraseAll(typed)).toMatchObject({ text: '', letters: '', caret: 0 });
  });

  it('begins no syllable with an apostrophe, and doubles none', () => {
    expect(spell("'xi''an").letters).toBe("xi'an");
  });

  it('takes no letters where nothing more fits, nor more than anybody spells', () => {
    expect(spell('hao', beginWriting('满', 1)).letters).toBe('');
    expect(spell('a'.repeat(99)).letters).toHaveLength(40);
  });

  it('never holds more than it may, nor half a character, nor a caret outside', () => {
    const text = fc.string({ unit: 'grapheme' });
    const act = fc.oneof(
      text.map((added) => (before: Writing) => insert(before, added)),
      text.map((edited) => (before: Writing) => replaceAll(before, edited, edited.length)),
      fc.constantFrom(...'abc').map((letter) => (before: Writing) => addLetter(before, letter)),
      fc.constantFrom(eraseBack, settle),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), fc.integer({ min: 0, max: 12 }), (acts, max) => {
        let writing = beginWriting('', max);
        for (const one of acts) {
          writing = one(writing);
          expect(writing.text.length).toBeLessThanOrEqual(max);
          expect(writing.text).not.toMatch(/\p{Cs}/u);
          expect(writing.caret).toBeGreaterThanOrEqual(0);
          expect(writing.caret).toBeLessThanOrEqual(writing.text.length);
        }
      }),
    );
  });

  it('stacks Tibetan consonants and nothing else', () => {
    expect(`བ${subjoined('ས')}`).toBe('བྶ');
    expect(subjoined('ི')).toBe('ི');
    expect(subjoined('a')).toBe('a');
  });
});

describe('the bar', () => {
  it('fills its pages in order, never beyond its places', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('字', '词'), minLength: 1, maxLength: 20 })), (texts) => {
        const candidates = texts.map((text) => ({ text }));
        const starts = pageStarts(candidates);
        expect(starts.length > 0).toBe(texts.length > 0);
        for (const [page, start] of starts.entries()) {
          const shown = texts.slice(start, starts[page + 1]);
          expect(shown.length).toBeGreaterThan(0);
          expect(shown.reduce((sum, text) => sum + placesOf(text), 0)).toBeLessThanOrEqual(BAR_PLACES);
        }
      }),
    );
  });
});

describe('the layouts', () => {
  it.each(Object.entries(LAYOUTS))(
    '%s is ten keys wide with room for deleting, signs, script and space',
    (_, layout) => {
      for (const { rows, bar } of [layout, layout.signs]) {
        expect(rows.map((row) => row.length)).toEqual([10, 9, 7]);
        expect(bar).toHaveLength(9);
        const keys = [...rows.flat(), ...bar];
        expect(new Set(keys).size).toBe(keys.length);
      }
    },
  );

  it('write every letter of their alphabets', () => {
    const on = (script: keyof typeof LAYOUTS) => new Set([...LAYOUTS[script].rows.flat(), ...LAYOUTS[script].bar]);
    for (const letter of 'abcdefghijklmnopqrstuvwxyz') expect(on('latin').has(letter)).toBe(true);
    for (const letter of 'ئاەبپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىي') expect(on('ug').has(letter), letter).toBe(true);
    for (const letter of 'ཀཁགངཅཆཇཉཏཐདནཔཕབམཙཚཛཝཞཟའཡརལཤསཧཨིེོུ') expect(on('bo').has(letter), letter).toBe(true);
  });

  it('begin with the reader’s own script, and lead to Latin letters and pinyin in any language', () => {
    expect(Object.values(SCRIPTS).map(([first]) => first)).toEqual(['pinyin', 'latin', 'ug', 'bo']);
    for (const scripts of Object.values(SCRIPTS)) expect(scripts).toEqual(expect.arrayContaining(['latin', 'pinyin']));
  });
});
