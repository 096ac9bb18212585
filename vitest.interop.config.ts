import { defineConfig, mergeConfig } from 'vitest/config';
import base from './vitest.config.js';

/** Clients that others wrote, against the engine as a process. They need Python and are slow to start: not `npm test`'s. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [], exclude: [] } },
  defineConfig({
    test: {
      include: ['test/interop/**/*.test.ts'],
      globalSetup: ['test/interop/interop.setup.ts'],
      testTimeout: 120_000,
      // Most of the time is the clients' own: they start, and wait between two looks at a deployment.
      maxWorkers: 4,
    },
  }),
);
