import type { LocalApiService } from './local-api.ts';

/** The local API while the log cannot be opened: refuses to open sessions, and says why in its status. */
export function withoutStorage(terminal: () => LocalApiService | undefined): LocalApiService {
  return {
    open: (service) => terminal()?.open(service) ?? { sessionId: '', state: 'refused' },
    cancel: (sessionId) => terminal()?.cancel(sessionId) ?? 'refused',
    viewOf: (sessionId) => terminal()?.viewOf(sessionId),
    status: () => terminal()?.status() ?? { storage: 'damaged' },
  };
}
