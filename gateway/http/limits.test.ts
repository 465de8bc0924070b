import { expect, it } from 'vitest';
import { DEFAULT_HUB_LIMITS } from '../ws/hub-limits.ts';
import { HTTP_LIMITS } from './limits.data.ts';

it('leaves callers and phones room on the listener when every terminal is connected', () => {
  expect(HTTP_LIMITS.maxConnections - DEFAULT_HUB_LIMITS.maxConnections).toBeGreaterThanOrEqual(1000);
});
