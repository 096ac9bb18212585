import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observed } from '../../src/bootstrap/observed.js';
import { type BootstrapPlan, type PlanStep, planBootstrap } from '../../src/bootstrap/plan.js';
import type { BootstrapWish } from '../../src/bootstrap/wish.js';
import { carriedOut, EVERYTHING, GROUP, listener, NOTHING } from './observations.js';
import { WISH } from './wishes.js';

const changes = (plan: BootstrapPlan) => plan.steps.filter(({ action }) => action === 'create' || action === 'update');
const told = (steps: readonly PlanStep[]) => steps.map(({ action, resource, name }) => `${action} ${resource} ${name}`);
const mismatches = (observed: Observed, wish: BootstrapWish = WISH) =>
  planBootstrap(wish, observed).steps.flatMap((step) =>
    step.action === 'mismatch' ? [{ resource: step.resource, reason: step.reason, remedy: step.remedy }] : [],
  );

describe('the plan', () => {
  it('creates everything, in an order in which each finds what it needs', () => {
    expect(told(planBootstrap(WISH, NOTHING).steps)).toEqual([
      'create cluster main',
      'create load-balancer main-web',
      'create blue-target-group main-web-blue',
      'create green-target-group main-web-green',
      'create production-listener main-web:80',
      'create test-listener main-web:8080',
      'create task-definition web',
      'create service web',
      'create application AppECS-main-web',
      'create deployment-group DgpECS-main-web',
      'create topic deployments',
      'create subscription ops@example.com',
      'create subscription dev@example.com',
    ]);
  });

  it('does nothing where everything stands', () => {
    const plan = planBootstrap(WISH, EVERYTHING);
    expect(plan.steps).toHaveLength(13);
    expect(plan.steps.every(({ action }) => action === 'keep')).toBe(true);
  });

  it('leaves out notifications that nobody asked for', () => {
    const { notifications: _, ...wish } = WISH;
    expect(planBootstrap(wish, EVERYTHING).steps.some(({ resource }) => resource === 'topic')).toBe(false);
  });

  it('asks each address once, however it is written', () => {
    const wish = {
      ...WISH,
      notifications: { topic: 'deployments', emails: ['a@x.org', 'A@x.org', 'Ops@Example.com'] },
    };
    expect(told(changes(planBootstrap(wish, EVERYTHING)))).toEqual(['create subscription a@x.org']);
  });

  it('keeps a service whose target groups have swapped roles', () => {
    const swapped: Observed = {
      ...EVERYTHING,
      listeners: [listener(80, 0, 100), listener(8080, 0, 1)],
      service: EVERYTHING.service && {
        ...EVERYTHING.service,
        targetGroupArn: EVERYTHING.pair.green.targetGroup?.arn ?? null,
      },
    };
    expect(changes(planBootstrap(WISH, swapped))).toEqual([]);
    expect(planBootstrap(WISH, swapped).live).toBe('green');
  });

  it('puts a service that is made anew behind the target group that has the traffic', () => {
    const { service: _, ...rest } = EVERYTHING;
    const plan = planBootstrap(WISH, { ...rest, listeners: [listener(80, 0, 100), listener(8080, 0, 1)] });
    expect(plan.live).toBe('green');
    expect(told(changes(plan))).toEqual(['create service web']);
  });

  it('gives the production listener the idle target group where no listener names it', () => {
    const { green } = EVERYTHING.pair;
    const observed: Observed = {
      ...EVERYTHING,
      listeners: [listener(80, 1, null), listener(8080, 1, null)],
      pair: {
        ...EVERYTHING.pair,
        green: { ...green, targetGroup: green.targetGroup && { ...green.targetGroup, loadBalancerArns: [] } },
      },
    };
    const [step, ...more] = changes(planBootstrap(WISH, observed));
    expect(more).toEqual([]);
    expect(step).toMatchObject({
      action: 'update',
      resource: 'production-listener',
      change: { kind: 'attach-idle', listenerArn: 'arn:listener/80' },
    });
  });

  it('mends what a deployment group differs in, and names it', () => {
    const wish = {
      ...WISH,
      deploymentConfig: 'CodeDeployDefault.ECSAllAtOnce',
      readyWaitMinutes: 60,
      codeDeployRoleArn: 'arn:aws:iam::123456789012:role/other',
    };
    const observed = {
      ...EVERYTHING,
      deploymentConfigExists: true,
      deploymentGroup: { ...GROUP, terminationWaitMinutes: 60, rollbackEvents: ['DEPLOYMENT_FAILURE'] },
    };
    expect(changes(planBootstrap(wish, observed))).toEqual([
      expect.objectContaining({
        action: 'update',
        resource: 'deployment-group',
        change: {
          kind: 'deployment-group',
          differences: [
            'deployment configuration CodeDeployDefault.ECSCanary10Percent5Minutes becomes CodeDeployDefault.ECSAllAtOnce',
            'role arn:aws:iam::123456789012:role/ecsCodeDeployRole becomes arn:aws:iam::123456789012:role/other',
            'ready wait 0m becomes 60m',
            'termination wait 60m becomes 5m',
            'it also rolls back on DEPLOYMENT_STOP_ON_ALARM, DEPLOYMENT_STOP_ON_REQUEST',
          ],
        },
      }),
    ]);
  });

  it('leaves the configuration and the role of an existing group alone where the wish names none', () => {
    const deploymentGroup = { ...GROUP, deploymentConfig: 'custom', roleArn: 'arn:aws:iam::123456789012:role/mine' };
    expect(changes(planBootstrap(WISH, { ...EVERYTHING, deploymentGroup }))).toEqual([]);
  });

  it('makes no test listener for a group that somebody made without', () => {
    const observed = {
      ...EVERYTHING,
      listeners: [listener(80, 100, 0)],
      deploymentGroup: { ...GROUP, testListenerArn: null },
    };
    expect(changes(planBootstrap(WISH, observed))).toEqual([]);
  });
});

