import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createListener } from '../../../src/engine/elbv2/operations/create-listener.js';
import { createRule } from '../../../src/engine/elbv2/operations/create-rule.js';
import { createTargetGroup } from '../../../src/engine/elbv2/operations/create-target-group.js';
import { deleteListener } from '../../../src/engine/elbv2/operations/delete-listener.js';
import { deleteLoadBalancer } from '../../../src/engine/elbv2/operations/delete-load-balancer.js';
import { deleteRule } from '../../../src/engine/elbv2/operations/delete-rule.js';
import { describeListeners } from '../../../src/engine/elbv2/operations/describe-listeners.js';
import { describeRules } from '../../../src/engine/elbv2/operations/describe-rules.js';
import { describeTargetGroups } from '../../../src/engine/elbv2/operations/describe-target-groups.js';
import { modifyListener } from '../../../src/engine/elbv2/operations/modify-listener.js';
import { modifyRule } from '../../../src/engine/elbv2/operations/modify-rule.js';
import { setRulePriorities } from '../../../src/engine/elbv2/operations/set-rule-priorities.js';
import { Region } from '../ecs/region.js';

function balanced() {
  const region = new Region();
  return { region, ...region.balance() };
}

const forward = (...groups: [arn: string, weight?: number][]): Action[] => [
  {
    Type: 'forward',
    ForwardConfig: { TargetGroups: groups.map(([TargetGroupArn, Weight]) => ({ TargetGroupArn, Weight })) },
  },
];

const path = (value: string) => [{ Field: 'path-pattern', Values: [value] }];

describe('a forward to one group', () => {
  it('is answered with the group at the top and with weight 1 in the configuration', () => {
    const { region, listener, green } = balanced();
    const { Listeners } = modifyListener(
      { ListenerArn: listener, DefaultActions: [{ Type: 'forward', TargetGroupArn: green }] },
      region.context,
    );

    expect(Listeners?.[0]?.DefaultActions).toEqual([
      {
        Type: 'forward',
        TargetGroupArn: green,
        ForwardConfig: {
          TargetGroups: [{ TargetGroupArn: green, Weight: 1 }],
          TargetGroupStickinessConfig: { Enabled: false },
        },
      },
    ]);
  });
});

describe('a forward to several groups', () => {
  it('is answered without a group at the top, with the weights that were given', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 0, max: 999 }), (one, other) => {
        const { region, listener, blue, green } = balanced();
        const DefaultActions = forward([blue, one], [green, other]);
        modifyListener({ ListenerArn: listener, DefaultActions }, region.context);
        const [action] =
          describeListeners({ ListenerArns: [listener] }, region.context).Listeners?.[0]?.DefaultActions ?? [];

        expect(action?.TargetGroupArn).toBeUndefined();
        expect(action?.ForwardConfig?.TargetGroups).toEqual([
          { TargetGroupArn: blue, Weight: one },
          { TargetGroupArn: green, Weight: other },
        ]);
      }),
      { numRuns: 20 },
    );
  });

  it.each<[string, (blue: string, green: string) => Action[]]>([
    ["must be between '0' and '999'", (blue, green) => forward([blue, 1000], [green, 0])],
    ['same target group twice', (blue) => forward([blue, 1], [blue, 2])],
    ["Target group 'arn:x' not found", (blue) => forward([blue, 1], ['arn:x', 1])],
    ['at most 5 target groups', (blue) => forward([blue], [blue], [blue], [blue], [blue], [blue])],
    ['A target group ARN must be specified', () => [{ Type: 'forward' }]],
    ['At least one action', () => []],
    ['Only one forward', (blue, green) => [...forward([blue]), ...forward([green])]],
  ])('is refused: %s', (message, actions) => {
    const { region, balancer, blue, green, listener } = balanced();
    const before = describeListeners({ ListenerArns: [listener] }, region.context);
    const create = () =>
      createListener(
        { LoadBalancerArn: balancer, Port: 8080, Protocol: 'HTTP', DefaultActions: actions(blue, green) },
        region.context,
      );

    expect(create).toThrow(message);
    expect(describeListeners({ LoadBalancerArn: balancer }, region.context)).toEqual(before);
  });
});

describe('a listener', () => {
  it('is the same one for the same settings, and a duplicate for others on its port', () => {
    const { region, balancer, blue, green, listener } = balanced();
    const create = (DefaultActions: Action[]) =>
      createListener({ LoadBalancerArn: balancer, Port: 80, Protocol: 'HTTP', DefaultActions }, region.context);

    expect(create(forward([blue, 100])).Listeners?.[0]?.ListenerArn).toBe(listener);
    expect(() => create(forward([green, 100]))).toThrow('A listener already exists on this port');
  });

  it('has an ARN that names its load balancer', () => {
    const { listener, balancer } = balanced();

    expect(listener).toMatch(
      /^arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener\/app\/web\/[0-9a-f]{16}\/[0-9a-f]{16}$/,
    );
    expect(listener).toContain(balancer.slice(balancer.indexOf('/app/')));
  });

  it('can only be asked for by ARN or by load balancer', () => {
    const { region, listener, balancer } = balanced();

    expect(() => describeListeners({}, region.context)).toThrow('either listener ARNs or a load balancer ARN');
    expect(() => describeListeners({ ListenerArns: [`${listener}x`] }, region.context)).toThrow('not found');
    expect(() => describeListeners({ ListenerArns: ['constructor'] }, region.context)).toThrow('not found');
    expect(describeListeners({ LoadBalancerArn: balancer }, region.context).Listeners).toHaveLength(1);
  });
});

