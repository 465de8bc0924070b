import { expect, test } from 'vitest';
import { runFleet } from '../simulators/fleet/run-fleet.ts';

test('a fleet whose lines are cut every few services loses and doubles nothing', async () => {
  const result = await runFleet({ devices: 25, seconds: 2, serviceEveryMs: 60, cutShare: 0.3 });
  expect(result).toMatchObject({ devices: 25, connected: 25, lost: 0, duplicated: 0 });
  expect(result.acked).toBeGreaterThan(25 * 4);
  expect(result.acked % 4).toBe(0);
});
