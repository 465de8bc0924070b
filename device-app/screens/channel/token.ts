const KEY = 'mingjing.screen-token';

/** The parts of the window that carry the token. */
export interface TokenPlace {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>;
  readonly history: Pick<History, 'replaceState'>;
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem'>;
}

/** Keeps the token of the next connection, which came over this one, for a reload of the page. */
export function keepToken({ sessionStorage }: Pick<TokenPlace, 'sessionStorage'>, token: string): void {
  sessionStorage.setItem(KEY, token);
}

/**
 * The one-time token of the loopback channel: from the fragment `#token=…`, which is taken out of the address bar at once,
 * or, after a reload, from this tab's session storage. Null when there is none.
 */
export function takeToken({ location, history, sessionStorage }: TokenPlace): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token === null || token === '') return sessionStorage.getItem(KEY);
  sessionStorage.setItem(KEY, token);
  history.replaceState(null, '', location.pathname + location.search);
  return token;
}
