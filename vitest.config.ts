/** @file Tests: Node alone, real parts, two at a time (a test may hold a model or a Redis server of its own). */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/helpers/end-with-tests.ts'],
    exclude: ['test/golden/**', 'node_modules/**'],
    pool: 'forks',
    maxWorkers: 2,
    // Tests wait for events; only what hangs ends by this, also where the machine does much besides.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    restoreMocks: true,
    // A leaked handle is a bug to find, not to wait for.
    teardownTimeout: 10_000,
  },
});