describe('the default rule', () => {
  it('always shows the default actions of its listener, and changes only with them', () => {
    const { region, listener, green } = balanced();
    const rule = () => describeRules({ ListenerArn: listener }, region.context).Rules?.at(-1);
    expect(rule()).toMatchObject({ Priority: 'default', IsDefault: true, Conditions: [] });
    modifyListener({ ListenerArn: listener, DefaultActions: forward([green]) }, region.context);

    expect(rule()?.Actions?.[0]?.TargetGroupArn).toBe(green);
    const RuleArn = rule()?.RuleArn;
    expect(describeRules({ RuleArns: [RuleArn ?? ''] }, region.context).Rules).toEqual([rule()]);
    expect(() => modifyRule({ RuleArn, Actions: forward([green]) }, region.context)).toThrow('cannot be modified');
    expect(() => deleteRule({ RuleArn }, region.context)).toThrow('cannot be deleted');
  });
});

describe('rules', () => {
  function ruled() {
    const balance = balanced();
    const { region, listener, blue } = balance;
    const create = (Priority: number) =>
      createRule(
        { ListenerArn: listener, Priority, Conditions: path(`/${Priority}/*`), Actions: forward([blue]) },
        region.context,
      ).Rules?.[0]?.RuleArn ?? '';
    return { ...balance, create };
  }

  it('are listed by priority, the default one last', () => {
    const { region, listener, create } = ruled();
    create(100);
    create(20);
    const { Rules = [] } = describeRules({ ListenerArn: listener }, region.context);

    expect(Rules.map(({ Priority }) => Priority)).toEqual(['20', '100', 'default']);
    expect(Rules[0]?.Conditions).toEqual([
      { Field: 'path-pattern', Values: ['/20/*'], PathPatternConfig: { Values: ['/20/*'] } },
    ]);
    const first = describeRules({ ListenerArn: listener, PageSize: 2 }, region.context);
    const second = describeRules({ ListenerArn: listener, PageSize: 2, Marker: first.NextMarker }, region.context);
    expect([...(first.Rules ?? []), ...(second.Rules ?? [])]).toEqual(Rules);
  });

  it('do not share a priority, and swap theirs only together', () => {
    const { region, create } = ruled();
    const [one, other] = [create(1), create(2)];
    expect(() => create(1)).toThrow("Priority '1' is currently in use");
    expect(() => setRulePriorities({ RulePriorities: [{ RuleArn: one, Priority: 2 }] }, region.context)).toThrow(
      'in use',
    );
    const { Rules } = setRulePriorities(
      {
        RulePriorities: [
          { RuleArn: one, Priority: 2 },
          { RuleArn: other, Priority: 1 },
        ],
      },
      region.context,
    );

    expect(Rules?.map(({ Priority }) => Priority)).toEqual(['2', '1']);
  });

  it('change their actions and keep their conditions', () => {
    const { region, create, blue, green } = ruled();
    const RuleArn = create(1);
    modifyRule({ RuleArn, Actions: forward([blue, 40], [green, 60]) }, region.context);
    const [rule] = describeRules({ RuleArns: [RuleArn] }, region.context).Rules ?? [];

    expect(rule?.Actions?.[0]?.ForwardConfig?.TargetGroups?.map(({ Weight }) => Weight)).toEqual([40, 60]);
    expect(rule?.Conditions?.[0]?.Values).toEqual(['/1/*']);
    expect(() => modifyRule({ RuleArn }, region.context)).toThrow('Either conditions or actions');
  });

  it('go with their listener, and it with its load balancer', () => {
    const { region, create, listener, balancer } = ruled();
    const RuleArn = create(1);
    deleteListener({ ListenerArn: listener }, region.context);
    expect(() => describeRules({ RuleArns: [RuleArn] }, region.context)).toThrow('One or more rules not found');
    deleteLoadBalancer({ LoadBalancerArn: balancer }, region.context);

    expect(() => describeListeners({ LoadBalancerArn: balancer }, region.context)).toThrow('not found');
    expect(() => deleteLoadBalancer({ LoadBalancerArn: balancer }, region.context)).not.toThrow();
  });
});

describe('a target group', () => {
  const balancersOf = (region: Region, arn: string) =>
    describeTargetGroups({ TargetGroupArns: [arn] }, region.context).TargetGroups?.[0]?.LoadBalancerArns;

  it('belongs to the load balancer whose listener or rule forwards to it, with weight 0 as well', () => {
    const { region, balancer, blue, green, listener } = balanced();
    expect([balancersOf(region, blue), balancersOf(region, green)]).toEqual([[balancer], []]);
    modifyListener({ ListenerArn: listener, DefaultActions: forward([blue, 1], [green, 0]) }, region.context);
    expect(balancersOf(region, green)).toEqual([balancer]);
    modifyListener({ ListenerArn: listener, DefaultActions: forward([blue]) }, region.context);
    const { Rules } = createRule(
      { ListenerArn: listener, Priority: 1, Conditions: path('/'), Actions: forward([green]) },
      region.context,
    );
    expect(balancersOf(region, green)).toEqual([balancer]);
    deleteRule({ RuleArn: Rules?.[0]?.RuleArn }, region.context);
    expect(balancersOf(region, green)).toEqual([]);
    expect(describeTargetGroups({ LoadBalancerArn: balancer }, region.context).TargetGroups).toHaveLength(1);
  });

  it('is the same one for the same settings, and a duplicate for others under its name', () => {
    const { region, blue } = balanced();
    const create = (Port: number) =>
      createTargetGroup({ Name: 'web-blue', Protocol: 'HTTP', Port, VpcId: 'vpc-1', TargetType: 'ip' }, region.context);

    expect(create(80).TargetGroups?.[0]?.TargetGroupArn).toBe(blue);
    expect(() => create(81)).toThrow(
      "A target group with the same name 'web-blue' exists, but with different settings",
    );
  });
});
