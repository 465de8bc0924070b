import { PACK_LIMITS } from '../core/voice/pack-schema.ts';

/** A file off this machine's own disk. */
const WITHIN_MS = 3_000;

export interface ClipReaderPorts {
  /** Where the runtime serves; undefined while there is none. */
  readonly localUrl: () => string | undefined;
  readonly fetch: (address: string, options: { signal: AbortSignal; redirect: 'error' }) => Promise<Response>;
}

/**
 * Reads clips from the runtime, which alone knows which there are.
 * @returns a function of `voice/<language>/<file>` that rejects where it has none
 */
export function createClipReader({ localUrl, fetch }: ClipReaderPorts): (name: string) => Promise<Uint8Array> {
  return async (name) => {
    const base = localUrl();
    if (base === undefined) throw new Error('there is no runtime');
    const response = await fetch(`${base}/screen/${name}`, {
      signal: AbortSignal.timeout(WITHIN_MS),
      redirect: 'error',
    });
    const size = Number(response.headers.get('content-length') ?? Number.NaN);
    if (!response.ok || !(size <= PACK_LIMITS.clipBytes)) {
      await response.body?.cancel();
      throw new Error(`the runtime has no clip ${name}`);
    }
    return new Uint8Array(await response.arrayBuffer());
  };
}
