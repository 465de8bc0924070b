/** Shanghai has had no summer time since 1991, so a fixed offset is exact for every time we accept. */
const SHANGHAI_OFFSET_MS = 8 * 3600_000;

/** A time as cities write it: `yyyy-MM-dd HH:mm:ss` on the clock of Shanghai, cut to the second and never moved. */
export function cityTime(ms: number): string {
  return new Date(ms + SHANGHAI_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}