describe('what exists and cannot serve', () => {
  const service = (parts: Partial<NonNullable<Observed['service']>>): Observed => ({
    ...EVERYTHING,
    service: EVERYTHING.service && { ...EVERYTHING.service, ...parts },
  });
  const blue = (parts: object): Observed => ({
    ...EVERYTHING,
    pair: {
      ...EVERYTHING.pair,
      blue: {
        ...EVERYTHING.pair.blue,
        targetGroup: EVERYTHING.pair.blue.targetGroup && { ...EVERYTHING.pair.blue.targetGroup, ...parts },
      },
    },
  });
  const deploymentGroup = (parts: Partial<typeof GROUP>): Observed => ({
    ...EVERYTHING,
    deploymentGroup: { ...GROUP, ...parts },
  });

  it.each<[string, Observed, RegExp, RegExp]>([
    ['a service of another controller', service({ controller: 'ECS' }), /controller ECS/, /delete the service/],
    ['a service that is being deleted', service({ status: 'DRAINING' }), /DRAINING/, /Wait/],
    [
      'a service behind other target groups',
      service({ targetGroupArn: 'arn:other' }),
      /behind target group arn:other, not behind main-web-blue or main-web-green/,
      /by hand/,
    ],
    ['a target group of another type', blue({ targetType: 'instance' }), /network mode awsvpc needs ip/, /Delete/],
    ['a target group in another VPC', blue({ vpc: 'vpc-2' }), /is in vpc-2/, /Set bootstrap\.vpc to vpc-2/],
    [
      'a target group of another balancer',
      blue({ loadBalancerArns: ['arn:b2'] }),
      /another load balancer, arn:b2/,
      /one/,
    ],
    [
      'a network load balancer',
      {
        ...EVERYTHING,
        loadBalancer: EVERYTHING.loadBalancer && { ...EVERYTHING.loadBalancer, type: 'network' },
      },
      /type network/,
      /application load balancer/,
    ],
    [
      'a listener that redirects',
      { ...EVERYTHING, listeners: [{ ...listener(80, 1, 0), forward: null }, listener(8080, 1, null)] },
      /something other than forward/,
      /delete-listener --listener-arn arn:listener\/80/,
    ],
    [
      'a listener with a third target group',
      {
        ...EVERYTHING,
        listeners: [
          listener(80, 100, 0),
          {
            ...listener(8080, 1, null),
            forward: { targets: [{ targetGroupArn: 'arn:third', weight: 1 }], stickiness: null },
          },
        ],
      },
      /main-web:8080/,
      /bootstrap\.testListenerPort/,
    ],
    [
      'an application for Lambda',
      { ...EVERYTHING, application: { computePlatform: 'Lambda' } },
      /for Lambda/,
      /another/,
    ],
    [
      'a group of another service',
      deploymentGroup({ services: [{ cluster: 'main', service: 'api' }] }),
      /for service main\/api, not for main\/web/,
      /another `deploymentGroup`/,
    ],
    ['a group for in-place deployments', deploymentGroup({ deploymentType: 'IN_PLACE' }), /IN_PLACE/, /another/],
    [
      'a group whose listener is gone',
      deploymentGroup({ productionListenerArn: 'arn:listener/gone' }),
      /names listener arn:listener\/gone/,
      /delete-deployment-group --application-name AppECS-main-web --deployment-group-name DgpECS-main-web/,
    ],
    [
      'a group whose target group is gone',
      { ...EVERYTHING, pair: { ...EVERYTHING.pair, green: { name: 'old-green' } } },
      /names target group old-green, which does not exist/,
      /delete-deployment-group/,
    ],
  ])('%s is a mismatch with a remedy', (_what, observed, reason, remedy) => {
    const [first] = mismatches(observed);
    expect(first?.reason).toMatch(reason);
    expect(first?.remedy).toMatch(remedy);
  });

  it('a deployment configuration that does not exist is found before anything is made', () => {
    const wish = { ...WISH, deploymentConfig: 'ECSAllAtOnce' };
    expect(mismatches({ ...NOTHING, deploymentConfigExists: false }, wish)).toMatchObject([
      { resource: 'deployment-group', reason: 'there is no deployment configuration ECSAllAtOnce' },
    ]);
  });

  it('a topic given by an ARN must exist', () => {
    const wish = { ...WISH, notifications: { topic: 'arn:aws:sns:eu-west-1:1:gone', emails: [] } };
    expect(mismatches(NOTHING, wish)).toMatchObject([{ resource: 'topic' }]);
  });
});

