/** The last so many entries, oldest first. */
export interface Ring<T> {
  add(entry: T): void;
  entries(): readonly T[];
  /** Puts something else in the place of each entry. */
  replace(by: (entry: T) => T): void;
}

export function createRing<T>(capacity: number): Ring<T> {
  const entries: T[] = [];
  return {
    add(entry) {
      entries.push(entry);
      if (entries.length > capacity) entries.shift();
    },
    entries: () => [...entries],
    replace(by) {
      for (const [index, entry] of entries.entries()) entries[index] = by(entry);
    },
  };
}
