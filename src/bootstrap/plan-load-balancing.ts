import type { Colour, Observed, ObservedListener } from './observed.js';
import type { PlanStep } from './plan.js';
import type { BootstrapWish } from './wish.js';

/**
 * The target group of the pair that production belongs to: the one the running service is behind, otherwise the one the
 * listener sends most to, otherwise blue. The two swap with every deployment, so after the first "blue" is only a name.
 */
export function liveColour(observed: Observed, wish: Pick<BootstrapWish, 'listenerPort'>): Colour {
  const green = observed.pair.green.targetGroup?.arn;
  if (green === undefined) return 'blue';
  if (observed.service) return observed.service.targetGroupArn === green ? 'green' : 'blue';
  const targets = productionListener(observed, wish)?.forward?.targets ?? [];
  const weight = (arn: string | undefined) => targets.find((target) => target.targetGroupArn === arn)?.weight ?? 0;
  return weight(green) > weight(observed.pair.blue.targetGroup?.arn) ? 'green' : 'blue';
}

/** The production listener: the one the deployment group names, otherwise the one on the wanted port. */
export function productionListener(
  observed: Observed,
  wish: Pick<BootstrapWish, 'listenerPort'>,
): ObservedListener | undefined {
  const named = observed.deploymentGroup?.productionListenerArn;
  return observed.listeners.find(({ arn, port }) => (named ? arn === named : port === wish.listenerPort));
}

/** The test listener, likewise. */
export function testListener(
  observed: Observed,
  wish: Pick<BootstrapWish, 'testListenerPort'>,
): ObservedListener | undefined {
  const named = observed.deploymentGroup?.testListenerArn;
  return observed.listeners.find(({ arn, port }) => (named ? arn === named : port === wish.testListenerPort));
}

/** The load balancer. */
export function planLoadBalancer(wish: BootstrapWish, { loadBalancer }: Observed): PlanStep {
  const resource = 'load-balancer';
  if (!loadBalancer) {
    return { resource, action: 'create', name: wish.names.loadBalancer, reason: 'it does not exist' };
  }
  const { name, arn, type } = loadBalancer;
  if (type !== 'application') {
    return {
      resource,
      action: 'mismatch',
      name,
      reason: `load balancer ${name} is of type ${type}, and only an application load balancer can shift traffic in steps`,
      remedy: `Delete or rename it, or choose another service name: bootstrap then makes an application load balancer.`,
    };
  }
  return { resource, action: 'keep', name, arn, reason: 'it exists' };
}

/** Both target groups of the pair. Once there is a deployment group, the ones that it names. */
export function planTargetGroups(wish: BootstrapWish, observed: Observed): PlanStep[] {
  return [planTargetGroup('blue', wish, observed), planTargetGroup('green', wish, observed)];
}

function planTargetGroup(colour: Colour, wish: BootstrapWish, observed: Observed): PlanStep {
  const resource = `${colour}-target-group` as const;
  const { name, targetGroup } = observed.pair[colour];
  const refuse = (reason: string, remedy: string): PlanStep => ({ resource, action: 'mismatch', name, reason, remedy });
  if (!targetGroup) {
    return observed.deploymentGroup
      ? refuse(
          `deployment group ${wish.deploymentGroup} names target group ${name}, which does not exist`,
          deleteGroup(wish),
        )
      : { resource, action: 'create', name, reason: 'it does not exist' };
  }
  if (targetGroup.targetType !== wish.targetType) {
    return refuse(
      `target group ${name} takes targets by ${targetGroup.targetType}, and the task definition's network mode ${wish.taskDefinition.networkMode ?? 'bridge'} needs ${wish.targetType}`,
      `Delete the target group, so that bootstrap makes it anew, or change networkMode (awsvpc goes with ip, all others with instance).`,
    );
  }
  if (targetGroup.vpc !== wish.vpc) {
    return refuse(
      `target group ${name} is in ${targetGroup.vpc}, and bootstrap.vpc is ${wish.vpc}`,
      `Set bootstrap.vpc to ${targetGroup.vpc}, or delete the target group.`,
    );
  }
  const foreign = targetGroup.loadBalancerArns.filter((arn) => arn !== observed.loadBalancer?.arn);
  if (foreign.length > 0) {
    return refuse(
      `target group ${name} is behind another load balancer, ${foreign.join(', ')}`,
      `Remove it from that load balancer's listeners, or delete it: both groups of a pair must be on one load balancer.`,
    );
  }
  return { resource, action: 'keep', name, arn: targetGroup.arn, reason: 'it exists' };
}

