import { readAppSpec } from '../../codedeploy/appspec-reader.js';
import { createDeployment } from '../../codedeploy/operations/create-deployment.js';
import { updateDeploymentGroup } from '../../codedeploy/operations/update-deployment-group.js';
import { deleteService } from '../../ecs/operations/delete-service.js';
import { deregisterTaskDefinition } from '../../ecs/operations/deregister-task-definition.js';
import { describeServices } from '../../ecs/operations/describe-services.js';
import { updateService } from '../../ecs/operations/update-service.js';
import type { Concern } from './group-concerned.js';

/**
 * Starts a deployment of what serves now, as a colleague does who wants it restarted.
 *
 * @returns its id
 */
export function startOther(concern: Concern): string | undefined {
  const { context, group } = concern;
  const service = serviceOf(concern);
  const [balancer] = service?.loadBalancers ?? [];
  const content = JSON.stringify({
    version: 0,
    Resources: [
      {
        TargetService: {
          Type: 'AWS::ECS::Service',
          Properties: {
            TaskDefinition: service?.taskDefinition,
            LoadBalancerInfo: { ContainerName: balancer?.containerName, ContainerPort: balancer?.containerPort },
          },
        },
      },
    ],
  });
  return createDeployment(
    {
      applicationName: group.applicationName,
      deploymentGroupName: group.deploymentGroupName,
      description: 'Started by somebody else',
      revision: { revisionType: 'AppSpecContent', appSpecContent: { content } },
    },
    context,
  ).deploymentId;
}

/** Deregisters the task definition that is about to be deployed. */
export function deregister({ context, appSpec }: Concern): void {
  const reading = readAppSpec(appSpec ?? '');
  if (reading.ok) deregisterTaskDefinition({ taskDefinition: reading.appSpec.taskDefinition }, context);
}

/** Has the group wait to be continued before it shifts traffic. */
export function requireApproval({ context, group }: Concern, minutes: number): void {
  updateDeploymentGroup(
    {
      applicationName: group.applicationName,
      currentDeploymentGroupName: group.deploymentGroupName,
      blueGreenDeploymentConfiguration: {
        ...group.blueGreenDeploymentConfiguration,
        deploymentReadyOption: { actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: minutes },
      },
    },
    context,
  );
}

/** Has the group keep the original task set for some time, unless it does so for longer already. */
export function keepBlue({ context, group }: Concern, minutes: number): void {
  const { blueGreenDeploymentConfiguration: before } = group;
  const present = before.terminateBlueInstancesOnDeploymentSuccess?.terminationWaitTimeInMinutes ?? 0;
  if (present >= minutes) return;
  updateDeploymentGroup(
    {
      applicationName: group.applicationName,
      currentDeploymentGroupName: group.deploymentGroupName,
      blueGreenDeploymentConfiguration: {
        ...before,
        terminateBlueInstancesOnDeploymentSuccess: { action: 'TERMINATE', terminationWaitTimeInMinutes: minutes },
      },
    },
    context,
  );
}

/** Has the service run more tasks, or fewer. */
export function scale(concern: Concern, tasks: number): void {
  const [named] = concern.group.ecsServices;
  const desired = serviceOf(concern)?.desiredCount ?? 0;
  updateService(
    { cluster: named?.clusterName, service: named?.serviceName, desiredCount: Math.max(0, desired + tasks) },
    concern.context,
  );
}

/** Deletes the service with all that runs in it. */
export function removeService({ context, group }: Concern): void {
  const [named] = group.ecsServices;
  deleteService({ cluster: named?.clusterName, service: named?.serviceName, force: true }, context);
}

function serviceOf({ context, group }: Concern) {
  const [named] = group.ecsServices;
  return describeServices({ cluster: named?.clusterName, services: [named?.serviceName ?? ''] }, context).services?.[0];
}
