import { Fragment } from 'react';

/** Chromium before 87 has no segmenter; there the text breaks between any two characters. */
const words = 'Segmenter' in Intl ? new Intl.Segmenter('zh-CN', { granularity: 'word' }) : null;

/** Han characters, by their blocks: Chromium before 64 knows no \p{…}. */
const HAN = /[\u3400-\u9fff\uf900-\ufaff]/;

/** Text that breaks between words, not within them: Chinese has no spaces for the browser to go by. Needs the class `phrase` around it. */
export function Phrase({ text }: { readonly text: string }) {
  // Scripts with spaces or tshegs break by themselves, and letters that join must not be parted.
  if (!HAN.test(text)) return text;
  return splitWords(text).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

/** Words with the punctuation that clings to them; a single character stays with the word before it. */
function splitWords(text: string): readonly string[] {
  if (words === null) return [...text];
  const parts: string[] = [];
  for (const { segment, isWordLike } of words.segment(text)) {
    const last = parts.at(-1);
    const clings = isWordLike !== true || segment.length === 1 || /[（《“]$/.test(last ?? '');
    if (last !== undefined && clings && !/^[（《“]/.test(segment)) parts[parts.length - 1] = last + segment;
    else parts.push(segment);
  }
  return parts;
}
