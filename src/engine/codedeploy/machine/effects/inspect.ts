import type { Service, TaskSet } from '@aws-sdk/client-ecs';
import { type AppSpecReading, readAppSpec } from '../../appspec-reader.js';
import { groupsIn, type RouteActions, routesOfListener } from '../../listener-traffic.js';
import { contentOf } from '../../revision.js';
import type { ServiceRole } from '../../role.js';
import { pairNames, productionListener } from '../../traffic-listener.js';
import type { DeploymentParts } from '../../world.js';
import type { Cause } from '../cause.js';
import type { Scene } from '../scene.js';

/**
 * Looks at all that the deployment needs before anything is changed, and notes what it finds: which task set is blue,
 * which group is green's, and which actions of the production listener will follow the shift.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-steps-ecs.html
 */
export function inspect({ deployment, role }: Scene): Cause | undefined {
  const reading: AppSpecReading = readAppSpec(contentOf(deployment.revision) ?? '');
  if (!reading.ok) return { kind: 'appspec-invalid', error: reading.error };
  const service = findService(role, deployment.cluster, deployment.service);
  if (!service) {
    return unfit(`The ECS service ${deployment.service} could not be found in the cluster ${deployment.cluster}.`);
  }
  if (service.deploymentController?.type !== 'CODE_DEPLOY') {
    return unfit("Deployment group's ECS service must be configured for a CODE_DEPLOY deployment controller.");
  }
  const { loadBalancerInfo } = deployment.group;
  const groups = (role.describeTargetGroups({ Names: pairNames(loadBalancerInfo) }).TargetGroups ?? []).map(
    (group) => ({
      name: group.TargetGroupName ?? '',
      arn: group.TargetGroupArn ?? '',
    }),
  );
  const primary = service.taskSets?.find(({ status }) => status === 'PRIMARY');
  const blueGroup = groups.find(({ arn }) => arn === groupOf(primary));
  const greenGroup = groups.find(({ arn }) => arn !== blueGroup?.arn);
  if (!primary?.id || !blueGroup || !greenGroup) {
    return unfit('The target ECS service must be configured using one of those two target groups.');
  }
  const listener = productionListener(loadBalancerInfo);
  const routes = routesToPair(routesOfListener(role, listener), groups);
  const problem = trafficProblem(routes, blueGroup.arn, greenGroup.arn, listener, pairNames(loadBalancerInfo));
  if (problem) return { kind: 'elb-refused', message: problem };
  const parts: DeploymentParts = {
    appSpec: reading.appSpec,
    serviceArn: service.serviceArn ?? '',
    blue: { id: primary.id, targetGroup: blueGroup },
    greenGroup,
    routes: routes.map(({ route }) => route),
  };
  deployment.parts = parts;
  return undefined;
}

function unfit(message: string): Cause {
  return { kind: 'service-unfit', message };
}

/** The service, unless it is gone. */
function findService(role: ServiceRole, cluster: string, service: string): Service | undefined {
  const [found] = role.describeServices({ cluster, services: [service] }).services ?? [];
  return found?.status === 'ACTIVE' ? found : undefined;
}

/** The target group that a task set registers with. */
function groupOf(set: TaskSet | undefined): string | undefined {
  return set?.loadBalancers?.[0]?.targetGroupArn;
}

/**
 * The actions of a listener that send something to the pair. A rule that forwards elsewhere, or answers by itself, is
 * none of CodeDeploy's business.
 */
function routesToPair(routes: readonly RouteActions[], pair: readonly { arn: string }[]): RouteActions[] {
  return routes.filter(({ actions }) =>
    groupsIn(actions).some(({ TargetGroupArn }) => pair.some(({ arn }) => arn === TargetGroupArn)),
  );
}

/** What of the production traffic stands in the way of a shift, in AWS's words. */
function trafficProblem(
  routes: readonly RouteActions[],
  blue: string,
  green: string,
  listener: string,
  names: readonly string[],
): string | undefined {
  if (routes.length === 0) return `Primary taskset target group must be behind listener ${listener}`;
  for (const { route, actions } of routes) {
    const groups = groupsIn(actions);
    if (groups.some(({ TargetGroupArn }) => TargetGroupArn !== blue && TargetGroupArn !== green)) {
      return `Only target group in ECS deployment group (${names.join(', ')}) can be set on listener ${route.arn}`;
    }
    if (!groups.some(({ TargetGroupArn }) => TargetGroupArn === blue)) {
      return `Primary taskset target group must be behind listener ${route.arn}`;
    }
    if (groups.some(({ TargetGroupArn, Weight }) => TargetGroupArn === green && (Weight ?? 1) > 0)) {
      return 'Green taskset target group cannot have non-zero weight prior to traffic shifting';
    }
  }
  return undefined;
}
