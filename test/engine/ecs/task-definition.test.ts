import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFargateSize, readCpu, readMemory } from '../../../src/engine/ecs/fargate-size.js';
import { createCluster } from '../../../src/engine/ecs/operations/create-cluster.js';
import { deregisterTaskDefinition } from '../../../src/engine/ecs/operations/deregister-task-definition.js';
import { describeTaskDefinition } from '../../../src/engine/ecs/operations/describe-task-definition.js';
import { listTagsForResource } from '../../../src/engine/ecs/operations/list-tags-for-resource.js';
import { listTaskDefinitionFamilies } from '../../../src/engine/ecs/operations/list-task-definition-families.js';
import { listTaskDefinitions } from '../../../src/engine/ecs/operations/list-task-definitions.js';
import { registerTaskDefinition } from '../../../src/engine/ecs/operations/register-task-definition.js';
import { tagResource } from '../../../src/engine/ecs/operations/tag-resource.js';
import { Region } from './region.js';

const CONTAINER = { name: 'app', image: 'nginx', memory: 128 };
const FARGATE = {
  family: 'web',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: '256',
  memory: '512',
  containerDefinitions: [{ name: 'app', image: 'nginx', portMappings: [{ containerPort: 80 }] }],
} satisfies RegisterTaskDefinitionCommandInput;

function register(input: Partial<RegisterTaskDefinitionCommandInput>, region = new Region()) {
  const whole = { family: 'web', containerDefinitions: [CONTAINER], ...input };
  return registerTaskDefinition(whole, region.context).taskDefinition;
}

