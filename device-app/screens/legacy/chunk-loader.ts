/** What stands in for `import()`, which Chromium has known since 63 only. See lazy-chunks.ts. */
export interface ChunkLoader {
  /** Loads a chunk and returns what it exports. @param url absolute @throws Error where the file cannot be had; the next call tries again */
  load(url: string): Promise<unknown>;
  /** Called by a chunk, when it has run. */
  arrived(url: string, exported: unknown): void;
}

/** Where chunks find the loader, since they cannot import it from a file whose name they do not know. */
export const CHUNKS = 'mingjingChunks';

interface Waiting {
  readonly promise: Promise<unknown>;
  readonly resolve: (exported: unknown) => void;
}

/** Loads chunks as module scripts: the same files as `import()` would, once each. */
export function createChunkLoader(document: Document): ChunkLoader {
  const chunks = new Map<string, Waiting>();

  function request(url: string): Waiting {
    let resolve: Waiting['resolve'] = () => {};
    const promise = new Promise<unknown>((done, fail) => {
      resolve = done;
      const script = document.createElement('script');
      script.type = 'module';
      script.src = url;
      // A chunk has reported before; one that has not threw while it ran, and nobody can run it again.
      script.onload = () => {
        script.remove();
        fail(new Error(`${url} did not run to its end`));
      };
      script.onerror = () => {
        script.remove();
        chunks.delete(url);
        fail(new Error(`${url} cannot be loaded`));
      };
      document.head.appendChild(script);
    });
    return { promise, resolve };
  }

  return {
    load(url) {
      const chunk = chunks.get(url) ?? request(url);
      chunks.set(url, chunk);
      return chunk.promise;
    },
    arrived: (url, exported) => chunks.get(url)?.resolve(exported),
  };
}
