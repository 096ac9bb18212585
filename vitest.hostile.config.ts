import { defineConfig, mergeConfig } from 'vitest/config';
import base from './vitest.config.js';

/** `npm test` has 300 mutilated projects; this has 20,000, which take a minute or two. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [], globalSetup: [] } },
  defineConfig({
    test: { include: ['test/hostile/**/*.test.ts'], env: { BG_DEPLOY_HOSTILE_RUNS: '20000' }, testTimeout: 600_000 },
  }),
);
