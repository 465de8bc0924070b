import type { Timers } from '@mingjing/shared/basics/clock.ts';
import type { ServiceState } from '../core/service/service-machine.ts';
import type { PadDiagnostics, Pads } from '../pads/pad-events.ts';

/** From one look at the hardware to the next, ms. Who presses keys to see them wants to see them at once. */
export const LOOK_EVERY_MS: Readonly<Partial<Record<ServiceState['step'], number>>> = { pads: 250, diagnostics: 1_000 };

/** Looks at pads and ports while, and only while, a page is open that shows them: keys exist no longer than that (P5). */
export interface ServiceLook {
  /** The page that is open now, and the pads of the terminal in service; null where there is none. */
  follow(step: ServiceState['step'] | null, pads: LookedAt | null): void;
  /** What was seen last for the page that is open. */
  seen(): PadDiagnostics | null;
}

type LookedAt = Pick<Pads, 'diagnostics' | 'watch'>;

export function createServiceLook({ timers, onChange }: { readonly timers: Timers; readonly onChange: () => void }) {
  let followed: { step: ServiceState['step']; pads: LookedAt; everyMs: number } | null = null;
  let last: PadDiagnostics | null = null;
  let cancel = () => {};

  /** One look at a time: a slow bus is not asked faster than it answers. */
  async function look(mine: NonNullable<typeof followed>): Promise<void> {
    const report = await mine.pads.diagnostics();
    if (followed !== mine) return;
    last = report;
    onChange();
    cancel = timers.after(mine.everyMs, () => void look(mine));
  }

  const it: ServiceLook = {
    follow(step, pads) {
      const everyMs = step === null ? undefined : LOOK_EVERY_MS[step];
      const next = step === null || pads === null || everyMs === undefined ? null : { step, pads, everyMs };
      if (followed?.step === next?.step && followed?.pads === next?.pads) return;
      cancel();
      last = null;
      followed?.pads.watch(false);
      followed = next;
      if (next === null) return;
      next.pads.watch(true);
      void look(next);
    },
    seen: () => last,
  };
  return it;
}
