/** Bytes gone over for one byte that came, and how many may be saved up: 256 of the largest frames. */
const WORK_PER_BYTE = 64;
const MOST_WORK = 1_048_576;

/**
 * Work that frames with wrong checksums may cost. Where noise is made of headers, a frame could begin at every byte, and each be as long as frames
 * may be; a line that does that for long must not take the processor.
 */
export function createWorkLimit() {
  let left = MOST_WORK;
  let last = 0;
  return {
    /** Takes the work of `size` bytes. @returns whether there is some left for looking inside this frame too */
    spend(size: number, position: number): boolean {
      left = Math.max(0, Math.min(MOST_WORK, left + WORK_PER_BYTE * (position - last)) - size);
      last = position;
      return left > 0;
    },
  };
}
