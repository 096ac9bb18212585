import { describe, expect, it } from 'vitest';
import type { DeploymentGroup } from '../../src/aws/codedeploy/deployment-group.js';
import type { Service, TaskSet } from '../../src/aws/ecs/service.js';
import type { Forwarding, Listener } from '../../src/aws/elbv2/forwarding.js';
import type { TargetGroup } from '../../src/aws/elbv2/target-group.js';
import { BgDeployError } from '../../src/errors.js';
import type { Observation, ReleaseDocuments } from '../../src/preflight/observation.js';
import { isFault, preflight, refuseFaults } from '../../src/preflight/preflight.js';

const BALANCER = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/1';
const arnOf = (name: string) => `arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/${name}/abc`;
const share = (targetGroup: string, percent: number) => ({ targetGroup, targetGroupArn: arnOf(targetGroup), percent });

function listener(targets: Forwarding['targets'], parts: Partial<Listener> = {}): Listener {
  return {
    arn: 'listener/80',
    loadBalancerArn: BALANCER,
    port: 80,
    protocol: 'HTTP',
    forwarding: { source: 'listener/80', isDefault: true, targets },
    ...parts,
  };
}

const BLUE: TaskSet = {
  id: 'ecs-svc/1',
  status: 'PRIMARY',
  taskDefinitionArn: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:41',
  deploymentId: null,
  desired: 2,
  running: 2,
  pending: 0,
  stability: 'STEADY_STATE',
  targetGroupArn: arnOf('web-1'),
  containerName: 'web',
  containerPort: 80,
  launchType: 'FARGATE',
  platformVersion: '1.4.0',
  network: { subnets: ['subnet-1', 'subnet-2'], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' },
  capacityProviders: [],
};
const GROUP: DeploymentGroup = {
  application: 'app',
  name: 'group',
  deploymentConfig: 'CodeDeployDefault.ECSAllAtOnce',
  deploymentType: 'BLUE_GREEN',
  deploymentOption: 'WITH_TRAFFIC_CONTROL',
  services: [{ cluster: 'main', service: 'web' }],
  route: { targetGroups: ['web-1', 'web-2'], productionListener: 'listener/80', testListener: 'listener/8080' },
  waits: { readyMinutes: null, terminationMinutes: 5 },
  autoRollbackEvents: ['DEPLOYMENT_FAILURE'],
  lastAttempted: null,
};
const SERVICE: Service = {
  arn: 'arn:aws:ecs:eu-west-1:123456789012:service/main/web',
  status: 'ACTIVE',
  controller: 'CODE_DEPLOY',
  desired: 2,
  launchType: 'FARGATE',
  settings: BLUE,
  events: [],
  taskSets: [BLUE],
};
const DOCUMENTS: ReleaseDocuments = {
  taskDefinition: {
    family: 'web',
    networkMode: 'awsvpc',
    containerDefinitions: [{ name: 'web', image: 'i', portMappings: [{ containerPort: 80 }] }],
  },
  appSpec: { taskDefinition: '<TASK_DEFINITION>', containerName: 'web', containerPort: 80, hooks: [] },
};
const pair = (parts: Partial<TargetGroup> = {}): TargetGroup[] =>
  ['web-1', 'web-2'].map((name) => ({
    name,
    arn: arnOf(name),
    targetType: 'ip',
    port: 80,
    loadBalancerArns: [BALANCER],
    ...parts,
  }));

const FINE: Observation = {
  target: { application: 'app', deploymentGroup: 'group', cluster: 'main', service: 'web' },
  computePlatform: 'ECS',
  group: GROUP,
  deploymentConfigName: GROUP.deploymentConfig,
  deploymentConfig: { name: GROUP.deploymentConfig, computePlatform: 'ECS', routing: { type: 'AllAtOnce' } },
  activeDeployments: [],
  service: SERVICE,
  targetGroups: pair(),
  productionListener: listener([share('web-1', 100), share('web-2', 0)]),
  testListener: listener([share('web-1', 100)], { arn: 'listener/8080', port: 8080 }),
  productionRules: [],
  blueHealth: { targetGroup: 'web-1', targetGroupArn: arnOf('web-1'), total: 2, healthy: 2, targets: [] },
  registered: null,
  serving: null,
  documents: DOCUMENTS,
};

const gradual = { type: 'TimeBasedCanary', percentage: 10, intervalMinutes: 5 } as const;
const withDocuments = (appSpec: object, taskDefinition: object = {}): Partial<Observation> => ({
  documents: {
    appSpec: { ...DOCUMENTS.appSpec, ...appSpec },
    taskDefinition: { ...DOCUMENTS.taskDefinition, ...taskDefinition },
  },
});
const taskSets = (...sets: Partial<TaskSet>[]): Partial<Observation> => ({
  service: { ...SERVICE, taskSets: sets.map((parts) => ({ ...BLUE, ...parts })) },
});
const rule = (source: string, ...targets: Forwarding['targets']): Forwarding => ({ source, isDefault: false, targets });

describe('preflight', () => {
  it('passes what fits, and says what it looked at', () => {
    const checks = preflight(FINE);
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(checks.map(({ id }) => id)).toEqual([
      'application',
      'deployment-group',
      'deployment-style',
      'deployment-group-service',
      'deployment-config',
      'no-active-deployment',
      'service',
      'service-controller',
      'task-sets',
      'draining',
      'target-group-pair',
      'production-listener',
      'test-listener',
      'production-traffic',
      'gradual-traffic',
      'blue-health',
      'appspec-container',
      'network-mode',
      'platform-version',
      'network',
      'auto-rollback',
    ]);
    expect(() => refuseFaults(checks)).not.toThrow();
  });

  const faults: [string, string, Partial<Observation>, RegExp][] = [
    ['application', 'there is none', { computePlatform: null, group: null }, /no CodeDeploy application app/],
    ['application', 'it is for servers', { computePlatform: 'Server' }, /deploys to Server/],
    ['deployment-group', 'there is none', { group: null }, /no deployment group group/],
    ['deployment-style', 'it is in place', { group: { ...GROUP, deploymentType: 'IN_PLACE' } }, /IN_PLACE/],
    [
      'deployment-group-service',
      'it is for another service',
      { group: { ...GROUP, services: [{ cluster: 'main', service: 'api' }] } },
      /deploys to main\/api, not to main\/web/,
    ],
    [
      'deployment-config',
      'there is none',
      { deploymentConfig: null, deploymentConfigName: 'X' },
      /no deployment con.* X/,
    ],
    [
      'deployment-config',
      'it is for Lambda',
      { deploymentConfig: { name: 'X', computePlatform: 'Lambda', routing: gradual } },
      /is for Lambda/,
    ],
    ['service', 'there is none', { service: null }, /no service main\/web/],
    ['service', 'it was deleted', { service: { ...SERVICE, status: 'INACTIVE' } }, /INACTIVE/],
    ['service-controller', 'it is another', { service: { ...SERVICE, controller: 'ECS' } }, /under the ECS/],
    ['task-sets', 'none is PRIMARY', taskSets(), /0 PRIMARY/],
    ['task-sets', 'one was left over', taskSets({}, { id: 'ecs-svc/9', status: 'ACTIVE' }), /ecs-svc\/9/],
    ['target-group-pair', 'a group is missing', { targetGroups: pair().slice(0, 1) }, /no target group web-2/],
    [
      'target-group-pair',
      'they are on two load balancers',
      { targetGroups: pair().map((group, n) => ({ ...group, loadBalancerArns: [`${BALANCER}${n}`] })) },
      /different load balancers/,
    ],
    [
      'target-group-pair',
      'the service is behind a third one',
      taskSets({ targetGroupArn: arnOf('other') }),
      /behind neither web-1 nor web-2/,
    ],
    ['target-group-pair', 'there is no pair', { group: { ...GROUP, route: null } }, /no target group pair/],
    ['production-listener', 'there is none', { productionListener: null }, /no listener listener\/80/],
    ['test-listener', 'there is none', { testListener: null }, /no listener listener\/8080/],
    [
      'production-traffic',
      'the idle group has a share',
      { productionListener: listener([share('web-1', 90), share('web-2', 10)]) },
      /sends 10 % to web-2, while web-1 serves/,
    ],
    [
      'production-traffic',
      'the listener was put back',
      { productionListener: listener([share('web-2', 100)]) },
      /sends 100 % to web-2/,
    ],
    [
      'production-traffic',
      'a third group has a share',
      { productionListener: listener([share('web-1', 50), share('old', 50)]) },
      /forwards also to old/,
    ],
    [
      'production-traffic',
      'another rule was put back',
      { productionRules: [rule('rule/7', share('web-2', 100))] },
      /the rule rule\/7 sends 100 % to web-2/,
    ],
    ['production-traffic', 'nothing is forwarded', { productionListener: listener([]) }, /does not forward to web-1/],
    [
      'gradual-traffic',
      'a Network Load Balancer is to shift in steps',
      {
        productionListener: listener([share('web-1', 100)], { protocol: 'TCP' }),
        deploymentConfig: { name: 'canary', computePlatform: 'ECS', routing: gradual },
      },
      /canary moves traffic in steps/,
    ],
    ['appspec-container', 'there is no such container', withDocuments({ containerName: 'api' }), /lacks/],
    ['appspec-container', 'there is no such port', withDocuments({ containerPort: 81 }), /port 81 .* maps 80/],
    [
      'network-mode',
      'the groups are for instances',
      { targetGroups: pair({ targetType: 'instance' }) },
      /type instance/,
    ],
    ['network-mode', 'the groups are for addresses', withDocuments({}, { networkMode: 'bridge' }), /mode is bridge/],
    [
      'network-mode',
      'nobody names subnets',
      taskSets({ network: null }),
      /neither the appspec nor the service names subnets/,
    ],
    [
      'test-traffic-hook',
      'there is no listener for it',
      {
        ...withDocuments({ hooks: [{ event: 'AfterAllowTestTraffic', function: 'smoke' }] }),
        group: {
          ...GROUP,
          route: { targetGroups: ['web-1', 'web-2'], productionListener: 'listener/80', testListener: null },
        },
      },
      /runs smoke at AfterAllowTestTraffic/,
    ],
  ];
  it.each(faults)('finds a fault with %s: %s', (id, _what, parts, message) => {
    const found = preflight({ ...FINE, ...parts }).filter(isFault);
    expect(found.map((check) => check.id)).toContain(id);
    const check = found.find((one) => one.id === id);
    expect(check?.message).toMatch(message);
    expect(check?.remedy).not.toBe('');
  });

  const warnings: [string, Partial<Observation>][] = [
    ['auto-rollback', { group: { ...GROUP, autoRollbackEvents: [] } }],
    ['draining', taskSets({}, { status: 'DRAINING', id: 'ecs-svc/0' })],
    ['blue-health', { blueHealth: { targetGroup: '', targetGroupArn: '', total: 2, healthy: 0, targets: [] } }],
    ['appspec-container', taskSets({ containerName: 'proxy' })],
  ];
  const changes: [string, string, Partial<Observation>, RegExp][] = [
    [
      'platform-version',
      'an older one would become LATEST',
      taskSets({ platformVersion: '1.3.0' }),
      /reset the platform version from 1\.3\.0 to LATEST/,
    ],
    [
      'platform-version',
      'another is asked for',
      withDocuments({ platformVersion: '1.3.0' }),
      /change the platform version from 1\.4\.0 to 1\.3\.0/,
    ],
    [
      'platform-version',
      'tasks on instances have none',
      { ...withDocuments({ platformVersion: 'LATEST' }), ...taskSets({ launchType: 'EC2', platformVersion: null }) },
      /does not run on Fargate/,
    ],
    [
      'network',
      'the tasks would move',
      withDocuments({
        network: { subnets: ['subnet-1', 'subnet-3'], securityGroups: ['sg-1'], assignPublicIp: 'ENABLED' },
      }),
      /subnet subnet-3 is added; subnet subnet-2 is dropped; public addresses become ENABLED/,
    ],
    [
      'capacity-providers',
      'they would be dropped',
      taskSets({ launchType: null, capacityProviders: [{ name: 'FARGATE_SPOT', base: 0, weight: 1 }] }),
      /drop the capacity providers FARGATE_SPOT \(weight 1\)/,
    ],
    [
      'capacity-providers',
      'there were none',
      withDocuments({ capacityProviders: [{ name: 'FARGATE', base: 1, weight: 1 }] }),
      /from the launch type FARGATE to FARGATE \(base 1, weight 1\)/,
    ],
  ];
  it.each(changes)('warns of a change of %s: %s', (id, _what, parts, message) => {
    const checks = preflight({ ...FINE, ...parts });
    const check = checks.find((one) => one.id === id);
    expect(check).toMatchObject({ ok: false, severity: 'warning', message: expect.stringMatching(message) });
    expect(check?.remedy).not.toBe('');
    expect(checks.filter(isFault)).toEqual([]);
  });

  it('finds no change where the appspec repeats what runs, in whatever order', () => {
    const capacityProviders = [
      { name: 'FARGATE_SPOT', base: 0, weight: 3 },
      { name: 'FARGATE', base: 1, weight: 1 },
    ];
    const network = { ...BLUE.network, subnets: ['subnet-2', 'subnet-1'] };
    const checks = preflight({
      ...FINE,
      ...taskSets({ launchType: null, capacityProviders }),
      ...withDocuments({
        platformVersion: 'LATEST',
        network: { securityGroups: ['sg-1'], assignPublicIp: 'DISABLED', ...network },
        capacityProviders: [
          { name: 'FARGATE', base: 1, weight: 1 },
          { name: 'FARGATE_SPOT', weight: 3 },
        ],
      }),
    });
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(checks.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['platform-version', 'network', 'capacity-providers']),
    );
  });

  it.each(warnings)('warns of %s and lets it pass', (id, parts) => {
    const checks = preflight({ ...FINE, ...parts });
    expect(checks.find((check) => check.id === id)).toMatchObject({ ok: false, severity: 'warning' });
    expect(checks.filter(isFault)).toEqual([]);
  });

  it('does not take the two task sets and the weights of a running deployment for faults', () => {
    const busy = {
      ...taskSets({}, { id: 'ecs-svc/2', status: 'ACTIVE' }),
      activeDeployments: ['d-BUSY00001'],
      productionListener: listener([share('web-1', 90), share('web-2', 10)]),
    };
    expect(
      preflight({ ...FINE, ...busy })
        .filter(isFault)
        .map(({ id }) => id),
    ).toEqual(['no-active-deployment']);
  });

  it('looks at a rollback without documents', () => {
    const ids = preflight({ ...FINE, documents: null }).map(({ id }) => id);
    expect(ids).not.toContain('appspec-container');
    expect(ids).toContain('production-traffic');
  });
});

describe('refuseFaults', () => {
  function refused(parts: Partial<Observation>): BgDeployError {
    try {
      refuseFaults(preflight({ ...FINE, ...parts }));
    } catch (error) {
      if (error instanceof BgDeployError) return error;
    }
    throw new Error('nothing was refused');
  }

  it('reports all findings together', () => {
    const error = refused({ service: null, group: { ...GROUP, deploymentType: 'IN_PLACE' } });
    expect([error.code, error.exitCode]).toEqual(['preflight-failed', 5]);
    expect(error.others).toHaveLength(1);
    expect(Object.keys(error.others[0] ?? {})).toEqual(['message', 'remedy']);
  });

  it('puts what the user wrote before what AWS has, and a busy group in between', () => {
    expect(refused({ activeDeployments: ['d-1'] }).exitCode).toBe(7);
    expect(refused({ activeDeployments: ['d-1'] }).remedy).toContain('bg-deploy status d-1 --watch');
    const both = refused({ activeDeployments: ['d-1'], ...withDocuments({ containerPort: 81 }) });
    expect([both.code, both.exitCode, both.others.length]).toEqual(['appspec-invalid', 2, 1]);
  });
});
