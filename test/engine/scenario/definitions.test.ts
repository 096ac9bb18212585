import { describe } from 'vitest';
import { CANARY, type Case, ON_BLUE, rehearseEach } from './case.js';
import { skippedFrom } from './course.js';

const ECS = 'ECS_UPDATE_ERROR: The ECS service cannot be updated due to an unexpected error:';

const CASES: readonly Case[] = [
  {
    scenario: 'task-definition-inactive',
    setting: CANARY,
    course: ['created', '✓ BeforeInstall', '✗ Install', ...skippedFrom('AfterInstall'), '→ Failed', 'exit 3'],
    said: `✗ <id> Failed: Install failed: ${ECS} TaskDefinition is inactive (Service: AmazonECS; Status Code: 400; Error Code: ClientException; Request ID: <uuid>; Proxy: null). Check your ECS service status; all production traffic is on web:1`,
    exitCode: 3,
    deployment: `Failed ${ECS} TaskDefinition is inactive (Service: AmazonECS; Status Code: 400; Error Code: ClientException; Request ID: <uuid>; Proxy: null). Check your ECS service status.`,
    ...ON_BLUE,
  },
  {
    scenario: 'task-definition-malformed',
    setting: CANARY,
    course: [],
    said: 'Amazon ECS RegisterTaskDefinition (web) was refused: ClientException: Container.image contains invalid characters. [aws-refused, exit 5]',
    exitCode: 5,
    deployment: null,
    ...ON_BLUE,
  },
  {
    scenario: 'task-definition-malformed:port',
    setting: CANARY,
    course: ['created', '✓ BeforeInstall', '✗ Install', ...skippedFrom('AfterInstall'), '→ Failed', 'exit 3'],
    said: `✗ <id> Failed: Install failed: ${ECS} The container web did not have a container port 80 defined. (Service: AmazonECS; Status Code: 400; Error Code: InvalidParameterException; Request ID: <uuid>; Proxy: null). Check your ECS service status; all production traffic is on web:1`,
    exitCode: 3,
    deployment: `Failed ${ECS} The container web did not have a container port 80 defined. (Service: AmazonECS; Status Code: 400; Error Code: InvalidParameterException; Request ID: <uuid>; Proxy: null). Check your ECS service status.`,
    ...ON_BLUE,
  },
];

describe('task definitions', () => rehearseEach(CASES));
