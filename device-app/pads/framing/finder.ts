/** Where a mark next begins among bytes at hand, as an index of them; undefined: nowhere before `limit`. */
export type Finder = (bytes: Uint8Array, position: number, from: number, limit: number) => number | undefined;

/**
 * Looks for a mark in a stream that comes in pieces and is gone through from many starting points. What was searched once is not searched
 * again, so that the whole takes time linear in the stream, whatever it holds.
 */
export function createFinder(mark: Uint8Array): Finder {
  // Places in the stream, from and to exclusive, at which no mark begins.
  let from = 0;
  let to = 0;
  return (bytes, position, start, limit) => {
    const first = position + start;
    if (first < from || first > to) [from, to] = [first, first];
    if (to - position + mark.length > Math.min(bytes.length, limit)) return undefined;
    const within = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, limit));
    const found = within.indexOf(mark, to - position);
    to = found < 0 ? Math.max(to, position + within.length - mark.length + 1) : position + found;
    return found < 0 ? undefined : found;
  };
}
