import { describe } from 'vitest';
import { CANARY, type Case, LINEAR, ON_BLUE, rehearseEach } from './case.js';
import { ROLLED_BACK, skippedFrom, UP_TO_SHIFT } from './course.js';

const ALARM =
  'ALARM_ACTIVE: One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the affected deployments have been stopped. Activated alarms:';

const CASES: readonly Case[] = [
  {
    scenario: 'alarm-during-shift',
    setting: CANARY,
    course: [...UP_TO_SHIFT, '10 %', '✗ AllowTraffic', '- AfterAllowTraffic', '→ Stopped', 'exit 4'],
    said: `✗ <id> Stopped: AllowTraffic failed: ${ALARM} <bg-deploy-scenario>; the production listener sends 90 % to the previous version`,
    exitCode: 4,
    deployment: `Stopped ${ALARM} <bg-deploy-scenario>`,
    taskSets: ['PRIMARY web:1 100 %', 'ACTIVE web:2 100 %'],
    production: 'web-1 90, web-2 10',
    test: 'web-2 1',
  },
  {
    scenario: 'alarm-during-shift',
    setting: { ...CANARY, autoRollback: ['DEPLOYMENT_STOP_ON_ALARM'] },
    course: [...UP_TO_SHIFT, '10 %', '✗ AllowTraffic', '- AfterAllowTraffic', '0 %', '→ Stopped', ...ROLLED_BACK],
    said: `✗ <id> Stopped: AllowTraffic failed: ${ALARM} <bg-deploy-scenario>; all production traffic is on web:1`,
    exitCode: 3,
    deployment: `Stopped ${ALARM} <bg-deploy-scenario>`,
    rollback: 'Succeeded',
    ...ON_BLUE,
  },
  {
    scenario: 'alarm-during-shift',
    setting: { ...CANARY, alarms: ['web-5xx'], autoRollback: ['DEPLOYMENT_STOP_ON_ALARM'] },
    course: [...UP_TO_SHIFT, '10 %', '✗ AllowTraffic', '- AfterAllowTraffic', '0 %', '→ Stopped', ...ROLLED_BACK],
    said: `✗ <id> Stopped: AllowTraffic failed: ${ALARM} <web-5xx>; all production traffic is on web:1`,
    exitCode: 3,
    deployment: `Stopped ${ALARM} <web-5xx>`,
    rollback: 'Succeeded',
    ...ON_BLUE,
  },
  {
    scenario: 'alarm-during-shift:50',
    setting: LINEAR,
    course: [
      ...UP_TO_SHIFT,
      '10 %',
      '20 %',
      '30 %',
      '40 %',
      '50 %',
      '✗ AllowTraffic',
      '- AfterAllowTraffic',
      '→ Stopped',
      'exit 4',
    ],
    said: `✗ <id> Stopped: AllowTraffic failed: ${ALARM} <bg-deploy-scenario>; the production listener sends 50 % to the previous version`,
    exitCode: 4,
    deployment: `Stopped ${ALARM} <bg-deploy-scenario>`,
    taskSets: ['PRIMARY web:1 100 %', 'ACTIVE web:2 100 %'],
    production: 'web-1 50, web-2 50',
    test: 'web-2 1',
  },
  {
    scenario: 'alarm-from-start',
    setting: CANARY,
    course: ['created', ...skippedFrom('BeforeInstall'), '→ Stopped', 'exit 3'],
    said: `✗ <id> Stopped: stopped before its first lifecycle event: ${ALARM} <bg-deploy-scenario>; all production traffic is on web:1`,
    exitCode: 3,
    deployment: `Stopped ${ALARM} <bg-deploy-scenario>`,
    ...ON_BLUE,
  },
  {
    scenario: 'alarm-from-start',
    setting: { ...CANARY, alarms: ['web-5xx'], autoRollback: ['DEPLOYMENT_STOP_ON_ALARM'] },
    course: ['created', ...skippedFrom('BeforeInstall'), '→ Stopped', 'exit 3'],
    said: `✗ <id> Stopped: stopped before its first lifecycle event: ${ALARM} <web-5xx>; all production traffic is on web:1`,
    exitCode: 3,
    deployment: `Stopped ${ALARM} <web-5xx>`,
    ...ON_BLUE,
  },
];

describe('alarms of the group', () => rehearseEach(CASES));
