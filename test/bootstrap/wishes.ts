import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import type { AppSpec } from '../../src/appspec/appspec.js';
import type { BootstrapWish } from '../../src/bootstrap/wish.js';
import { bootstrapWish } from '../../src/bootstrap/wish-from-config.js';
import type { Config } from '../../src/config/config.js';

export const TASK_DEFINITION: RegisterTaskDefinitionCommandInput = {
  family: 'web',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: '256',
  memory: '512',
  executionRoleArn: 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole',
  containerDefinitions: [
    {
      name: 'web',
      image: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1',
      portMappings: [{ containerPort: 8080 }],
      environment: [
        { name: 'STAGE', value: 'live' },
        { name: 'COLOUR', value: 'blue' },
      ],
    },
  ],
};

export const APP_SPEC: AppSpec = {
  taskDefinition: '<TASK_DEFINITION>',
  containerName: 'web',
  containerPort: 8080,
  hooks: [],
};

export const CONFIG: Config = {
  folder: '/project',
  cluster: 'main',
  service: 'web',
  application: 'AppECS-main-web',
  deploymentGroup: 'DgpECS-main-web',
  values: {},
  set: {},
  templates: {},
  lookups: {},
  pinDigest: false,
  readyWait: 0,
  terminationWait: 300_000,
  notifications: { topic: 'deployments', emails: ['ops@example.com', 'dev@example.com'] },
  bootstrap: {
    vpc: 'vpc-0a1b2c3d4e5f60718',
    subnets: ['subnet-0aaaaaaaaaaaaaaaa', 'subnet-0bbbbbbbbbbbbbbbb'],
    securityGroups: ['sg-0cccccccccccccccc'],
    listenerPort: 80,
    testListenerPort: 8080,
    healthCheckPath: '/health',
    desiredCount: 2,
  },
  local: { hooks: {}, secrets: {}, ports: {}, traffic: true, scenarios: [] },
};

export const WISH: BootstrapWish = bootstrapWish(CONFIG, { taskDefinition: TASK_DEFINITION, appSpec: APP_SPEC });
