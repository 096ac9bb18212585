import { InvalidParameterException$, type LoadBalancer } from '@aws-sdk/client-ecs';
import { balancersOf } from '../elbv2/forward-action.js';
import { stored } from '../elbv2/lookup.js';
import { Fault } from '../fault.js';
import type { RegionWorld } from '../world/world.js';
import type { KnownTaskDefinition } from './world.js';

/**
 * Checks the load balancers of a service or a task set against the task definition and the target groups.
 *
 * @param attached - whether the target group must be in use by a listener already: asked of a service, not of a task
 *   set, whose group CodeDeploy attaches only when it shifts traffic
 * @throws Fault `InvalidParameterException`
 */
export function checkLoadBalancers(
  world: RegionWorld,
  loadBalancers: readonly LoadBalancer[],
  definition: KnownTaskDefinition,
  attached: boolean,
): void {
  for (const { containerName, containerPort, targetGroupArn } of loadBalancers) {
    const container = definition.containerDefinitions.find(({ name }) => name === containerName);
    if (!container) refuse(`The container ${containerName} does not exist in the task definition.`);
    if (!container.portMappings?.some((port) => port.containerPort === containerPort)) {
      refuse(`The container ${containerName} did not have a container port ${containerPort} defined.`);
    }
    const group = stored(world.elbv2.targetGroups, targetGroupArn);
    if (!group) refuse('The specified target group does not exist.');
    const own = definition.networkMode === 'awsvpc';
    const { TargetType: type } = group.shown;
    if (own ? type !== 'ip' : type !== 'instance') {
      refuse(
        `The provided target group ${targetGroupArn} has target type ${type}, which is incompatible with the ${definition.networkMode ?? 'bridge'} network mode specified in the task definition.`,
      );
    }
    if (attached && balancersOf(world.elbv2, group.shown.TargetGroupArn).length === 0) {
      refuse(`The target group with targetGroupArn ${targetGroupArn} does not have an associated load balancer.`);
    }
  }
}

function refuse(message: string): never {
  throw new Fault(InvalidParameterException$, message);
}
