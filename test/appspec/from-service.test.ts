import { describe, expect, it } from 'vitest';
import type { AppSpec } from '../../src/appspec/appspec.js';
import { appSpecFromService, completedFromService, type RunningTasks } from '../../src/appspec/from-service.js';
import { appSpecFromTaskDefinition } from '../../src/appspec/from-task-definition.js';
import { readBuildOutput } from '../../src/build-output/read.js';
import { generate } from '../../src/generate/generate.js';

const RUNNING: RunningTasks = {
  containerName: 'web',
  containerPort: 8080,
  launchType: 'FARGATE',
  platformVersion: '1.3.0',
  network: { subnets: ['subnet-1'], securityGroups: ['sg-1'], assignPublicIp: 'ENABLED' },
  capacityProviders: [],
};
const SPOT = [{ name: 'FARGATE_SPOT', base: 0, weight: 1 }];

describe('an appspec from the service', () => {
  it('keeps container, port, platform version and network', () => {
    expect(appSpecFromService(RUNNING)?.appSpec).toEqual({
      taskDefinition: '<TASK_DEFINITION>',
      containerName: 'web',
      containerPort: 8080,
      platformVersion: '1.3.0',
      network: RUNNING.network,
      hooks: [],
    });
  });

  it.each(['LATEST', '1.4.0', '1.0.0'])('does not pin the platform version %s, which is the latest', (version) => {
    expect(appSpecFromService({ ...RUNNING, platformVersion: version })?.appSpec.platformVersion).toBeUndefined();
  });

  it('keeps the capacity providers', () => {
    const made = appSpecFromService({ ...RUNNING, launchType: null, capacityProviders: SPOT });
    expect(made?.appSpec.capacityProviders).toEqual([{ name: 'FARGATE_SPOT', weight: 1 }]);
    expect(made?.notes.join('\n')).toContain('capacity providers FARGATE_SPOT');
  });

  it('leaves the network to CodeDeploy where the service has no security groups to name', () => {
    const network = { subnets: ['subnet-1'], securityGroups: [], assignPublicIp: 'DISABLED' } as const;
    expect(appSpecFromService({ ...RUNNING, network })?.appSpec.network).toBeUndefined();
  });

  it('is impossible without a load balancer', () => {
    expect(appSpecFromService({ ...RUNNING, containerName: null })).toBeUndefined();
  });

  it('never takes the place of what the appspec says', () => {
    const own: AppSpec = {
      taskDefinition: '<TASK_DEFINITION>',
      containerName: 'api',
      containerPort: 81,
      platformVersion: 'LATEST',
      network: { subnets: ['subnet-9'], securityGroups: ['sg-9'], assignPublicIp: 'DISABLED' },
      capacityProviders: [],
      hooks: [{ event: 'BeforeInstall', function: 'gate' }],
    };
    expect(completedFromService(own, { ...RUNNING, capacityProviders: SPOT })).toEqual({ appSpec: own, notes: [] });
  });
});

describe('an appspec from the task definition alone', () => {
  it('is made where one container maps one port', () => {
    const made = appSpecFromTaskDefinition([
      { name: 'web', ports: [80, 80] },
      { name: 'telemetry', ports: [] },
    ]);
    expect(made.appSpec).toMatchObject({ containerName: 'web', containerPort: 80 });
  });

  it.each([
    [[{ name: 'web', ports: [80, 443] }], /web:80, web:443/],
    [
      [
        { name: 'web', ports: [80] },
        { name: 'admin', ports: [81] },
      ],
      /web:80, admin:81/,
    ],
    [[{ name: 'worker', ports: [] }], /no container .* maps a port/],
  ])('is not guessed for %j', (containers, why) => {
    expect(appSpecFromTaskDefinition(containers)).toEqual({ why: expect.stringMatching(why) });
  });
});

describe('generating without an appspec template', () => {
  const source = (ports: readonly number[]) => ({
    buildOutput: readBuildOutput({ images: ['web:1'] }),
    taskDefinition: {
      file: 'taskdef.json',
      text: JSON.stringify({
        family: 'web',
        memory: '512',
        networkMode: 'awsvpc',
        containerDefinitions: [
          { name: 'web', image: '<IMAGE1_NAME>', portMappings: ports.map((containerPort) => ({ containerPort })) },
        ],
      }),
    },
  });

  it('warns of what it made', () => {
    const { appSpec, warnings } = generate(source([8080]));
    expect(appSpec).toMatchObject({ containerName: 'web', containerPort: 8080 });
    expect(warnings).toEqual([
      expect.objectContaining({ rule: 'appspec-made', remedy: expect.stringContaining('init') }),
    ]);
  });

  it('names the candidates where there are several, and the ways out', () => {
    expect(() => generate(source([80, 443]))).toThrow(
      expect.objectContaining({
        code: 'template-not-found',
        message: expect.stringContaining('web:80, web:443'),
        remedy: expect.stringContaining('--from-service'),
      }),
    );
  });

  it('asks the service where it is given, and checks it against the task definition', () => {
    const { appSpec, warnings } = generate({ ...source([80, 8080]), running: RUNNING });
    expect(appSpec).toMatchObject({ containerPort: 8080, platformVersion: '1.3.0' });
    expect(warnings).toEqual([]);
    expect(() => generate({ ...source([80]), running: RUNNING })).toThrow(/does not map port 8080/);
  });

  it('completes a template from the service, and says so', () => {
    const text = `version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties: { TaskDefinition: <TASK_DEFINITION>, LoadBalancerInfo: { ContainerName: web, ContainerPort: 80 } }
`;
    const made = generate({ ...source([80]), appSpec: { file: 'appspec.yml', text }, running: RUNNING });
    expect(made.appSpec).toMatchObject({ containerPort: 80, platformVersion: '1.3.0', network: RUNNING.network });
    expect(made.notes).toContain('appspec.yml: the platform version 1.3.0 is taken from the service');
  });
});
