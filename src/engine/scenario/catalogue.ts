import { ALARM_SCENARIOS } from './catalogue/alarms.js';
import { DEFINITION_SCENARIOS } from './catalogue/definitions.js';
import { HOOK_SCENARIOS } from './catalogue/hooks.js';
import { OTHERS_SCENARIOS } from './catalogue/others.js';
import { PERMISSION_SCENARIOS } from './catalogue/permissions.js';
import { TASK_SCENARIOS } from './catalogue/tasks.js';
import { TRAFFIC_SCENARIOS } from './catalogue/traffic.js';
import { WIRE_SCENARIOS } from './catalogue/wire.js';
import type { Scenario } from './scenario.js';

/** Every scenario that an engine knows. */
export const SCENARIOS: readonly Scenario[] = [
  ...TASK_SCENARIOS,
  ...HOOK_SCENARIOS,
  ...ALARM_SCENARIOS,
  ...TRAFFIC_SCENARIOS,
  ...DEFINITION_SCENARIOS,
  ...OTHERS_SCENARIOS,
  ...PERMISSION_SCENARIOS,
  ...WIRE_SCENARIOS,
];
