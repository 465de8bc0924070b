/** The runtime process of a terminal under plain Node: `npm run terminal -- --settings FILE`. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Kept compiled code halves the start and spares the type stripper: 25 MB. Where the folder cannot be written, all works without.
enableCompileCache(join(import.meta.dirname, '../../node_modules/.cache/node-compile'));
await import('./plain-main.ts');
