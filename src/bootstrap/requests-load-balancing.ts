import type {
  Action,
  CreateListenerCommandInput,
  CreateLoadBalancerCommandInput,
  CreateTargetGroupCommandInput,
  ModifyListenerCommandInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { KnownArns } from './known-arns.js';
import type { Colour } from './observed.js';
import type { Change } from './plan.js';
import type { BootstrapWish } from './wish.js';

/** An application load balancer that faces the internet. */
export function loadBalancerRequest(wish: BootstrapWish): CreateLoadBalancerCommandInput {
  return {
    Name: wish.names.loadBalancer,
    Type: 'application',
    Scheme: 'internet-facing',
    Subnets: [...wish.subnets],
    ...(wish.securityGroups.length > 0 ? { SecurityGroups: [...wish.securityGroups] } : {}),
  };
}

/** One target group of the pair; they differ by name alone. */
export function targetGroupRequest(wish: BootstrapWish, name: string): CreateTargetGroupCommandInput {
  return {
    Name: name,
    Protocol: 'HTTP',
    // ECS registers each task with the port of its container; this one is for targets that come without.
    Port: wish.containerPort,
    VpcId: wish.vpc,
    TargetType: wish.targetType,
    HealthCheckPath: wish.healthCheckPath,
  };
}

/**
 * The production listener forwards by weight, 100 to the live target group and 0 to the idle one, from the start.
 *
 * Both groups have to be on the load balancer before the service and the deployment group are made: CreateService
 * refuses a target group "that does not have an associated load balancer", CreateDeploymentGroup a pair that does not
 * "identify a load balancer". AWS's tutorial leaves the second group to CodeDeploy, which rewrites a plain forward into
 * just this weighted one when it makes a group with a canary or linear configuration. The alternative, a test listener
 * that points at the idle group, shows testers the new version before its installation is finished, and is against
 * AWS's own advice that the test listener point at the live group when a deployment begins. It also has an effect for
 * all-at-once deployments: the load balancer checks the new tasks' health while they are installed, which it does not
 * do for a group that no listener names.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/create-blue-green.html
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ecs.html
 */
export function productionListenerRequest(
  wish: BootstrapWish,
  known: KnownArns,
  live: Colour,
): CreateListenerCommandInput {
  return {
    LoadBalancerArn: known.require('load-balancer'),
    Protocol: 'HTTP',
    Port: wish.listenerPort,
    DefaultActions: [weightedForward(known, live)],
  };
}

/** The test listener points at the live target group until a deployment has something to test. */
export function testListenerRequest(wish: BootstrapWish, known: KnownArns, live: Colour): CreateListenerCommandInput {
  return {
    LoadBalancerArn: known.require('load-balancer'),
    Protocol: 'HTTP',
    Port: wish.testListenerPort,
    DefaultActions: [{ Type: 'forward', TargetGroupArn: known.require(`${live}-target-group`) }],
  };
}

/** Weighs the live target group 100 and the idle one 0, and keeps the listener's stickiness. */
export function attachIdleRequest(
  { listenerArn, stickiness }: Extract<Change, { kind: 'attach-idle' }>,
  known: KnownArns,
  live: Colour,
): ModifyListenerCommandInput {
  const forward = weightedForward(known, live);
  return {
    ListenerArn: listenerArn,
    DefaultActions: [
      stickiness
        ? { ...forward, ForwardConfig: { ...forward.ForwardConfig, TargetGroupStickinessConfig: stickiness } }
        : forward,
    ],
  };
}

function weightedForward(known: KnownArns, live: Colour): Action {
  const groups = (['blue', 'green'] as const).map((colour) => ({
    TargetGroupArn: known.require(`${colour}-target-group`),
    Weight: colour === live ? 100 : 0,
  }));
  return { Type: 'forward', ForwardConfig: { TargetGroups: groups } };
}
