import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { lazyChunks } from './legacy/lazy-chunks.ts';
import { lowerCss } from './legacy/lower-css.ts';
import { phrasesPlugin } from './phrases-plugin.ts';
import { sourcesStamp } from './sources-stamp.ts';

export default defineConfig({
  // Relative addresses: the runtime serves the folder over http, Electron through its own protocol.
  base: './',
  // Since Chromium 71.
  define: { globalThis: 'self' },
  plugins: [
    react(),
    phrasesPlugin(fileURLToPath(new URL('../../node_modules/.cache/phrases', import.meta.url))),
    sourcesStamp(fileURLToPath(new URL('../../', import.meta.url))),
    lazyChunks(),
  ],
  css: { postcss: { plugins: [lowerCss()] } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Nothing inlined: the content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: false,
    // Chinese boards run frozen WebViews (UX §4.9). One build for all: what newer browsers load hardly grows, and every test runs what old ones get.
    target: 'chrome61',
    // Style sheets of later chunks would need to be waited for with addresses that old browsers cannot make.
    cssCodeSplit: false,
    // Of the phrase table, which is loaded when somebody begins to write.
    chunkSizeWarningLimit: 600,
  },
});
