import { describe, expect, it } from 'vitest';
import { addTags } from '../../../src/engine/elbv2/operations/add-tags.js';
import { createLoadBalancer } from '../../../src/engine/elbv2/operations/create-load-balancer.js';
import { createTargetGroup } from '../../../src/engine/elbv2/operations/create-target-group.js';
import { deleteTargetGroup } from '../../../src/engine/elbv2/operations/delete-target-group.js';
import { deregisterTargets } from '../../../src/engine/elbv2/operations/deregister-targets.js';
import { describeLoadBalancerAttributes } from '../../../src/engine/elbv2/operations/describe-load-balancer-attributes.js';
import { describeLoadBalancers } from '../../../src/engine/elbv2/operations/describe-load-balancers.js';
import { describeTags } from '../../../src/engine/elbv2/operations/describe-tags.js';
import { describeTargetGroupAttributes } from '../../../src/engine/elbv2/operations/describe-target-group-attributes.js';
import { describeTargetGroups } from '../../../src/engine/elbv2/operations/describe-target-groups.js';
import { describeTargetHealth } from '../../../src/engine/elbv2/operations/describe-target-health.js';
import { modifyListener } from '../../../src/engine/elbv2/operations/modify-listener.js';
import { modifyTargetGroup } from '../../../src/engine/elbv2/operations/modify-target-group.js';
import { modifyTargetGroupAttributes } from '../../../src/engine/elbv2/operations/modify-target-group-attributes.js';
import { registerTargets } from '../../../src/engine/elbv2/operations/register-targets.js';
import { Region } from '../ecs/region.js';

const TARGET = { Id: '10.0.0.9', Port: 80 };

function registered(group: 'blue' | 'green' = 'blue') {
  const region = new Region();
  const balance = region.balance();
  const TargetGroupArn = balance[group];
  registerTargets({ TargetGroupArn, Targets: [TARGET] }, region.context);
  const health = () =>
    describeTargetHealth({ TargetGroupArn }, region.context).TargetHealthDescriptions?.map(
      ({ TargetHealth }) => TargetHealth,
    );
  return { region, TargetGroupArn, health, ...balance };
}

describe('a target', () => {
  it('is initial until its first health check, then healthy without a reason', () => {
    const { region, health } = registered();
    expect(health()).toMatchObject([{ State: 'initial', Reason: 'Elb.RegistrationInProgress' }]);
    region.pass(29);
    expect(health()).toMatchObject([{ State: 'initial' }]);
    region.pass(1);
    expect(health()).toEqual([{ State: 'healthy' }]);
  });

  it('of a group that nothing forwards to is unused, and is checked from when something does', () => {
    const { region, health, listener, blue, green } = registered('green');
    region.pass(3600);
    expect(health()).toMatchObject([{ State: 'unused', Reason: 'Target.NotInUse' }]);
    modifyListener(
      { ListenerArn: listener, DefaultActions: [{ Type: 'forward', TargetGroupArn: green }] },
      region.context,
    );
    expect(health()).toMatchObject([{ State: 'initial' }]);
    region.pass(30);
    expect(health()).toEqual([{ State: 'healthy' }]);
    modifyListener(
      { ListenerArn: listener, DefaultActions: [{ Type: 'forward', TargetGroupArn: blue }] },
      region.context,
    );
    expect(health()).toMatchObject([{ State: 'unused' }]);
  });

  it('drains for the delay of its group after deregistration, then is gone', () => {
    const { region, health, TargetGroupArn } = registered();
    modifyTargetGroupAttributes(
      { TargetGroupArn, Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '20' }] },
      region.context,
    );
    deregisterTargets({ TargetGroupArn, Targets: [{ Id: TARGET.Id }] }, region.context);
    expect(health()).toMatchObject([{ State: 'draining', Reason: 'Target.DeregistrationInProgress' }]);
    region.pass(20);
    expect(health()).toEqual([]);
    const { TargetHealthDescriptions } = describeTargetHealth({ TargetGroupArn, Targets: [TARGET] }, region.context);
    expect(TargetHealthDescriptions?.[0]?.TargetHealth).toMatchObject({
      State: 'unused',
      Reason: 'Target.NotRegistered',
    });
  });

  it('that drains can be registered anew', () => {
    const { region, health, TargetGroupArn } = registered();
    deregisterTargets({ TargetGroupArn, Targets: [TARGET] }, region.context);
    region.pass(100);
    registerTargets({ TargetGroupArn, Targets: [TARGET] }, region.context);

    expect(health()).toMatchObject([{ State: 'initial' }]);
  });

  it('must be of the type of its group', () => {
    const { region, TargetGroupArn } = registered();

    expect(() => registerTargets({ TargetGroupArn, Targets: [{ Id: 'i-0123' }] }, region.context)).toThrow('not valid');
  });

  it('keeps the port of the health check where the group names one', () => {
    const { region, TargetGroupArn } = registered();
    const port = () => describeTargetHealth({ TargetGroupArn }, region.context).TargetHealthDescriptions?.[0];
    expect(port()?.HealthCheckPort).toBe('80');
    modifyTargetGroup({ TargetGroupArn, HealthCheckPort: '9000' }, region.context);

    expect(port()?.HealthCheckPort).toBe('9000');
  });
});