describe('RegisterTaskDefinition', () => {
  it('fills in what AWS fills in', () => {
    expect(register(FARGATE)).toMatchObject({
      taskDefinitionArn: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:1',
      family: 'web',
      revision: 1,
      status: 'ACTIVE',
      compatibilities: ['EC2', 'FARGATE'],
      requiresCompatibilities: ['FARGATE'],
      volumes: [],
      placementConstraints: [],
      registeredBy: 'arn:aws:iam::123456789012:root',
      containerDefinitions: [
        {
          name: 'app',
          cpu: 0,
          essential: true,
          environment: [],
          mountPoints: [],
          volumesFrom: [],
          portMappings: [{ containerPort: 80, hostPort: 80, protocol: 'tcp' }],
        },
      ],
    });
  });

  it('makes sizes one unit, and leaves a host port to the machine under bridge', () => {
    expect(register({ ...FARGATE, cpu: '1 vCPU', memory: '2 GB' })).toMatchObject({ cpu: '1024', memory: '2048' });
    expect(register({ containerDefinitions: [{ ...CONTAINER, portMappings: [{ containerPort: 80 }] }] })).toMatchObject(
      { containerDefinitions: [{ portMappings: [{ hostPort: 0 }] }] },
    );
  });

  it.each<[string, Partial<RegisterTaskDefinitionCommandInput>]>([
    ['Family should not be null or empty.', { family: '' }],
    ['Family contains invalid characters.', { family: 'my web' }],
    ['Container list cannot be empty.', { containerDefinitions: [] }],
    ['Container.name should not be null or empty.', { containerDefinitions: [{ image: 'nginx', memory: 128 }] }],
    ['Container.image should not be null or empty.', { containerDefinitions: [{ name: 'app', memory: 128 }] }],
    ['Duplicate container name', { containerDefinitions: [CONTAINER, CONTAINER] }],
    [
      "Invalid setting for container 'app'. At least one of 'memory' or 'memoryReservation' must be specified.",
      { containerDefinitions: [{ name: 'app', image: 'nginx' }] },
    ],
    ['at least one essential container', { containerDefinitions: [{ ...CONTAINER, essential: false }] }],
    ["Invalid 'memory' setting for task.", { memory: 'lots' }],
    ["more than the task's", { memory: '64' }],
    ['Fargate only supports network mode ‘awsvpc’.', { ...FARGATE, networkMode: 'bridge' }],
    ["Fargate requires that 'cpu' be defined at the task level.", { ...FARGATE, cpu: undefined }],
    [
      "Fargate requires that 'memory' be defined at the task level.",
      { ...FARGATE, memory: undefined, containerDefinitions: [CONTAINER] },
    ],
    ['No Fargate configuration exists for given values.', { ...FARGATE, memory: '4096' }],
    [
      'When networkMode=awsvpc, the host ports and container ports in port mappings must match.',
      { ...FARGATE, containerDefinitions: [{ ...CONTAINER, portMappings: [{ containerPort: 80, hostPort: 8080 }] }] },
    ],
    [
      'Fargate requires task definition to have execution role ARN to support ECR images.',
      {
        ...FARGATE,
        containerDefinitions: [{ ...CONTAINER, image: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1' }],
      },
    ],
    ["Unknown volume 'data'.", { containerDefinitions: [{ ...CONTAINER, mountPoints: [{ sourceVolume: 'data' }] }] }],
  ])('refuses: %s', (message, input) => {
    expect(() => register(input)).toThrow(message);
  });

  it('never uses a revision number twice', () => {
    const region = new Region();
    register({}, region);
    register({}, region);
    deregisterTaskDefinition({ taskDefinition: 'web:2' }, region.context);

    expect(register({}, region)?.revision).toBe(3);
  });
});

describe('DescribeTaskDefinition', () => {
  it('finds the latest ACTIVE revision by family, and any revision by its number', () => {
    const region = new Region();
    for (let revision = 1; revision <= 3; revision += 1) register({}, region);
    deregisterTaskDefinition({ taskDefinition: 'web:3' }, region.context);
    const found = (taskDefinition: string) => describeTaskDefinition({ taskDefinition }, region.context).taskDefinition;

    expect(found('web')).toMatchObject({ revision: 2, status: 'ACTIVE' });
    expect(found('web:3')).toMatchObject({ revision: 3, status: 'INACTIVE' });
    expect(found('arn:aws:ecs:eu-west-1:123456789012:task-definition/web:1')?.revision).toBe(1);
    expect(() => found('web:4')).toThrow('Unable to describe task definition.');
    expect(() => found('constructor')).toThrow('Unable to describe task definition.');
    expect(() => found('web:latest')).toThrow('Invalid revision number. Number: latest');
    expect(() => deregisterTaskDefinition({ taskDefinition: 'web' }, region.context)).toThrow('Revision is missing.');
  });
});

describe('the lists of task definitions', () => {
  it('show what is ACTIVE unless asked otherwise', () => {
    const region = new Region();
    register({}, region);
    register({}, region);
    register({ family: 'worker' }, region);
    deregisterTaskDefinition({ taskDefinition: 'worker:1' }, region.context);
    const short = (arns: string[] = []) => arns.map((arn) => arn.slice(arn.indexOf('/') + 1));

    expect(short(listTaskDefinitions({}, region.context).taskDefinitionArns)).toEqual(['web:1', 'web:2']);
    expect(short(listTaskDefinitions({ sort: 'DESC' }, region.context).taskDefinitionArns)).toEqual(['web:2', 'web:1']);
    expect(short(listTaskDefinitions({ status: 'INACTIVE' }, region.context).taskDefinitionArns)).toEqual(['worker:1']);
    expect(listTaskDefinitionFamilies({}, region.context).families).toEqual(['web', 'worker']);
    expect(listTaskDefinitionFamilies({ status: 'ACTIVE' }, region.context).families).toEqual(['web']);
  });
});

describe('tags', () => {
  it('are kept with the resource, one value a key', () => {
    const region = new Region();
    const { clusterArn: resourceArn } = createCluster(
      { clusterName: 'main', tags: [{ key: 'a', value: '1' }] },
      region.context,
    ).cluster ?? { clusterArn: '' };
    tagResource(
      {
        resourceArn,
        tags: [
          { key: 'a', value: '2' },
          { key: 'b', value: '3' },
        ],
      },
      region.context,
    );

    expect(listTagsForResource({ resourceArn }, region.context).tags).toEqual([
      { key: 'a', value: '2' },
      { key: 'b', value: '3' },
    ]);
    expect(() => listTagsForResource({ resourceArn: 'x' }, region.context)).toThrow('The ARN provided is invalid.');
  });
});

describe('the sizes of Fargate', () => {
  it('read the same in units and in words', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 1, max: 120 }), (cpus, gigabytes) => {
        expect(readCpu(`${cpus} vCPU`)).toBe(readCpu(String(cpus * 1024)));
        expect(readMemory(`${gigabytes}GB`)).toBe(readMemory(String(gigabytes * 1024)));
        expect(isFargateSize(cpus * 1024, gigabytes * 1024)).toBe(
          [1, 2, 4, 8, 16].includes(cpus) &&
            gigabytes >= cpus * 2 &&
            gigabytes <= Math.min(cpus * 8, cpus === 4 ? 30 : cpus === 8 ? 60 : cpus === 16 ? 120 : cpus * 8) &&
            (cpus < 8 || gigabytes % (cpus / 2) === 0),
        );
      }),
    );
  });
});
