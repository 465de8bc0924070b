import { useEffect, useState } from 'react';
import { type PhraseTable, readPhraseTable } from '../pinyin/phrase-table.ts';

/** Loaded once a process, when somebody first wants to write Chinese; it holds nothing of what anybody wrote. */
let table: PhraseTable | null = null;

/** The words that pinyin can mean; null until they are there. A screen that cannot load them still writes letters. */
export function usePhrases(wanted: boolean): PhraseTable | null {
  const [loaded, setLoaded] = useState(table);
  useEffect(() => {
    if (!wanted || loaded !== null) return;
    let gone = false;
    void import('virtual:phrases').then(
      ({ default: packed }) => {
        table ??= readPhraseTable(packed);
        if (!gone) setLoaded(table);
      },
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [wanted, loaded]);
  return loaded;
}
