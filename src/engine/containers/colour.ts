import { pairNames } from '../codedeploy/traffic-listener.js';
import { stored } from '../elbv2/lookup.js';
import type { RegionWorld } from '../world/world.js';

/**
 * What a task that registers with a target group is called: the first target group of a deployment group's pair is blue,
 * the second green, so that the colours take turns from release to release. Where CodeDeploy has no such pair, what a
 * service began with is blue.
 */
export function colourOf(world: RegionWorld, targetGroupArn: string | undefined, role: string): 'blue' | 'green' {
  const name = stored(world.elbv2.targetGroups, targetGroupArn)?.shown.TargetGroupName;
  for (const { groups } of Object.values(world.codedeploy.applications)) {
    for (const { shown } of Object.values(groups)) {
      const at = name === undefined ? -1 : pairNames(shown.loadBalancerInfo).indexOf(name);
      if (at >= 0) return at === 0 ? 'blue' : 'green';
    }
  }
  return role === 'PRIMARY' ? 'blue' : 'green';
}
