import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAppSpec } from '../../../src/engine/codedeploy/appspec-reader.js';

const ARN = 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:42';

const YAML = `version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: "${ARN}"
        LoadBalancerInfo:
          ContainerName: web
          ContainerPort: 8080
        PlatformVersion: LATEST
        NetworkConfiguration:
          AwsvpcConfiguration:
            Subnets: [subnet-1]
            SecurityGroups: [sg-1]
            AssignPublicIp: DISABLED
        CapacityProviderStrategy:
          - { Base: 0, CapacityProvider: FARGATE, Weight: 1 }
Hooks:
  - BeforeInstall: pre
  - AfterAllowTestTraffic: smoke
`;

const READ = {
  taskDefinition: ARN,
  containerName: 'web',
  containerPort: 8080,
  platformVersion: 'LATEST',
  networkConfiguration: {
    awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' },
  },
  capacityProviderStrategy: [{ capacityProvider: 'FARGATE', base: 0, weight: 1 }],
  hooks: { BeforeInstall: 'pre', AfterAllowTestTraffic: 'smoke' },
};

const codeOf = (content: string) => {
  const reading = readAppSpec(content);
  return reading.ok ? 'fine' : reading.error.code;
};

describe('the reading of an AppSpec', () => {
  it('takes all that the grammar has', () => {
    expect(readAppSpec(YAML)).toEqual({ ok: true, appSpec: READ });
  });

  it('takes keys in any case, JSON, and the versions that are seen in the wild', () => {
    expect(
      readAppSpec(YAML.replaceAll(/^( *(?:- )?)(\w+):/gm, (_, indent, key) => `${indent}${key.toLowerCase()}:`)),
    ).toEqual({
      ok: true,
      appSpec: READ,
    });
    expect(codeOf(YAML.replace('0.0', '1'))).toBe('fine');
    expect(codeOf(YAML.replace('0.0', '"0.0"'))).toBe('fine');
  });

  it.each([
    ['line breaks that a shell took away', YAML.replaceAll('\n', ' ')],
    [
      'a list in the place of LoadBalancerInfo',
      YAML.replace('ContainerName', '- ContainerName').replace('  ContainerPort', '  - ContainerPort'),
    ],
    ['another type', YAML.replace('ECS::Service', 'Lambda::Function')],
    ['two resources', YAML.replace('Hooks:', '  - TargetService: {}\nHooks:')],
    ['no container', YAML.replace('ContainerName: web', '')],
    ['a port that is none', YAML.replace('8080', 'http')],
    ['half a network', YAML.replace('SecurityGroups: [sg-1]', '')],
    ['an event without a hook', YAML.replace('BeforeInstall', 'Install')],
    ['an event twice', YAML.replace('AfterAllowTestTraffic', 'BeforeInstall')],
    ['an ARN without a region', YAML.replace('eu-west-1', '')],
    ['any revision at all', YAML.replace('web:42', 'web:*')],
    ['no version', YAML.replace('version: 0.0', '')],
    ['a text', 'appspec'],
  ])('refuses %s in the one way that AWS has', (_, content) => {
    const reading = readAppSpec(content);
    expect(reading).toEqual({
      ok: false,
      error: {
        code: 'INVALID_REVISION',
        message:
          'The deployment failed because the AppSpec file that specifies the deployment configuration is missing or has an invalid configuration. The input AppSpec file is a not well-formed yaml. The template cannot be parsed.',
      },
    });
  });

  it('misses an empty one', () => {
    expect(readAppSpec(' \n')).toMatchObject({
      ok: false,
      error: { message: 'An AppSpec file is required, but could not be found in the revision' },
    });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.string().map((text) => YAML.replace('web', text)),
        ),
        (content) => {
          expect(typeof readAppSpec(content).ok).toBe('boolean');
        },
      ),
      { numRuns: 300 },
    );
  });
});
