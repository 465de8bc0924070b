import { extname, relative, resolve, sep } from 'node:path';
import { CONTENT_TYPES, SCREEN_HEADERS, SCREEN_HOST, SCREEN_SCHEME } from './screen-scheme.data.ts';

/** One file name below the root: what our own build emits, and nothing that a file system could read in another way. */
const SEGMENT = /^[\w-][\w.-]*$/;

/**
 * The file that an address of the screens' scheme names, or undefined where it names none.
 * Only plain names pass: what is left of `..`, `%2e`, backslashes, drive letters, UNC paths and NUL after parsing is refused, not repaired.
 * @param root absolute path of the screens' build
 */
export function screenFile(root: string, address: string): string | undefined {
  const url = URL.parse(address);
  if (url === null || url.protocol !== `${SCREEN_SCHEME}:` || url.host !== SCREEN_HOST) return undefined;
  if (url.username !== '' || url.password !== '') return undefined;
  const segments = url.pathname.split('/').slice(1);
  if (segments.length === 0 || !segments.every((segment) => SEGMENT.test(segment))) return undefined;
  const file = resolve(root, ...segments);
  const below = relative(root, file);
  return below === '' || below.startsWith('..') || below.startsWith(sep) ? undefined : file;
}

/** The part of a request that matters. */
export interface ScreenRequest {
  readonly url: string;
  readonly method: string;
}

export interface ScreenProtocolPorts {
  readonly root: string;
  /** Rejects where there is no such file. */
  readonly readFile: (path: string) => Promise<Uint8Array>;
}

/** Answers the requests of the screens' scheme from the screens' build. */
export function createScreenProtocol({ root, readFile }: ScreenProtocolPorts) {
  return async ({ url, method }: ScreenRequest): Promise<Response> => {
    if (method !== 'GET') return refuse(405);
    const file = screenFile(root, url);
    const type = file === undefined ? undefined : CONTENT_TYPES[extname(file)];
    if (file === undefined || type === undefined) return refuse(404);
    try {
      const body = new Uint8Array(await readFile(file));
      return new Response(body, { headers: { ...SCREEN_HEADERS, 'Content-Type': type } });
    } catch {
      return refuse(404);
    }
  };
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: SCREEN_HEADERS });
}
