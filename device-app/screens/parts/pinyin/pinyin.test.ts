import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phraseSources } from '../../phrases-plugin.ts';
import { findCandidates, spellOut } from './find-candidates.ts';
import { packPhrases } from './pack-phrases.ts';
import { readPhraseTable } from './phrase-table.ts';
import { spellingsOf } from './spellings.ts';

const word = (text: string, reading: string, count: number) => ({ word: text, syllables: reading.split(' '), count });
const SOURCES = [
  word('不', 'bu', 100_000),
  word('步', 'bu', 2000),
  word('方', 'fang', 3000),
  word('便', 'bian', 1500),
  word('方便', 'fang bian', 2500),
  word('不方便', 'bu fang bian', 900),
  word('先', 'xian', 9000),
  word('西', 'xi', 5000),
  word('安', 'an', 4000),
  word('西安', 'xi an', 1000),
  word('方案', 'fang an', 1200),
  word('反感', 'fan gan', 300),
  word('中', 'zhong', 20_000),
  word('中国', 'zhong guo', 9000),
  word('总', 'zong', 4000),
  word('略', 'lve', 100),
];
const table = readPhraseTable(packPhrases(SOURCES));
const texts = (letters: string) => findCandidates(table, letters).map(({ text }) => text);
const best = (letters: string) => findCandidates(table, letters)[0];

describe('a phrase', () => {
  it.each([
    ['bufangbian', '不方便'],
    ['bufangb', '不方便'],
    ['bfb', '不方便'],
    ["bu'fang'bian", '不方便'],
    ['zhongg', '中国'],
    ['zongguo', '中国'],
    ['lue', '略'],
    ['lve', '略'],
  ])('%s brings %s first', (letters, text) => {
    expect(best(letters)?.text).toBe(text);
  });

  it('goes before what uses fewer letters, and those leave the rest to be typed on', () => {
    const found = findCandidates(table, 'bufangbian');
    expect(found.map(({ text, used }) => [text, used])).toEqual([
      ['不方便', 10],
      ['不', 2],
      ['步', 2],
    ]);
  });

  it('that nobody listed is put together of words', () => {
    expect(best('zhongguofangbian')).toEqual({
      text: '中国方便',
      used: 16,
      parts: ['zhong', 'guo', 'fang', 'bian'],
    });
  });
});

describe('letters that can be read in two ways', () => {
  it('bring both readings, the likelier first', () => {
    expect(texts('xian').slice(0, 2)).toEqual(['先', '西安']);
    expect(texts('fangan').slice(0, 2)).toEqual(['方案', '反感']);
  });

  it('bring the one that the apostrophe asks for', () => {
    expect(texts("xi'an")[0]).toBe('西安');
    expect(texts("xi'an")).not.toContain('先');
    expect(texts("fan'gan")[0]).toBe('反感');
    const whole = findCandidates(table, "fan'gan").filter(({ used }) => used === 7);
    expect(whole.map(({ text }) => text)).toEqual(['反感']);
  });

  it('are spelled out as they are read', () => {
    expect(spellOut('xian', best('xian'))).toBe('xian');
    expect(spellOut("xi'an", best("xi'an"))).toBe("xi'an");
    expect(spellOut('bufangb', best('bufangb'))).toBe("bu'fang'b");
    expect(spellOut('buvv', best('buvv'))).toBe("bu'vv");
    expect(spellOut("xi'", best("xi'"))).toBe("xi'");
    expect(spellOut('vv', best('vv'))).toBe('vv');
  });
});

describe('sounds that many do not tell apart', () => {
  it('are found, after the exact ones', () => {
    expect(texts('zong')).toEqual(['总', '中']);
    expect(texts('fan')).toContain('方');
  });

  it('are typed one for the other in both directions', () => {
    expect(spellingsOf('zhang').map(({ letters }) => letters)).toEqual(['zhang', 'zhan', 'zang', 'zan']);
    expect(spellingsOf('sin').map(({ letters }) => letters)).toEqual(['sin', 'sing', 'shin', 'shing']);
    expect(spellingsOf('nve').map(({ letters }) => letters)).toEqual(['nve', 'nue']);
  });
});

describe('whatever is typed', () => {
  const letters = fc.string({ unit: fc.constantFrom(..."abefghinouxzv'"), maxLength: 24 });

  it('every candidate uses letters, none twice, none more than there are, the longest first', () => {
    fc.assert(
      fc.property(letters, (typed) => {
        const found = findCandidates(table, typed);
        expect(new Set(found.map(({ text }) => text)).size).toBe(found.length);
        const lengths = found.map(({ used }) => used);
        expect(lengths).toEqual([...lengths].sort((one, other) => other - one));
        for (const { used, parts, text } of found) {
          expect(used).toBeGreaterThan(0);
          expect(used).toBeLessThanOrEqual(typed.length);
          expect(typed.slice(0, used).replaceAll("'", '')).toBe(parts.join(''));
          expect([...text]).toHaveLength(parts.length);
        }
      }),
    );
  });

  it('choosing the first until nothing fits comes to an end', () => {
    fc.assert(
      fc.property(letters, (typed) => {
        let rest = typed;
        for (let turns = 0; turns <= typed.length; turns += 1) {
          const first = best(rest);
          if (first === undefined) return;
          rest = rest.slice(first.used);
        }
        expect.unreachable();
      }),
    );
  });

  it('every word is found under its own reading, spelled in full with apostrophes', () => {
    for (const { word: text, syllables } of SOURCES) {
      const found = findCandidates(table, syllables.join("'"));
      expect(found.find((one) => one.text === text)?.used).toBe(syllables.join("'").length);
    }
  });

  it('forty letters that match everywhere do not take for ever', () => {
    const trap = readPhraseTable(packPhrases([word('啊', 'a', 9), word('啊啊', 'a a', 5), word('安啊', 'an a', 4)]));
    expect(findCandidates(trap, 'a'.repeat(40))[0]?.text).toMatch(/^啊{40}$/);
  });
});

describe('the dictionary', () => {
  const lines = [
    '王建国 900 nr',
    '不方便 30 a',
    '阿 10 n',
    '长城 700 ns',
    '长大 700 v',
    'AA制 5 n',
    '啰嗦 11 a',
    '一二三四五六 99 n',
  ];
  const sources = phraseSources(lines.join('\n'));
  const readings = (text: string) =>
    sources.filter((one) => one.word === text).map(({ syllables }) => syllables.join(' '));

  it('reads words as they are said, and leaves out names of persons, rare, long and foreign words', () => {
    expect(readings('长城')).toEqual(['chang cheng']);
    expect(readings('长大')).toEqual(['zhang da']);
    for (const text of ['王建国', 'AA制', '啰嗦', '一二三四五六']) expect(readings(text)).toEqual([]);
    expect(readings('阿')).toEqual(['a', 'e']);
  });

  it('ranks what is said at a service window among everyday words', () => {
    expect(sources.find((one) => one.word === '不方便')?.count).toBeGreaterThan(1000);
    expect(readings('好差评')).toEqual(['hao cha ping']);
  });
});
