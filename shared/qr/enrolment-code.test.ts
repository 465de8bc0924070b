import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENROLMENT_TEXT_MAX, enrolmentText, parseEnrolmentText } from './enrolment-code.ts';

const textOf = (url: string, code: string): string => {
  const text = enrolmentText({ url, code });
  if (!text.ok) throw new Error(text.error);
  return text.value;
};

describe('the code of an enrolment', () => {
  it('says address and code, whatever they hold', () => {
    const short = fc.string({ maxLength: 24, unit: 'grapheme' });
    fc.assert(
      fc.property(short, short, (url, code) => {
        const text = enrolmentText({ url, code });
        if (text.ok) expect(parseEnrolmentText(` ${text.value}\r\n`)).toEqual({ ok: true, value: { url, code } });
      }),
    );
  });

  it('has room for a long address with the longest code, and is refused where a scanner would read it badly', () => {
    expect(textOf(`https://${'a'.repeat(40)}.gov.cn`, 'C'.repeat(64)).length).toBeLessThanOrEqual(ENROLMENT_TEXT_MAX);
    expect(enrolmentText({ url: `https://${'a'.repeat(150)}`, code: 'H7K2M3QZ' })).toEqual({
      ok: false,
      error: 'too-long',
    });
  });

  it.each([
    '',
    'https://rate.example.gov.cn/r/abc',
    'mingjing-enrol:1:',
    'mingjing-enrol:1:####',
    `mingjing-enrol:2:${textOf('https://a', 'CODE').slice(17)}`,
    `mingjing-enrol:1:${Buffer.from('{"url":"a","code":"b"}').toString('base64url')}`,
    `mingjing-enrol:1:${Buffer.from('["a"]').toString('base64url')}`,
    `mingjing-enrol:1:${Buffer.from('["a",1]').toString('base64url')}`,
    `mingjing-enrol:1:${Buffer.from([0xff, 0xfe]).toString('base64url')}`,
    `mingjing-enrol:1:${'A'.repeat(300)}`,
  ])('is not %j', (text) => {
    expect(parseEnrolmentText(text)).toEqual({ ok: false, error: 'not-an-enrolment' });
  });
});
