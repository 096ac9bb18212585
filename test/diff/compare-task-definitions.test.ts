import type { ContainerDefinition, RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameTaskDefinition } from '../../src/deployment/same-task-definition.js';
import { compared, definition } from './documents.js';

const SHA = '0123456789abcdef0123456789abcdef01234567';
const changesOf = (from: ContainerDefinition, to: ContainerDefinition, values = true) => {
  const { containers, changes } = compared(definition(from), definition(to), values);
  expect(changes).toEqual([]);
  return containers.flatMap((container) =>
    container.changes.map(({ path, kind, from: before, to: after, hidden }) => [
      kind,
      path.join('.'),
      before,
      after,
      ...(hidden ? ['hidden'] : []),
    ]),
  );
};

describe('the difference between two task definitions', () => {
  it('is none for the defaults that ECS fills in, and for the order of lists without an order', () => {
    const from = definition(
      {
        cpu: 0,
        essential: true,
        portMappings: [
          { containerPort: 9090, hostPort: 9090, protocol: 'tcp' },
          { containerPort: 80, hostPort: 80, protocol: 'tcp' },
        ],
        environment: [
          { name: 'A', value: '1' },
          { name: 'B', value: '2' },
        ],
        mountPoints: [],
        volumesFrom: [],
        systemControls: [],
      },
      { volumes: [], placementConstraints: [], tags: [] },
    );
    const to = definition({
      portMappings: [{ containerPort: 80 }, { containerPort: 9090 }],
      environment: [
        { name: 'B', value: '2' },
        { name: 'A', value: '1' },
      ],
    });
    expect(compared({ ...from, revision: 4, status: 'ACTIVE' }, to)).toEqual({ containers: [], changes: [] });
  });

  it.each<[string, ContainerDefinition, ContainerDefinition, unknown[][]]>([
    [
      'a port',
      { portMappings: [{ containerPort: 80 }] },
      { portMappings: [{ containerPort: 81, protocol: 'udp' }] },
      [
        ['removed', 'portMappings.80/tcp', { hostPort: 80 }, undefined],
        ['added', 'portMappings.81/udp', undefined, { hostPort: 81 }],
      ],
    ],
    ['cpu', { cpu: 256 }, { cpu: 512 }, [['changed', 'cpu', 256, 512]]],
    [
      'a secret, by where it comes from',
      { secrets: [{ name: 'DB_PASSWORD', valueFrom: 'arn:aws:ssm:eu-west-1:1:parameter/a' }] },
      { secrets: [{ name: 'DB_PASSWORD', valueFrom: 'arn:aws:ssm:eu-west-1:1:parameter/b' }] },
      [
        [
          'changed',
          'secrets.DB_PASSWORD',
          'arn:aws:ssm:eu-west-1:1:parameter/a',
          'arn:aws:ssm:eu-west-1:1:parameter/b',
        ],
      ],
    ],
    [
      'where logs go',
      { logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': '/a', 'awslogs-region': 'r' } } },
      { logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': '/b', 'awslogs-region': 'r' } } },
      [['changed', 'logConfiguration.options.awslogs-group', '/a', '/b']],
    ],
    [
      'a part of a health check',
      { healthCheck: { command: ['CMD', 'true'] } },
      { healthCheck: { command: ['CMD', 'true'], interval: 10 } },
      [['changed', 'healthCheck.interval', 30, 10]],
    ],
    ['a command', { command: ['a', 'b'] }, { command: ['b', 'a'] }, [['changed', 'command', ['a', 'b'], ['b', 'a']]]],
    [
      'the order of files, of which the later ones win',
      {
        environmentFiles: [
          { type: 's3', value: 'arn:a' },
          { type: 's3', value: 'arn:b' },
        ],
      },
      {
        environmentFiles: [
          { type: 's3', value: 'arn:b' },
          { type: 's3', value: 'arn:a' },
        ],
      },
      [['reordered', 'environmentFiles', ['arn:a', 'arn:b'], ['arn:b', 'arn:a']]],
    ],
    [
      'one of two variables with one name',
      {
        environment: [
          { name: 'A', value: '1' },
          { name: 'A', value: '2' },
        ],
      },
      {
        environment: [
          { name: 'A', value: '1' },
          { name: 'A', value: '3' },
        ],
      },
      [['changed', 'environment.A#2', '2', '3']],
    ],
  ])('tells of %s', (_what, from, to, changes) => {
    expect(changesOf(from, to)).toEqual(changes);
  });

  it('tells of what is beside the containers: sizes, roles, volumes, tags', () => {
    const { containers, changes } = compared(
      definition({}, { memory: '512', volumes: [{ name: 'a' }], tags: [{ key: 'team', value: 'x' }] }),
      definition(
        {},
        {
          memory: '1 GB',
          taskRoleArn: 'arn:aws:iam::123456789012:role/web',
          volumes: [{ name: 'b' }],
          tags: [{ key: 'team', value: 'y' }],
        },
      ),
    );
    expect(containers).toEqual([]);
    expect(changes.map(({ path, kind, from, to }) => [kind, path.join('.'), from, to])).toEqual([
      ['changed', 'memory', '512', '1024'],
      ['changed', 'tags.team', 'x', 'y'],
      ['added', 'taskRoleArn', undefined, 'arn:aws:iam::123456789012:role/web'],
      ['removed', 'volumes.a', {}, undefined],
      ['added', 'volumes.b', undefined, {}],
    ]);
  });

  it('tells of containers that come and go, with all that they bring', () => {
    const { containers } = compared(
      definition({}, { containerDefinitions: [{ name: 'old', image: 'a:1' }] }),
      definition(
        {},
        { containerDefinitions: [{ name: 'new', image: 'b:1', environment: [{ name: 'X', value: '1' }] }] },
      ),
    );
    expect(containers.map(({ name, kind, image }) => [name, kind, image?.from?.text, image?.to?.text])).toEqual([
      ['new', 'added', undefined, 'b:1'],
      ['old', 'removed', 'a:1', undefined],
    ]);
    expect(containers[0]?.changes.map(({ path }) => path.join('.'))).toEqual(['cpu', 'environment.X', 'essential']);
  });

  it('tells of containers in another order, as start registers a revision then', () => {
    const containers = ['a', 'b'].map((name) => ({ name, image: 'i:1' }));
    const { changes } = compared(
      definition({}, { containerDefinitions: containers }),
      definition({}, { containerDefinitions: containers.toReversed() }),
    );
    expect(changes).toEqual([
      { path: ['containerDefinitions'], kind: 'reordered', from: ['a', 'b'], to: ['b', 'a'], hidden: false },
    ]);
  });
});

describe('another image', () => {
  const imageOf = (from: ContainerDefinition, to: ContainerDefinition) =>
    compared(definition(from), definition(to)).containers[0]?.image;

  it.each([
    [`registry.example/web:${SHA}`, SHA],
    ['registry.example/web:main-1a2b3c4', '1a2b3c4'],
    ['registry.example/web:sha-1a2b3c4', '1a2b3c4'],
    ['registry.example/web:v1.2.0-5-g1a2b3c4', '1a2b3c4'],
    ['registry.example/web:20260105', null],
    ['registry.example/web:defaced', null],
    ['registry.example/web:1.4.2', null],
    ['not an image', null],
  ])('of %s was built from commit %s', (image, commit) => {
    expect(imageOf({}, { image })?.to?.commit).toBe(commit);
  });

  it('has its commit from the label that builds write, before its tag', () => {
    const dockerLabels = { 'org.opencontainers.image.revision': SHA };
    expect(imageOf({}, { image: 'registry.example/web:1a2b3c4', dockerLabels })?.to?.commit).toBe(SHA);
  });

  it('is taken apart, and comes out of another repository or not', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    expect(imageOf({ image: 'nginx:1' }, { image: `docker.io/library/nginx@${digest}` })).toEqual({
      from: { text: 'nginx:1', repository: 'docker.io/library/nginx', tag: '1', digest: null, commit: null },
      to: {
        text: `docker.io/library/nginx@${digest}`,
        repository: 'docker.io/library/nginx',
        tag: null,
        digest,
        commit: null,
      },
      otherRepository: false,
    });
    expect(imageOf({ image: 'nginx:1' }, { image: 'registry.example/nginx:1' })?.otherRepository).toBe(true);
  });
});

describe('what may be secret', () => {
  it('is every value of the environment unless values are asked for', () => {
    const change = changesOf(
      { environment: [{ name: 'LOG_LEVEL', value: 'info' }] },
      { environment: [{ name: 'LOG_LEVEL', value: 'debug' }] },
      false,
    );
    expect(change).toEqual([['changed', 'environment.LOG_LEVEL', undefined, undefined, 'hidden']]);
  });

  it.each([
    ['DB_PASSWORD', 'hunter2'],
    ['apiToken', 'abc'],
    ['STRIPE_KEY', 'abc'],
    ['SENTRY_DSN', 'https://example.com/1'],
    ['PLAIN', 'AKIAIOSFODNN7EXAMPLE'],
    ['PLAIN', '-----BEGIN RSA PRIVATE KEY-----\nMII'],
    ['PLAIN', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.x'],
    ['PLAIN', 'wJalrXUtnFEMIbK7MDENGbPxRfiCYEXAMPLEKEY'],
  ])('stays hidden in any case: %s=%s', (name, value) => {
    expect(changesOf({ environment: [{ name, value: 'before' }] }, { environment: [{ name, value }] })[0]?.[3]).toBe(
      undefined,
    );
    expect(JSON.stringify(compared(definition(), definition({ environment: [{ name, value }] })))).not.toContain(value);
  });

  it.each([
    ['KEYCLOAK_URL', 'https://id.example/'],
    ['GIT_SHA', SHA],
    ['ROLE', 'arn:aws:iam::123456789012:role/ProductionWebTaskExecutionRole2'],
    ['IMAGE', `registry.example/web@sha256:${'0a'.repeat(32)}`],
  ])('is not every long word: %s=%s', (name, value) => {
    expect(changesOf({}, { environment: [{ name, value }] })).toEqual([
      ['added', `environment.${name}`, undefined, value],
    ]);
  });

  it.each<[string, ContainerDefinition, string]>([
    ['a flag', { command: ['serve', '--db-password', 'hunter2', '--port', '80'] }, '["serve","--db-password","***"'],
    ['a flag with =', { command: ['serve', '--password=hunter2'] }, '--password=***'],
    ['a shell line', { command: ['sh', '-c', 'TOKEN="hunter2 x" LEVEL=1 ./run'] }, 'TOKEN=*** LEVEL=1'],
    ['an address', { command: ['postgres://me:hunter2@db/x'] }, 'postgres://me:***@db/x'],
    ['a log option', { logConfiguration: { logDriver: 'splunk', options: { 'splunk-token': 'hunter2' } } }, '***'],
    ['a label', { dockerLabels: { 'traefik.basicauth.secret': 'hunter2' } }, 'traefik'],
  ])('is masked in %s', (_what, parts, shown) => {
    const told = JSON.stringify(compared(definition(), definition(parts)));
    expect(told).not.toContain('hunter2');
    expect(told).toContain(shown.includes('"') ? shown : JSON.stringify(shown).slice(1, -1));
  });
});

describe('any two task definitions', () => {
  const text = fc.constantFrom('a', 'b', 'c', '');
  const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
  const variables = fc.array(fc.record({ name: text, value: text }), { maxLength: 3 });
  const container: fc.Arbitrary<ContainerDefinition> = fc.record({
    name: fc.constantFrom('web', 'log'),
    image: fc.constantFrom('i:1', 'i:2'),
    cpu: optional(fc.constantFrom(0, 1)),
    essential: optional(fc.boolean()),
    environment: optional(variables),
    command: optional(fc.array(text, { maxLength: 2 })),
    portMappings: optional(
      fc.array(
        fc.record({ containerPort: fc.constantFrom(80, 81), protocol: optional(fc.constantFrom('tcp', 'udp')) }),
        { maxLength: 2 },
      ),
    ),
    dependsOn: optional(
      fc.array(fc.record({ containerName: text, condition: fc.constantFrom('START', 'HEALTHY') }), { maxLength: 2 }),
    ),
    dockerLabels: optional(fc.dictionary(text, text, { maxKeys: 2 })),
    healthCheck: optional(fc.record({ command: fc.constant(['CMD']), interval: optional(fc.constantFrom(30, 10)) })),
  });
  const definitions: fc.Arbitrary<RegisterTaskDefinitionCommandInput> = fc.record({
    family: fc.constant('web'),
    networkMode: optional(fc.constantFrom('awsvpc', 'bridge')),
    memory: optional(fc.constantFrom('512', '0.5 GB')),
    containerDefinitions: fc.array(container, { maxLength: 3 }),
    tags: optional(fc.array(fc.record({ key: text, value: text }), { maxLength: 2 })),
  });

  it('differ exactly where start would register a revision', () => {
    fc.assert(
      fc.property(definitions, definitions, (from, to) => {
        const { containers, changes } = compared(from, to);
        expect(containers.length + changes.length === 0).toBe(sameTaskDefinition(to, from, from.tags ?? []));
      }),
      { numRuns: 2000 },
    );
  });

  it('differ in the same places both ways, added for removed', () => {
    const mirrored = { added: 'removed', removed: 'added', changed: 'changed', reordered: 'reordered' } as const;
    fc.assert(
      fc.property(definitions, definitions, (from, to) => {
        const flat = (diff: ReturnType<typeof compared>) =>
          [
            ...diff.containers.flatMap(({ name, changes }) =>
              changes.map(({ path, kind }) => `${name} ${path.join('.')} ${kind}`),
            ),
            ...diff.changes.map(({ path, kind }) => `${path.join('.')} ${kind}`),
          ].sort();
        const back = flat(compared(to, from)).map((line) =>
          line.replace(/(added|removed)$/, (kind) => (kind === 'added' ? mirrored.added : mirrored.removed)),
        );
        expect(back.sort()).toEqual(flat(compared(from, to)));
      }),
    );
  });
});
