import type { Intent } from '@mingjing/device-app/core/screen/intent.ts';
import { useEffect, useLayoutEffect } from 'react';
import { TIMES_MS } from '../theme/tokens.ts';
import type { PressGate } from '../touch/press-gate.ts';
import { afterPaint } from './after-paint.ts';

export interface Painting {
  readonly revision: number;
  /** See pageKey. */
  readonly page: string;
  /** False while the page is our own: the runtime never sent it. */
  readonly report: boolean;
  readonly gate: PressGate;
  readonly send: (intent: Intent) => void;
}

/** Reports each painted revision, repeats the last as a heartbeat, and opens the press gate once a new page can be seen. */
export function usePainted({ revision, page, report, gate, send }: Painting): void {
  useLayoutEffect(() => gate.turn(page), [gate, page]);
  useEffect(() => {
    let cancel = () => {};
    const paint = () => {
      cancel();
      cancel = afterPaint(() => {
        gate.shown(page);
        if (report) send({ kind: 'painted', revision });
      });
    };
    paint();
    const heartbeat = setInterval(paint, TIMES_MS.heartbeat);
    return () => {
      cancel();
      clearInterval(heartbeat);
    };
  }, [revision, page, report, gate, send]);
}
