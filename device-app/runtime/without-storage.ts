import { err } from '@mingjing/shared/basics/result.ts';
import type { OpenProblem } from '../store/open-problem.ts';
import type { LocalApiService } from './local-api.ts';
import type { TerminalSlot } from './terminal-slot.ts';

/** The local API of whatever terminal there is. While there is none it refuses to open sessions, and says why in its status. */
export function withoutStorage({ terminal, problem }: Pick<TerminalSlot, 'terminal' | 'problem'>): LocalApiService {
  const api = () => terminal()?.localApi;
  return {
    open: (service) => api()?.open(service) ?? { sessionId: '', state: 'refused' },
    cancel: (sessionId) => api()?.cancel(sessionId) ?? 'refused',
    gatewayTime: () => api()?.gatewayTime() ?? Number.POSITIVE_INFINITY,
    viewOf: (sessionId) => api()?.viewOf(sessionId),
    isShowing: (sessionId) => api()?.isShowing(sessionId) ?? null,
    bundle: async () => (await api()?.bundle()) ?? null,
    diagnostics: async () => api()?.diagnostics() ?? null,
    printReceipt: async (sessionId) => api()?.printReceipt(sessionId) ?? err('unknown-session'),
    window: () => api()?.window(),
    status: () => api()?.status() ?? { storage: storageTrouble(problem()) },
  };
}

/** What a data folder that cannot be used is called outside. */
export function storageTrouble(problem: OpenProblem | undefined): 'full' | 'damaged' {
  return problem?.kind === 'full' ? 'full' : 'damaged';
}
