/** What staff have typed so far. */
export interface SignInEntry {
  readonly field: 'number' | 'pin';
  readonly number: string;
  readonly pin: string;
}

export const EMPTY_ENTRY: SignInEntry = { field: 'number', number: '', pin: '' };

const LONGEST = { number: 20, pin: 12 } as const;

/** @param key a digit, `Backspace`, or `Enter`, which goes on to the PIN */
export function typeKey(entry: SignInEntry, key: string): SignInEntry {
  const { field } = entry;
  if (key === 'Backspace') return { ...entry, [field]: entry[field].slice(0, -1) };
  if (key === 'Enter') return entry.number === '' ? entry : { ...entry, field: 'pin' };
  if (!/^\d$/.test(key) || entry[field].length >= LONGEST[field]) return entry;
  return { ...entry, [field]: entry[field] + key };
}

/** Whether it can be sent. */
export function isComplete({ number, pin }: SignInEntry): boolean {
  return number !== '' && pin !== '';
}