/** The production listener and the test listener. Weights are CodeDeploy's business: whatever they are, they stay. */
export function planListeners(wish: BootstrapWish, observed: Observed, live: Colour): PlanStep[] {
  const balancer = observed.loadBalancer?.name ?? wish.names.loadBalancer;
  const group = observed.deploymentGroup;
  const steps: PlanStep[] = [];

  const production = productionListener(observed, wish);
  if (group?.productionListenerArn && !production) {
    steps.push(vanished('production-listener', group.productionListenerArn, wish));
  } else {
    const name = `${balancer}:${production?.port ?? wish.listenerPort}`;
    steps.push(
      planListener('production-listener', name, production, observed) ?? attachIdle(name, production, observed, live),
    );
  }

  // A group without a test listener was made so by somebody: a listener that no group uses would serve nobody.
  if (group && !group.testListenerArn) return steps;
  const test = testListener(observed, wish);
  if (group?.testListenerArn && !test) {
    steps.push(vanished('test-listener', group.testListenerArn, wish));
  } else {
    const name = `${balancer}:${test?.port ?? wish.testListenerPort}`;
    steps.push(
      planListener('test-listener', name, test, observed) ?? {
        resource: 'test-listener',
        action: 'keep',
        name,
        arn: test?.arn ?? null,
        reason: 'it exists and forwards to the pair',
      },
    );
  }
  return steps;
}

/** `undefined`: the listener exists and forwards to nothing but the pair. */
function planListener(
  resource: 'production-listener' | 'test-listener',
  name: string,
  listener: ObservedListener | undefined,
  { pair }: Observed,
): PlanStep | undefined {
  if (!listener) return { resource, action: 'create', name, reason: 'it does not exist' };
  const ours = [pair.blue.targetGroup?.arn, pair.green.targetGroup?.arn];
  const targets = listener.forward?.targets ?? [];
  // CodeDeploy: "Only target group in ECS deployment group (…) can be set on listener".
  if (targets.length > 0 && targets.every(({ targetGroupArn }) => ours.includes(targetGroupArn))) return undefined;
  return {
    resource,
    action: 'mismatch',
    name,
    reason: `listener ${name} exists and does something other than forward to ${pair.blue.name} and ${pair.green.name}`,
    remedy: `Delete the listener (aws elbv2 delete-listener --listener-arn ${listener.arn}), or choose another ${resource === 'production-listener' ? 'bootstrap.listenerPort' : 'bootstrap.testListenerPort'}.`,
  };
}

/**
 * A target group that no listener names is on no load balancer, and CodeDeploy refuses a pair with such a group. Naming
 * it with weight 0 moves no traffic.
 */
function attachIdle(name: string, listener: ObservedListener | undefined, observed: Observed, live: Colour): PlanStep {
  const resource = 'production-listener';
  const idle = live === 'blue' ? 'green' : 'blue';
  const { name: idleName, targetGroup } = observed.pair[idle];
  const attached = targetGroup !== undefined && targetGroup.loadBalancerArns.length > 0;
  if (!listener?.forward || attached) {
    return { resource, action: 'keep', name, arn: listener?.arn ?? null, reason: 'it exists and forwards to the pair' };
  }
  const { stickiness } = listener.forward;
  return {
    resource,
    action: 'update',
    name,
    reason: `${idleName} is behind no listener; this one is given it with weight 0`,
    change: { kind: 'attach-idle', listenerArn: listener.arn, stickiness },
  };
}

function vanished(resource: 'production-listener' | 'test-listener', arn: string, wish: BootstrapWish): PlanStep {
  return {
    resource,
    action: 'mismatch',
    name: arn,
    reason: `deployment group ${wish.deploymentGroup} names listener ${arn}, which its load balancer does not have`,
    remedy: deleteGroup(wish),
  };
}

/** The way out where an existing deployment group names what is gone. */
function deleteGroup(wish: BootstrapWish): string {
  return `Delete the deployment group (aws deploy delete-deployment-group --application-name ${wish.application} --deployment-group-name ${wish.deploymentGroup}) and run bootstrap again; it makes the group anew.`;
}