describe('for every account', () => {
  const anyWish: fc.Arbitrary<BootstrapWish> = fc
    .record({
      readyWaitMinutes: fc.constantFrom(0, 5, 60),
      terminationWaitMinutes: fc.constantFrom(0, 5, 2800),
      deploymentConfig: fc.constantFrom(undefined, 'CodeDeployDefault.ECSAllAtOnce'),
      codeDeployRoleArn: fc.constantFrom(undefined, 'arn:aws:iam::123456789012:role/other'),
      notifications: fc.option(
        fc.record({
          topic: fc.constant('deployments'),
          emails: fc.subarray(['ops@example.com', 'dev@example.com', 'OPS@example.com', 'new@example.com']),
        }),
        { nil: undefined },
      ),
    })
    .map((parts) => ({ ...WISH, ...parts }));

  /** A subset of what exists, kept together as AWS does: listeners need a balancer and groups, and so on. */
  const anyObserved: fc.Arbitrary<Observed> = fc
    .tuple(anyWish, fc.nat({ max: 14 }), fc.nat({ max: 14 }))
    .map(([earlier, first, second]) => {
      const once = carriedOut(earlier, NOTHING, planBootstrap(earlier, NOTHING), first);
      return carriedOut(earlier, once, planBootstrap(earlier, once), second);
    });

  it('a plan that was carried out leaves nothing to do', () => {
    fc.assert(
      fc.property(anyWish, anyObserved, (wish, observed) => {
        const plan = planBootstrap(wish, observed);
        expect(mismatches(observed, wish)).toEqual([]);
        expect(changes(planBootstrap(wish, carriedOut(wish, observed, plan)))).toEqual([]);
      }),
    );
  });

  it('a plan that was cut short is gone on with: nothing is done twice', () => {
    fc.assert(
      fc.property(anyWish, anyObserved, fc.nat({ max: 14 }), (wish, observed, cut) => {
        const plan = planBootstrap(wish, observed);
        const rest = planBootstrap(wish, carriedOut(wish, observed, plan, cut));
        const done = told(changes({ ...plan, steps: plan.steps.slice(0, cut) }));
        const left = told(changes(rest));
        expect([...done, ...left].toSorted()).toEqual(told(changes(plan)).toSorted());
      }),
    );
  });
});
