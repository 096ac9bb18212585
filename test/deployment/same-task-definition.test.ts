import type { RegisterTaskDefinitionCommandInput, TaskDefinition } from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import { sameTaskDefinition } from '../../src/deployment/same-task-definition.js';

const wanted: RegisterTaskDefinitionCommandInput = {
  family: 'web',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: '0.5 vCPU',
  memory: '1 GB',
  containerDefinitions: [
    {
      name: 'web',
      image: 'registry.example/web:2',
      portMappings: [{ containerPort: 80 }],
      environment: [
        { name: 'B', value: '2' },
        { name: 'A', value: '1' },
      ],
      healthCheck: { command: ['CMD', 'true'] },
      mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }],
    },
  ],
  volumes: [{ name: 'data', efsVolumeConfiguration: { fileSystemId: 'fs-1' } }],
  tags: [{ key: 'team', value: 'web' }],
};

/** As ECS describes it after registration. */
const described: TaskDefinition = {
  taskDefinitionArn: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:42',
  family: 'web',
  revision: 42,
  status: 'ACTIVE',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  compatibilities: ['EC2', 'FARGATE'],
  requiresAttributes: [{ name: 'ecs.capability.task-eni' }],
  registeredAt: new Date(0),
  registeredBy: 'arn:aws:iam::123456789012:user/somebody',
  cpu: '512',
  memory: '1024',
  placementConstraints: [],
  containerDefinitions: [
    {
      name: 'web',
      image: 'registry.example/web:2',
      cpu: 0,
      essential: true,
      portMappings: [{ containerPort: 80, hostPort: 80, protocol: 'tcp' }],
      environment: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
      mountPoints: [{ sourceVolume: 'data', containerPath: '/data', readOnly: false }],
      volumesFrom: [],
      systemControls: [],
      healthCheck: { command: ['CMD', 'true'], interval: 30, timeout: 5, retries: 3 },
    },
  ],
  volumes: [{ name: 'data', host: {}, efsVolumeConfiguration: { fileSystemId: 'fs-1', rootDirectory: '/' } }],
};
const tags = [{ key: 'team', value: 'web' }];

describe('sameTaskDefinition', () => {
  it('sees through the defaults that ECS fills in', () => {
    expect(sameTaskDefinition(wanted, described, tags)).toBe(true);
  });

  it('takes host port 0 under bridge as the one that ECS picks', () => {
    const container = { name: 'web', image: 'i', portMappings: [{ containerPort: 80 }] };
    const filled = { ...container, cpu: 0, essential: true };
    expect(
      sameTaskDefinition(
        { family: 'web', containerDefinitions: [container] },
        {
          family: 'web',
          networkMode: 'bridge',
          containerDefinitions: [{ ...filled, portMappings: [{ containerPort: 80, hostPort: 0, protocol: 'tcp' }] }],
        },
        [],
      ),
    ).toBe(true);
  });

  const [container] = wanted.containerDefinitions ?? [];
  const withContainer = (parts: object) => ({ ...wanted, containerDefinitions: [{ ...container, ...parts }] });
  const changes: [string, RegisterTaskDefinitionCommandInput, { key: string; value: string }[]][] = [
    ['an image', withContainer({ image: 'registry.example/web:3' }), tags],
    ['a value of the environment', withContainer({ environment: [{ name: 'A', value: 'other' }] }), tags],
    ['a port', withContainer({ portMappings: [{ containerPort: 81 }] }), tags],
    ['a command', withContainer({ command: ['serve'] }), tags],
    ['the order of a command', withContainer({ command: ['b', 'a'] }), tags],
    ['the memory', { ...wanted, memory: '2 GB' }, tags],
    ['a role', { ...wanted, taskRoleArn: 'arn:aws:iam::123456789012:role/other' }, tags],
    ['a sidecar', { ...wanted, containerDefinitions: [container ?? {}, { name: 'log', image: 'l' }] }, tags],
    ['a tag', wanted, [{ key: 'team', value: 'other' }]],
  ];
  it.each(changes)('notices another %s', (_what, input, described_tags) => {
    expect(sameTaskDefinition(input, described, described_tags)).toBe(false);
  });
});
