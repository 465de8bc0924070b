import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{shared,device-app,gateway,hardware-profiles,test}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    // Real databases, ttys and browsers want processes of their own; two cores want few of them.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Conditions are waited for, however slow a shared machine is; only what never comes fails.
    expect: { poll: { timeout: 15_000 } },
    restoreMocks: true,
    reporters: process.env.CI ? ['default', './test/support/closing-line-reporter.ts'] : ['default'],
  },
});
