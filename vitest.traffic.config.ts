import { defineConfig, mergeConfig } from 'vitest/config';
import base from './vitest.config.js';

/** 100,000 requests in real time take minutes: not `npm test`'s. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [], globalSetup: [] } },
  defineConfig({ test: { include: ['test/**/*.traffic.ts'], testTimeout: 300_000, fileParallelism: false } }),
);
