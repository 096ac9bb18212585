import type { ContainerDefinition, RegisterTaskDefinitionCommandInput, Volume } from '@aws-sdk/client-ecs';
import fc from 'fast-check';
import { parseTaskDefinition } from '../../src/taskdef/parse.js';
import { renderEdits } from '../../src/template/rendered-text.js';

/** A definition that mutations may change, with at least two containers, a volume and tags. */
export type Definition = Omit<RegisterTaskDefinitionCommandInput, 'containerDefinitions'> & {
  containerDefinitions: [ContainerDefinition, ContainerDefinition, ...ContainerDefinition[]];
};

export const ROLE = 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole';
export const SECRET = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf';

export const parse = (definition: object | string, file = 'taskdef.json') =>
  parseTaskDefinition(
    renderEdits(file, typeof definition === 'string' ? definition : JSON.stringify(definition, null, 2), []),
  );

/** The rules that a definition breaks, errors first. */
export function brokenRules(definition: object | string): string[] {
  const { findings, warnings } = parse(definition);
  return [...findings, ...warnings].map(({ rule }) => rule ?? '');
}

/** One of these, typed as what they are meant for rather than as themselves. */
const some = <Value>(...values: Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values);
const name = fc.stringMatching(/^[a-z][a-z0-9_-]{0,20}$/);
const text = fc.string({ unit: 'grapheme', maxLength: 20 });

const container = (index: number, awsvpc: boolean): fc.Arbitrary<ContainerDefinition> =>
  fc
    .record(
      {
        name: name.map((word) => `${word}-${index}`),
        image: some(
          'nginx',
          'ghcr.io/shop/web:1.4.2',
          `123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop@sha256:${'a'.repeat(64)}`,
        ),
        cpu: some(0, 10, 64),
        memory: some(64, 128),
        memoryReservation: some(32, 64),
        essential: some(true),
        portMappings: some(
          [],
          [{ containerPort: 8000 + index, protocol: 'tcp' as const, name: `port-${index}` }],
          awsvpc ? [{ containerPort: 9000 + index, hostPort: 9000 + index }] : [{ containerPort: 80, hostPort: 0 }],
          [{ containerPortRange: `${20_000 + index * 100}-${20_009 + index * 100}`, protocol: 'udp' as const }],
        ),
        environment: fc.uniqueArray(fc.record({ name: name.map((word) => `V_${word.toUpperCase()}`), value: text }), {
          selector: (one) => one.name,
          maxLength: 3,
        }),
        secrets: some(
          [],
          [
            { name: 'secret_1', valueFrom: SECRET },
            { name: 'secret_2', valueFrom: `${SECRET}:password::` },
          ],
          [{ name: 'secret_3', valueFrom: '/shop/db' }],
          [{ name: 'secret_4', valueFrom: 'arn:aws:ssm:eu-west-1:123456789012:parameter/shop/db' }],
        ),
        logConfiguration: some({
          logDriver: 'awslogs' as const,
          options: {
            'awslogs-group': '/ecs/shop',
            'awslogs-region': 'eu-west-1',
            'awslogs-stream-prefix': 'shop',
            'awslogs-create-group': 'true',
          },
        }),
        healthCheck: fc.record({
          command: some(['CMD-SHELL', 'curl -f http://localhost || exit 1'], ['CMD', 'true']),
          interval: fc.integer({ min: 5, max: 300 }),
          timeout: fc.integer({ min: 2, max: 60 }),
          retries: fc.integer({ min: 1, max: 10 }),
          startPeriod: fc.integer({ min: 0, max: 300 }),
        }),
        stopTimeout: fc.integer({ min: 2, max: 120 }),
        dockerLabels: fc.dictionary(name, text, { maxKeys: 3 }),
        command: fc.array(text, { maxLength: 3 }),
        ulimits: some([{ name: 'nofile' as const, softLimit: 1024, hardLimit: 65_535 }]),
        linuxParameters: some<ContainerDefinition['linuxParameters']>(
          { initProcessEnabled: true },
          { capabilities: { add: ['SYS_PTRACE'] } },
        ),
        restartPolicy: some({ enabled: true, ignoredExitCodes: [0], restartAttemptPeriod: 60 }),
        mountPoints: some([{ sourceVolume: 'data', containerPath: '/data', readOnly: index > 0 }]),
        dependsOn: some<ContainerDefinition['dependsOn']>([]),
      },
      { requiredKeys: ['name', 'image', 'memory', 'mountPoints'] },
    )
    .map((one) => ({ ...one, ...(one.memoryReservation ? { memoryReservation: 32 } : {}) }));

const common = (awsvpc: boolean) =>
  fc
    .tuple(
      container(0, awsvpc),
      container(1, awsvpc),
      fc
        .integer({ min: 0, max: 3 })
        .chain((more) => fc.tuple(...[2, 3, 4].slice(0, more).map((index) => container(index, awsvpc)))),
    )
    .chain(([first, second, more]) =>
      fc.record({
        family: name,
        executionRoleArn: some(ROLE),
        taskRoleArn: some(ROLE, 'shop-task', undefined),
        containerDefinitions: some<Definition['containerDefinitions']>([
          first,
          { ...second, dependsOn: [{ containerName: first.name, condition: 'START' }] },
          ...more,
        ]),
        volumes: some<Volume[]>(
          [{ name: 'data' }],
          [{ name: 'data', host: {} }],
          [
            {
              name: 'data',
              efsVolumeConfiguration: {
                fileSystemId: 'fs-1',
                transitEncryption: 'ENABLED' as const,
                authorizationConfig: { accessPointId: 'fsap-1', iam: 'ENABLED' as const },
              },
            },
          ],
        ),
        tags: some(
          [],
          [
            { key: 'team', value: 'shop @ home' },
            { key: 'Größe', value: '' },
          ],
        ),
      }),
    );

/** Definitions for Fargate that ECS would take. */
export const fargateDefinition = fc
  .tuple(
    common(true),
    some(
      ['512', '1024'],
      ['.5 vCPU', '4 GB'],
      ['1 vCPU', '8192'],
      ['4096', '30720'],
      ['8192', '60 GB'],
      ['16 vCPU', '120 GB'],
    ),
    some(undefined, 21, 200),
  )
  .map(
    ([definition, [cpu, memory], sizeInGiB]): Definition =>
      structuredClone({
        ...definition,
        requiresCompatibilities: ['FARGATE'],
        networkMode: 'awsvpc',
        cpu,
        memory,
        ...(sizeInGiB ? { ephemeralStorage: { sizeInGiB } } : {}),
      }),
  );

/** Definitions for EC2 with Docker's own network. */
export const bridgeDefinition = fc
  .tuple(common(false), some(undefined, '2048'))
  .map(
    ([definition, memory]): Definition =>
      structuredClone({ ...definition, networkMode: 'bridge', ...(memory ? { memory } : {}) }),
  );
