import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { phrasesPlugin } from './phrases-plugin.ts';
import { sourcesStamp } from './sources-stamp.ts';

export default defineConfig({
  // Relative addresses: the runtime serves the folder over http, Electron through its own protocol.
  base: './',
  plugins: [
    react(),
    phrasesPlugin(fileURLToPath(new URL('../../node_modules/.cache/phrases', import.meta.url))),
    sourcesStamp(fileURLToPath(new URL('.', import.meta.url))),
  ],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Nothing inlined: the content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: false,
    target: 'es2020',
  },
});
