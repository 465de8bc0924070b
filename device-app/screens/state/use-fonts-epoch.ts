import { useSyncExternalStore } from 'react';

let epoch = 0;

function subscribe(changed: () => void): () => void {
  const count = () => {
    epoch += 1;
    changed();
  };
  document.fonts.addEventListener('loadingdone', count);
  return () => document.fonts.removeEventListener('loadingdone', count);
}

/** Grows whenever glyphs have arrived, after which what was measured must be measured again. */
export function useFontsEpoch(): number {
  return useSyncExternalStore(subscribe, () => epoch);
}
