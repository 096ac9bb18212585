import type { Service } from '@aws-sdk/client-ecs';
import type { TrafficRouting } from '../../domain/traffic.js';
import { forward, groupsIn, routesOfListener, weighted } from './listener-traffic.js';
import type { ServiceRole } from './role.js';
import { pairNames, productionListener } from './traffic-listener.js';
import type { KnownGroup } from './world.js';

/**
 * Readies the production listener of a group that shifts traffic step by step: what forwards to the live target group
 * alone, the listener itself or one of its rules, forwards to both afterwards, 100 to 0. The test listener is left as
 * it is. A group that shifts all at once needs no such thing, and the idle group must stay off its listener.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ecs.html
 */
export function prepareListener(
  role: ServiceRole,
  { loadBalancerInfo }: Pick<KnownGroup, 'loadBalancerInfo'>,
  routing: TrafficRouting,
  service: Service,
): void {
  if (routing.type === 'AllAtOnce') return;
  const arns = (role.describeTargetGroups({ Names: pairNames(loadBalancerInfo) }).TargetGroups ?? []).map(
    ({ TargetGroupArn }) => TargetGroupArn ?? '',
  );
  const primary = service.taskSets?.find(({ status }) => status === 'PRIMARY');
  const live = arns.find((arn) => arn === primary?.loadBalancers?.[0]?.targetGroupArn);
  const idle = arns.find((arn) => arn !== live);
  if (!live || !idle) return;
  for (const route of routesOfListener(role, productionListener(loadBalancerInfo))) {
    const groups = groupsIn(route.actions);
    if (groups.length === 1 && groups[0]?.TargetGroupArn === live) {
      forward(role, route, weighted({ blue: live, green: idle }, 0));
    }
  }
}
