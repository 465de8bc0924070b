/** The last so many entries, oldest first. */
export interface Ring<T> {
  add(entry: T): void;
  entries(): readonly T[];
  clear(): void;
}

export function createRing<T>(capacity: number): Ring<T> {
  const entries: T[] = [];
  return {
    add(entry) {
      entries.push(entry);
      if (entries.length > capacity) entries.shift();
    },
    entries: () => [...entries],
    clear() {
      entries.length = 0;
    },
  };
}
