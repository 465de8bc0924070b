/** Bytes in the order in which they came, in one piece of memory that never grows. */
export interface ByteQueue {
  /** All that wait, as a view that the next change spoils. */
  readonly bytes: Uint8Array;
  readonly length: number;
  /** @throws when more than `capacity` would wait */
  append(chunk: Uint8Array): void;
  /** Forgets the first `count` bytes. */
  drop(count: number): void;
}

/** @param capacity most bytes that ever wait */
export function createByteQueue(capacity: number): ByteQueue {
  // Twice the room, so that bytes move to the front only once per `capacity` bytes that came.
  const memory = new Uint8Array(capacity * 2);
  let start = 0;
  let end = 0;
  return {
    get bytes() {
      return memory.subarray(start, end);
    },
    get length() {
      return end - start;
    },
    append(chunk) {
      if (end - start + chunk.length > capacity) throw new RangeError(`more than ${capacity} bytes wait for a frame`);
      if (end + chunk.length > memory.length) {
        memory.copyWithin(0, start, end);
        [start, end] = [0, end - start];
      }
      memory.set(chunk, end);
      end += chunk.length;
    },
    drop(count) {
      start += count;
    },
  };
}
