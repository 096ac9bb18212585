import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AppSpec, CapacityProvider } from '../../src/appspec/appspec.js';
import { parseAppSpec } from '../../src/appspec/parse.js';
import { renderAppSpec } from '../../src/appspec/render.js';
import { appSpecSha256 } from '../../src/appspec/sha256.js';
import { HOOK_EVENTS } from '../../src/domain/lifecycle-event.js';

const ARN = 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:42';
const simple: AppSpec = { taskDefinition: '<TASK_DEFINITION>', containerName: 'web', containerPort: 8080, hooks: [] };

const text = fc
  .oneof(
    fc.string({ minLength: 1, unit: 'grapheme' }),
    fc.constantFrom('007', 'true', 'null', '~', '- a', 'a: b', '"', "'", '#', '\\', '1.10', '{', '😀'),
  )
  .filter((value) => value.trim() !== '');
const id = fc.stringMatching(/^(?:subnet|sg)-[0-9a-f]{1,17}$/);
const whole = (max: number) => fc.option(fc.integer({ min: 0, max }), { nil: undefined });
const defined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;

/** One that ECS takes: each provider once, a base for one at most, a weight for some. */
const strategy: fc.Arbitrary<CapacityProvider[]> = fc
  .uniqueArray(fc.record({ name: text, weight: whole(1000) }).map(defined), {
    maxLength: 3,
    selector: ({ name }) => name,
  })
  .chain((items) =>
    fc
      .record({ base: whole(100_000), weight: fc.integer({ min: 1, max: 1000 }) })
      .map(({ base, weight }) => items.map((item, index) => (index === 0 ? defined({ ...item, base, weight }) : item))),
  );

const anyAppSpec: fc.Arbitrary<AppSpec> = fc
  .record({
    taskDefinition: fc.constantFrom('<TASK_DEFINITION>', ARN),
    containerName: text,
    containerPort: fc.integer({ min: 1, max: 65_535 }),
    platformVersion: fc.option(text, { nil: undefined }),
    network: fc.option(
      fc.record({
        subnets: fc.array(id, { minLength: 1, maxLength: 4 }),
        securityGroups: fc.array(id, { minLength: 1, maxLength: 3 }),
        assignPublicIp: fc.constantFrom('ENABLED' as const, 'DISABLED' as const),
      }),
      { nil: undefined },
    ),
    capacityProviders: fc.option(strategy, { nil: undefined }),
    hooks: fc
      .shuffledSubarray([...HOOK_EVENTS])
      .chain((events) => fc.tuple(...events.map((event) => text.map((name) => ({ event, function: name }))))),
  })
  .map(defined);

describe('rendering an appspec', () => {
  it.each(['yaml', 'json'] as const)('as %s and reading it again gives the same, without a note', (format) => {
    fc.assert(
      fc.property(anyAppSpec, (appSpec) => {
        expect(parseAppSpec(renderAppSpec(appSpec, { format }))).toEqual({ appSpec, notes: [] });
      }),
    );
  });

  it('is stable text', () => {
    const appSpec: AppSpec = {
      ...simple,
      platformVersion: 'LATEST',
      network: { subnets: ['subnet-1'], securityGroups: ['sg-1'], assignPublicIp: 'ENABLED' },
      capacityProviders: [{ name: 'FARGATE', weight: 1 }],
      hooks: [{ event: 'BeforeInstall', function: 'check' }],
    };
    expect(renderAppSpec(appSpec, { taskDefinitionArn: ARN })).toBe(`version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: "${ARN}"
        LoadBalancerInfo:
          ContainerName: "web"
          ContainerPort: 8080
        PlatformVersion: "LATEST"
        NetworkConfiguration:
          AwsvpcConfiguration:
            Subnets:
              - "subnet-1"
            SecurityGroups:
              - "sg-1"
            AssignPublicIp: "ENABLED"
        CapacityProviderStrategy:
          - CapacityProvider: "FARGATE"
            Weight: 1
Hooks:
  - BeforeInstall: "check"
`);
  });

  it('writes version 0.0 in JSON too', () => {
    expect(renderAppSpec(simple, { format: 'json' })).toMatch(/^\{\n {2}"version": 0\.0,\n/);
  });
});

it('the sha256 is that of the content, in small hexadecimal letters', () => {
  expect(appSpecSha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
