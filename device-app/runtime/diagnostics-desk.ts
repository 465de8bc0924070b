import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { Diagnostics } from '../core/screen/diagnostics-page.ts';
import type { ServicePage } from '../core/service/service-page.ts';

/** How long the page stays without a touch, and how long before its end it says so. */
export const DESK_OPEN_MS = 120_000;
export const DESK_WARNING_MS = 20_000;
/** From one look at the hardware to the next. */
export const DESK_REFRESH_MS = 1_000;

/** The technician's page: open at most while nobody is being served, filled anew every second. */
export interface DiagnosticsDesk {
  /** The page, or null while it is closed. */
  page(): ServicePage | null;
  open(): void;
  /** Somebody touched it. */
  stay(): void;
  close(): void;
}

/** @param options.look never rejects; `onChange` is called whenever the page is another one */
export function createDiagnosticsDesk(options: {
  readonly look: () => Promise<Diagnostics>;
  /** Whether nobody is being served. */
  readonly mayOpen: () => boolean;
  /** Told when somebody begins to look, and when nobody does any more. */
  readonly onWatch: (looking: boolean) => void;
  readonly clock: Pick<Clock, 'mono'>;
  readonly timers: Timers;
  readonly onChange: () => void;
}): DiagnosticsDesk {
  const { clock, timers } = options;
  let visit: { until: number; report: Diagnostics | null } | null = null;
  let cancel = () => {};

  function close(): void {
    if (visit === null) return;
    visit = null;
    cancel();
    options.onWatch(false);
    options.onChange();
  }

  /** One look at a time: a slow bus is not asked faster than it answers. */
  async function refresh(mine: NonNullable<typeof visit>): Promise<void> {
    const report = await options.look();
    if (visit !== mine) return;
    mine.report = report;
    options.onChange();
    cancel = timers.after(DESK_REFRESH_MS, () => {
      if (clock.mono() >= mine.until) close();
      else void refresh(mine);
    });
  }

  return {
    page() {
      if (visit === null) return null;
      const remainingMs = Math.max(0, visit.until - clock.mono());
      const warning = remainingMs > DESK_WARNING_MS ? null : { remainingMs, totalMs: DESK_WARNING_MS };
      return { kind: 'service', warning, view: { step: 'diagnostics', report: visit.report } };
    },
    open() {
      if (visit !== null || !options.mayOpen()) return;
      visit = { until: clock.mono() + DESK_OPEN_MS, report: null };
      options.onWatch(true);
      options.onChange();
      void refresh(visit);
    },
    stay() {
      if (visit === null) return;
      visit.until = clock.mono() + DESK_OPEN_MS;
      options.onChange();
    },
    close,
  };
}
