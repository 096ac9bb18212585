import type { LaunchType, Service } from '@aws-sdk/client-ecs';
import { routesOfListener, shareOf } from '../../listener-traffic.js';
import { productionListener } from '../../traffic-listener.js';
import type { Cause } from '../cause.js';
import { partsOf, type Scene, serviceOf } from '../scene.js';

/**
 * Creates the replacement task set on the idle target group. What the AppSpec leaves out, it has from the service, but
 * for two things: the platform version is then LATEST, and a capacity provider strategy is lost.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html
 * @see https://github.com/aws/containers-roadmap/issues/1752
 */
export function createGreen({ deployment, role }: Scene): undefined {
  const parts = partsOf(deployment);
  const { appSpec, greenGroup } = parts;
  const { cluster, service } = serviceOf(deployment);
  const { taskSet } = role.createTaskSet({
    ...serviceOf(deployment),
    externalId: deployment.id,
    clientToken: deployment.id,
    taskDefinition: appSpec.taskDefinition,
    loadBalancers: [
      {
        targetGroupArn: greenGroup.arn,
        containerName: appSpec.containerName,
        containerPort: appSpec.containerPort,
      },
    ],
    platformVersion: appSpec.platformVersion ?? 'LATEST',
    ...(appSpec.networkConfiguration ? { networkConfiguration: appSpec.networkConfiguration } : {}),
    ...(appSpec.capacityProviderStrategy
      ? { capacityProviderStrategy: appSpec.capacityProviderStrategy }
      : { launchType: launchTypeLeft(role.describeServices({ cluster, services: [service] }).services?.[0]) }),
    scale: { value: 100, unit: 'PERCENT' },
  });
  if (!taskSet?.id) throw new Error('ECS has created a task set without an id');
  parts.green = { id: taskSet.id, targetGroup: greenGroup };
}

/** What a service's tasks run on once its capacity provider strategy is gone: Fargate Spot becomes Fargate. */
function launchTypeLeft(service: Service | undefined): LaunchType {
  if (service?.launchType) return service.launchType;
  const providers = service?.capacityProviderStrategy ?? [];
  return providers.some(({ capacityProvider }) => capacityProvider?.startsWith('FARGATE')) ? 'FARGATE' : 'EC2';
}

/** The replacement task set is the service's own from now on. */
export function makeGreenPrimary({ deployment, role }: Scene): undefined {
  const { green } = partsOf(deployment);
  role.updateServicePrimaryTaskSet({ ...serviceOf(deployment), primaryTaskSet: green?.id });
  deployment.greenIsPrimary = true;
}

/** Deletes the original task set, unless somebody has put traffic back on it. */
export function deleteBlue({ deployment, role }: Scene): Cause | undefined {
  const { blue } = partsOf(deployment);
  const listener = productionListener(deployment.group.loadBalancerInfo);
  const serving = routesOfListener(role, listener).find(({ actions }) => shareOf(actions, blue.targetGroup.arn) > 0);
  if (serving) {
    return {
      kind: 'ecs-refused',
      message: `TaskSet ${blue.id} is behind prod listener ${serving.route.arn}. Verify that the TaskSet is still serving production traffic.`,
    };
  }
  role.deleteTaskSet({ ...serviceOf(deployment), taskSet: blue.id, force: true });
  return undefined;
}
