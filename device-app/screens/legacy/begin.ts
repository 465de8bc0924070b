import './newer-builtins.ts';
import { CHUNKS, createChunkLoader } from './chunk-loader.ts';
import { markFocusByKeys } from './focus-by-keys.ts';

/** What old browsers need before anything of the screens runs; imported first. */
Object.defineProperty(window, CHUNKS, { value: createChunkLoader(document) });
markFocusByKeys(window);
