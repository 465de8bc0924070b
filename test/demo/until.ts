import { setTimeout as delay } from 'node:timers/promises';

/** Waits for something that tells nobody when it happens. Returns whether it did within `patienceMs` milliseconds. */
export async function until(happened: () => boolean, patienceMs: number): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  while (!happened()) {
    if (performance.now() > deadline) return false;
    await delay(50);
  }
  return true;
}
