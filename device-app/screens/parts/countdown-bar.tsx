import type { Countdown } from '@mingjing/device-app/core/screen/screen-state.ts';

/** A line that shortens with the time left. Ornament to the seconds in words; stands still where motion is unwanted. */
export function CountdownBar({ countdown }: { readonly countdown: Countdown }) {
  const { remainingMs, totalMs } = countdown;
  return (
    <div className="countdown" aria-hidden="true">
      <div
        key={`${remainingMs}/${totalMs}`}
        className="countdown-left"
        style={{ animationDuration: `${totalMs}ms`, animationDelay: `${remainingMs - totalMs}ms` }}
      />
    </div>
  );
}
