import type { Colour, Observed, ObservedDeploymentGroup, ObservedListener } from '../../src/bootstrap/observed.js';
import type { BootstrapPlan, PlanStep } from '../../src/bootstrap/plan.js';
import { ROLLBACK_EVENTS } from '../../src/bootstrap/plan-codedeploy.js';
import { type BootstrapWish, DEFAULT_DEPLOYMENT_CONFIG } from '../../src/bootstrap/wish.js';
import { WISH } from './wishes.js';

const BALANCER = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/main-web/0a';
const BLUE = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/main-web-blue/0b';
const GREEN = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/main-web-green/0c';

/** An account in which nothing was made. */
export const NOTHING: Observed = {
  pair: { blue: { name: WISH.names.blue }, green: { name: WISH.names.green } },
  listeners: [],
};

const group = (arn: string, balancers: readonly string[] = [BALANCER]) => ({
  arn,
  vpc: WISH.vpc,
  targetType: WISH.targetType,
  loadBalancerArns: balancers,
});

export function listener(port: number, blue: number | null, green: number | null): ObservedListener {
  const targets = [
    ...(blue === null ? [] : [{ targetGroupArn: BLUE, weight: blue }]),
    ...(green === null ? [] : [{ targetGroupArn: GREEN, weight: green }]),
  ];
  return { arn: `arn:listener/${port}`, port, forward: { targets, stickiness: null } };
}

export const GROUP: ObservedDeploymentGroup = {
  deploymentConfig: DEFAULT_DEPLOYMENT_CONFIG,
  roleArn: 'arn:aws:iam::123456789012:role/ecsCodeDeployRole',
  deploymentType: 'BLUE_GREEN',
  services: [{ cluster: 'main', service: 'web' }],
  targetGroupNames: [WISH.names.blue, WISH.names.green],
  productionListenerArn: 'arn:listener/80',
  testListenerArn: 'arn:listener/8080',
  readyWaitMinutes: 0,
  terminationWaitMinutes: 5,
  rollbackEvents: [...ROLLBACK_EVENTS],
};

/** An account in which everything stands as bootstrap makes it. */
export const EVERYTHING: Observed = {
  cluster: { arn: 'arn:aws:ecs:eu-west-1:123456789012:cluster/main' },
  loadBalancer: { arn: BALANCER, name: 'main-web', type: 'application', dnsName: 'main-web.elb.amazonaws.com' },
  pair: {
    blue: { name: WISH.names.blue, targetGroup: group(BLUE) },
    green: { name: WISH.names.green, targetGroup: group(GREEN) },
  },
  listeners: [listener(80, 100, 0), listener(8080, 1, null)],
  sameTaskDefinition: { arn: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:1' },
  service: {
    arn: 'arn:aws:ecs:eu-west-1:123456789012:service/main/web',
    status: 'ACTIVE',
    controller: 'CODE_DEPLOY',
    taskDefinitionArn: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:1',
    targetGroupArn: BLUE,
  },
  application: { computePlatform: 'ECS' },
  deploymentGroup: GROUP,
  topic: { arn: 'arn:aws:sns:eu-west-1:123456789012:deployments', emails: ['ops@example.com', 'dev@example.com'] },
};

/** What is observed once the first steps of a plan were carried out, as AWS would have it. */
export function carriedOut(
  wish: BootstrapWish,
  before: Observed,
  plan: BootstrapPlan,
  steps = Number.MAX_SAFE_INTEGER,
): Observed {
  let observed = before;
  for (const step of plan.steps.slice(0, steps)) {
    if (step.action === 'create' || step.action === 'update') observed = withStep(observed, step, wish, plan.live);
  }
  return observed;
}

function withStep(seen: Observed, { resource, name }: PlanStep, wish: BootstrapWish, live: Colour): Observed {
  const { pair } = seen;
  switch (resource) {
    case 'cluster':
      return { ...seen, cluster: EVERYTHING.cluster };
    case 'load-balancer':
      return { ...seen, loadBalancer: EVERYTHING.loadBalancer };
    case 'blue-target-group':
      return { ...seen, pair: { ...pair, blue: { ...pair.blue, targetGroup: group(BLUE, []) } } };
    case 'green-target-group':
      return { ...seen, pair: { ...pair, green: { ...pair.green, targetGroup: group(GREEN, []) } } };
    case 'production-listener':
      return {
        ...seen,
        pair: {
          blue: { ...pair.blue, targetGroup: group(BLUE) },
          green: { ...pair.green, targetGroup: group(GREEN) },
        },
        listeners: [
          ...seen.listeners.filter(({ port }) => port !== wish.listenerPort),
          listener(wish.listenerPort, live === 'blue' ? 100 : 0, live === 'green' ? 100 : 0),
        ],
      };
    case 'test-listener': {
      const made = listener(wish.testListenerPort, live === 'blue' ? 1 : null, live === 'green' ? 1 : null);
      return { ...seen, listeners: [...seen.listeners, made] };
    }
    case 'task-definition':
      return { ...seen, sameTaskDefinition: EVERYTHING.sameTaskDefinition };
    case 'service': {
      const targetGroupArn = live === 'blue' ? BLUE : GREEN;
      return { ...seen, service: EVERYTHING.service && { ...EVERYTHING.service, targetGroupArn } };
    }
    case 'application':
      return { ...seen, application: EVERYTHING.application };
    case 'deployment-group': {
      const old = seen.deploymentGroup ?? GROUP;
      return {
        ...seen,
        deploymentGroup: {
          ...old,
          deploymentConfig: wish.deploymentConfig ?? old.deploymentConfig,
          roleArn: wish.codeDeployRoleArn ?? old.roleArn,
          readyWaitMinutes: wish.readyWaitMinutes,
          terminationWaitMinutes: wish.terminationWaitMinutes,
          rollbackEvents: [...ROLLBACK_EVENTS],
        },
      };
    }
    case 'topic':
      return { ...seen, topic: { arn: EVERYTHING.topic?.arn ?? '', emails: [] } };
    case 'subscription':
      return { ...seen, topic: { arn: seen.topic?.arn ?? '', emails: [...(seen.topic?.emails ?? []), name] } };
  }
}
