/** The screens' own scheme: no file:// privileges, no network. */
export const SCREEN_SCHEME = 'app';
export const SCREEN_HOST = 'mingjing';
export const SCREEN_URL = `${SCREEN_SCHEME}://${SCREEN_HOST}/index.html`;

/** Registered before the app is ready. Nothing more than module scripts and fonts of its own origin need. */
export const SCREEN_SCHEME_PRIVILEGES = { standard: true, secure: true, supportFetchAPI: false, corsEnabled: false } as const;

/** The page may load its own files and nothing else, and talks to nobody: states and intents go through the preload's port. */
export const SCREEN_HEADERS = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self'",
    "media-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  // So that a hung page can say where it hangs.
  'Document-Policy': 'include-js-call-stacks-in-crash-reports',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
} as const;

/** What the screens' build consists of. Any other ending is not served. */
export const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
};
