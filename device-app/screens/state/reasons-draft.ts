import { createContext, useContext, useMemo, useState } from 'react';
import type { Drawing } from '../parts/ink/drawing.ts';

/** Reasons chosen but not yet sent. Lives in memory only. */
export interface ReasonsDraft {
  readonly sessionId: string;
  readonly tags: readonly string[];
  readonly items: readonly string[];
  readonly text: string;
  readonly drawing: Drawing | null;
}

type DraftState = readonly [ReasonsDraft | null, (draft: ReasonsDraft | null) => void];
export const ReasonsDraftContext = createContext<DraftState | null>(null);

/**
 * Holds the draft above the pages, so that it outlives a lost runtime; dropped as soon as `sessionId` (null: no session on the
 * screen) is another one, so that nobody sees what someone else had begun to say.
 */
export function useReasonsDraftHolder(sessionId: string | null): DraftState {
  const [draft, setDraft] = useState<ReasonsDraft | null>(null);
  const current = draft?.sessionId === sessionId ? draft : null;
  if (draft !== current) setDraft(current);
  return useMemo(() => [current, setDraft] as const, [current]);
}

/** The draft of this session, empty at first. */
export function useReasonsDraft(sessionId: string): readonly [ReasonsDraft, (draft: ReasonsDraft) => void] {
  const holder = useContext(ReasonsDraftContext);
  if (holder === null) throw new Error('useReasonsDraft outside of the app');
  return [holder[0] ?? { sessionId, tags: [], items: [], text: '', drawing: null }, holder[1]];
}
