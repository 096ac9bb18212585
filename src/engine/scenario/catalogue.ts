import type { Scenario } from './scenario.js';

/** Every scenario that an engine knows. */
export const SCENARIOS: readonly Scenario[] = [];