describe('a target group', () => {
  const create = (input: object) => {
    const region = new Region();
    const whole = { Name: 'web', Protocol: 'HTTP' as const, Port: 80, VpcId: 'vpc-1', ...input };
    return createTargetGroup(whole, region.context).TargetGroups?.[0];
  };

  it('has the defaults of AWS', () => {
    expect(create({ TargetType: 'ip' })).toEqual({
      TargetGroupArn: expect.stringMatching(
        /^arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup\/web\/[0-9a-f]{16}$/,
      ),
      TargetGroupName: 'web',
      Protocol: 'HTTP',
      ProtocolVersion: 'HTTP1',
      Port: 80,
      VpcId: 'vpc-1',
      TargetType: 'ip',
      IpAddressType: 'ipv4',
      HealthCheckEnabled: true,
      HealthCheckProtocol: 'HTTP',
      HealthCheckPort: 'traffic-port',
      HealthCheckPath: '/',
      HealthCheckIntervalSeconds: 30,
      HealthCheckTimeoutSeconds: 5,
      HealthyThresholdCount: 5,
      UnhealthyThresholdCount: 2,
      Matcher: { HttpCode: '200' },
      LoadBalancerArns: [],
    });
  });

  it.each([
    [{ Name: 'x'.repeat(33) }, "cannot be longer than '32' characters"],
    [{ Name: 'my_web' }, 'alphanumeric characters or hyphens'],
    [{ Name: '-web' }, "cannot begin or end with '-'"],
    [{ VpcId: undefined }, 'A VPC ID must be specified'],
    [{ HealthCheckIntervalSeconds: 5, HealthCheckTimeoutSeconds: 5 }, 'must be smaller than the interval'],
    [{ HealthCheckIntervalSeconds: 301 }, "must be between '5' and '300'"],
    [{ Matcher: { HttpCode: 'ok' } }, 'HttpCode must be like'],
  ])('is refused for %j', (input, message) => {
    expect(() => create(input)).toThrow(message);
  });

  it('is found by name, and not at all where a name is wrong', () => {
    const { region } = registered();
    const found = (...Names: string[]) => describeTargetGroups({ Names }, region.context).TargetGroups;

    expect(found('web-green', 'web-blue')?.map(({ TargetGroupName }) => TargetGroupName)).toEqual([
      'web-green',
      'web-blue',
    ]);
    expect(() => found('web-blue', 'web-red')).toThrow('One or more target groups not found');
  });

  it('cannot be deleted while something forwards to it', () => {
    const { region, blue, green } = registered();

    expect(() => deleteTargetGroup({ TargetGroupArn: blue }, region.context)).toThrow('currently in use');
    deleteTargetGroup({ TargetGroupArn: green }, region.context);
    expect(describeTargetGroups({}, region.context).TargetGroups).toHaveLength(1);
  });

  it('has attributes, whose values are checked', () => {
    const { region, TargetGroupArn } = registered();
    const { Attributes } = describeTargetGroupAttributes({ TargetGroupArn }, region.context);
    expect(Attributes).toContainEqual({ Key: 'deregistration_delay.timeout_seconds', Value: '300' });
    const set = (Value: string) =>
      modifyTargetGroupAttributes(
        { TargetGroupArn, Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value }] },
        region.context,
      );

    expect(() => set('3601')).toThrow("must be between '0' and '3600'");
    expect(() => set('soon')).toThrow("must be between '0' and '3600'");
  });
});

describe('a load balancer', () => {
  const create = (region: Region, input: object = {}) =>
    createLoadBalancer({ Name: 'edge', Subnets: ['subnet-1', 'subnet-2'], ...input }, region.context)
      .LoadBalancers?.[0];

  it('has a name in the DNS', () => {
    const region = new Region();

    expect(create(region)?.DNSName).toMatch(/^edge-\d{10}\.eu-west-1\.elb\.amazonaws\.com$/);
    expect(create(region, { Name: 'hidden', Scheme: 'internal' })?.DNSName).toMatch(/^internal-hidden-/);
    expect(create(region, { Name: 'fast', Type: 'network' })?.DNSName).toMatch(
      /^fast-[0-9a-f]{16}\.elb\.eu-west-1\.amazonaws\.com$/,
    );
  });

  it('is the same one for the same settings, and a duplicate for others under its name', () => {
    const region = new Region();

    expect(create(region)?.LoadBalancerArn).toBe(create(region)?.LoadBalancerArn);
    expect(() => create(region, { Scheme: 'internal' })).toThrow("A load balancer with the same name 'edge' exists");
  });

  it('needs two subnets, unless it is a network load balancer', () => {
    const region = new Region();

    expect(() => create(region, { Subnets: ['subnet-1'] })).toThrow('At least two subnets');
    expect(create(region, { Type: 'network', Subnets: ['subnet-1'] })?.Type).toBe('network');
  });

  it('is described page by page, with attributes and tags', () => {
    const region = new Region();
    const arns = ['a', 'b', 'c'].map((Name) => create(region, { Name })?.LoadBalancerArn ?? '');
    const first = describeLoadBalancers({ PageSize: 2 }, region.context);
    const second = describeLoadBalancers({ Marker: first.NextMarker }, region.context);
    const listed = [...(first.LoadBalancers ?? []), ...(second.LoadBalancers ?? [])];
    expect(listed.map(({ LoadBalancerArn }) => LoadBalancerArn)).toEqual(arns);
    expect(() => describeLoadBalancers({ Names: ['d'] }, region.context)).toThrow('not found');

    const [LoadBalancerArn = ''] = arns;
    expect(describeLoadBalancerAttributes({ LoadBalancerArn }, region.context).Attributes).toContainEqual({
      Key: 'idle_timeout.timeout_seconds',
      Value: '60',
    });
    addTags({ ResourceArns: [LoadBalancerArn], Tags: [{ Key: 'team', Value: 'web' }] }, region.context);
    expect(describeTags({ ResourceArns: [LoadBalancerArn] }, region.context).TagDescriptions).toEqual([
      { ResourceArn: LoadBalancerArn, Tags: [{ Key: 'team', Value: 'web' }] },
    ]);
  });
});
