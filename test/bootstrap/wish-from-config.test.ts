import { describe, expect, it } from 'vitest';
import { bootstrapWish } from '../../src/bootstrap/wish-from-config.js';
import type { Config } from '../../src/config/config.js';
import { type BgDeployError, isBgDeployError } from '../../src/errors.js';
import { APP_SPEC, CONFIG, TASK_DEFINITION, WISH } from './wishes.js';

const artifacts = { taskDefinition: TASK_DEFINITION, appSpec: APP_SPEC };

function refusal(config: Config): BgDeployError {
  try {
    bootstrapWish(config, artifacts);
  } catch (error) {
    if (isBgDeployError(error)) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('a wish from the configuration', () => {
  it('asks for a Fargate service in the subnets of the load balancer, with a way to the image registry', () => {
    expect(WISH.placement).toEqual({ kind: 'launch-type', launchType: 'FARGATE' });
    expect(WISH.targetType).toBe('ip');
    expect(WISH.network).toEqual({
      subnets: CONFIG.bootstrap.subnets,
      securityGroups: CONFIG.bootstrap.securityGroups,
      assignPublicIp: 'ENABLED',
    });
  });

  it('asks for targets by instance, and no network, where tasks share that of their instance', () => {
    const { networkMode: _, requiresCompatibilities: __, ...taskDefinition } = TASK_DEFINITION;
    const wish = bootstrapWish(CONFIG, { taskDefinition, appSpec: { ...APP_SPEC, platformVersion: '1.4.0' } });
    expect(wish).toMatchObject({ targetType: 'instance', placement: { kind: 'launch-type', launchType: 'EC2' } });
    expect(wish.network).toBeUndefined();
    expect(wish.placement.platformVersion).toBeUndefined();
  });

  it('asks for no public address on EC2, where ECS assigns none', () => {
    const taskDefinition = { ...TASK_DEFINITION, requiresCompatibilities: ['EC2' as const] };
    expect(bootstrapWish(CONFIG, { taskDefinition, appSpec: APP_SPEC }).network?.assignPublicIp).toBe('DISABLED');
  });

  it('takes network, platform and capacity providers from the appspec, so that the first tasks are like all later', () => {
    const appSpec = {
      ...APP_SPEC,
      platformVersion: 'LATEST',
      network: { subnets: ['subnet-0d'], securityGroups: ['sg-0e'], assignPublicIp: 'DISABLED' as const },
      capacityProviders: [{ name: 'FARGATE_SPOT', weight: 1 }],
    };
    const wish = bootstrapWish(CONFIG, { taskDefinition: TASK_DEFINITION, appSpec });
    expect(wish.network).toEqual(appSpec.network);
    expect(wish.placement).toEqual({
      kind: 'capacity-providers',
      strategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }],
      platformVersion: 'LATEST',
    });
  });

  it('is refused without VPC and subnets, naming both keys', () => {
    const { vpc: _, subnets: __, ...bootstrap } = CONFIG.bootstrap;
    const error = refusal({ ...CONFIG, file: 'bg-deploy.yml', bootstrap });
    expect(error.code).toBe('config-invalid');
    expect(error.place).toEqual({ file: 'bg-deploy.yml' });
    expect([error.message, ...error.others.map(({ message }) => message)]).toEqual([
      'bootstrap.vpc is not set, and the target groups need a VPC',
      'bootstrap.subnets names no subnets, and a load balancer needs two in different availability zones',
    ]);
  });

  it.each<[string, Partial<Config>, RegExp]>([
    [
      'one subnet',
      { bootstrap: { ...CONFIG.bootstrap, subnets: ['subnet-0a'] } },
      /bootstrap\.subnets names one subnet/,
    ],
    ['one port for both listeners', { bootstrap: { ...CONFIG.bootstrap, testListenerPort: 80 } }, /both 80/],
    ['a health check path without slash', { bootstrap: { ...CONFIG.bootstrap, healthCheckPath: 'up' } }, /not a path/],
    ['a wait of seconds', { readyWait: 90_000 }, /readyWait is 90s; CodeDeploy takes whole minutes/],
    ['a ready wait above five days', { readyWait: 121 * 3_600_000 }, /7200 at most/],
    [
      'a termination wait above two days',
      { terminationWait: 49 * 3_600_000 },
      /terminationWait is 176400s.*2800 at most/,
    ],
    [
      'e-mail from a FIFO topic',
      { notifications: { topic: 'deployments.fifo', emails: ['ops@example.com'] } },
      /FIFO topic/,
    ],
  ])('is refused for %s', (_what, change, message) => {
    const error = refusal({ ...CONFIG, ...change });
    expect(error.code).toBe('config-invalid');
    expect(error.message).toMatch(message);
    expect(error.remedy).not.toBe('');
  });
});
