import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  DescribeListenersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  ModifyListenerCommand,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, it } from 'vitest';
import { serve } from '../ecs/served.js';

it('serves Elastic Load Balancing to the SDK: weights, rules, target health, and the refusals', async () => {
  await using engine = await serve();
  const elb = new ElasticLoadBalancingV2Client(engine.client);
  const group = async (Name: string) => {
    const { TargetGroups } = await elb.send(
      new CreateTargetGroupCommand({ Name, Protocol: 'HTTP', Port: 80, VpcId: 'vpc-1', TargetType: 'ip' }),
    );
    return TargetGroups?.[0]?.TargetGroupArn ?? '';
  };
  const [blue, green] = [await group('blue'), await group('green')];
  const { LoadBalancers } = await elb.send(new CreateLoadBalancerCommand({ Name: 'web', Subnets: ['a', 'b'] }));
  const { Listeners } = await elb.send(
    new CreateListenerCommand({
      LoadBalancerArn: LoadBalancers?.[0]?.LoadBalancerArn,
      Port: 80,
      Protocol: 'HTTP',
      DefaultActions: [{ Type: 'forward', TargetGroupArn: blue }],
    }),
  );
  const ListenerArn = Listeners?.[0]?.ListenerArn ?? '';
  await elb.send(
    new CreateRuleCommand({
      ListenerArn,
      Priority: 10,
      Conditions: [{ Field: 'path-pattern', Values: ['/api/*'] }],
      Actions: [{ Type: 'forward', TargetGroupArn: blue }],
    }),
  );
  const TargetGroups = [
    { TargetGroupArn: blue, Weight: 90 },
    { TargetGroupArn: green, Weight: 10 },
  ];
  await elb.send(
    new ModifyListenerCommand({
      ListenerArn,
      DefaultActions: [
        { Type: 'forward', ForwardConfig: { TargetGroups, TargetGroupStickinessConfig: { Enabled: false } } },
      ],
    }),
  );
  const described = await elb.send(new DescribeListenersCommand({ ListenerArns: [ListenerArn] }));
  expect(described.Listeners?.[0]?.DefaultActions).toEqual([
    { Type: 'forward', ForwardConfig: { TargetGroups, TargetGroupStickinessConfig: { Enabled: false } } },
  ]);
  const { Rules } = await elb.send(new DescribeRulesCommand({ ListenerArn }));
  expect(Rules?.map(({ Priority, IsDefault }) => [Priority, IsDefault])).toEqual([
    ['10', false],
    ['default', true],
  ]);
  const groups = await elb.send(new DescribeTargetGroupsCommand({ Names: ['green'] }));
  expect(groups.TargetGroups?.[0]).toMatchObject({
    LoadBalancerArns: [LoadBalancers?.[0]?.LoadBalancerArn],
    HealthCheckIntervalSeconds: 30,
    HealthCheckEnabled: true,
    Matcher: { HttpCode: '200' },
  });

  await elb.send(new RegisterTargetsCommand({ TargetGroupArn: green, Targets: [{ Id: '10.0.0.9', Port: 80 }] }));
  await engine.clock.advance(30_000);
  const health = await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: green }));
  expect(health.TargetHealthDescriptions).toEqual([
    { Target: { Id: '10.0.0.9', Port: 80 }, HealthCheckPort: '80', TargetHealth: { State: 'healthy' } },
  ]);

  await expect(elb.send(new DescribeTargetGroupsCommand({ Names: ['red'] }))).rejects.toMatchObject({
    name: 'TargetGroupNotFoundException',
    message: 'One or more target groups not found',
  });
  await expect(elb.send(new DescribeListenersCommand({}))).rejects.toMatchObject({ name: 'ValidationError' });
});
