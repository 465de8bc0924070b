import { extname, relative, resolve, sep } from 'node:path';
import { CLIP_TYPES, type ClipEnding } from '../core/voice/pack-schema.ts';
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

/** What a clip is asked for by: `voice/<language>/<file>`. Which clips there are, the runtime knows. */
const CLIP = /^\/(voice\/[A-Za-z-]{2,10}\/[A-Za-z0-9][\w-]{0,74}\.(opus|ogg|mp3|wav))$/;

/** The clip that an address of the screens' scheme names, with its content type, or undefined where it names none. */
export function clipOf(root: string, address: string): { readonly name: string; readonly type: string } | undefined {
  const [, name, ending] = CLIP.exec(screenFile(root, address) === undefined ? '' : new URL(address).pathname) ?? [];
  return name === undefined ? undefined : { name, type: CLIP_TYPES[ending as ClipEnding] };
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
  /** Rejects where the runtime has no such clip, or there is no runtime. */
  readonly readClip: (name: string) => Promise<Uint8Array>;
}

/** Answers the requests of the screens' scheme from the screens' build, and those for clips from the runtime. */
export function createScreenProtocol({ root, readFile, readClip }: ScreenProtocolPorts) {
  return async ({ url, method }: ScreenRequest): Promise<Response> => {
    if (method !== 'GET') return refuse(405);
    const clip = clipOf(root, url);
    if (clip !== undefined) return answer(() => readClip(clip.name), clip.type);
    const file = screenFile(root, url);
    const type = file === undefined ? undefined : CONTENT_TYPES[extname(file)];
    return file === undefined || type === undefined ? refuse(404) : answer(() => readFile(file), type);
  };
}

async function answer(read: () => Promise<Uint8Array>, type: string): Promise<Response> {
  try {
    return new Response(new Uint8Array(await read()), { headers: { ...SCREEN_HEADERS, 'Content-Type': type } });
  } catch {
    return refuse(404);
  }
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: SCREEN_HEADERS });
}
