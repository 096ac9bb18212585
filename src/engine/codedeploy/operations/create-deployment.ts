import {
  type CreateDeploymentCommandInput,
  type CreateDeploymentCommandOutput,
  DeploymentLimitExceededException$,
} from '@aws-sdk/client-codedeploy';
import type { TrafficRouting } from '../../../domain/traffic.js';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findApplication } from '../application.js';
import { routingOf } from '../configuration.js';
import { activeDeployment, findGroup } from '../deployment-group.js';
import { checkDeploymentRequest } from '../deployment-request.js';
import { checkGradual, findListener } from '../group-load-balancer.js';
import { required } from '../missing-member.js';
import { newDeployment } from '../new-deployment.js';
import { locationOf, readRevision, register } from '../revision.js';
import { serviceRole } from '../role.js';
import { productionListener } from '../traffic-listener.js';

/**
 * Creates a deployment; it begins by itself a moment later. What is wrong with the AppSpec, the service or the listener
 * shows only then, as the deployment's error.
 *
 * @throws Fault `DeploymentLimitExceededException` while another deployment of the group is active, its termination
 *   wait included; and what the request is refused with
 * @see https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_CreateDeployment.html
 */
export function createDeployment(
  input: CreateDeploymentCommandInput,
  context: CallContext,
): Answer<CreateDeploymentCommandOutput> {
  const { codedeploy } = context.world;
  const application = findApplication(codedeploy, required(input.applicationName, 'applicationName'));
  const { shown: group } = findGroup(application, required(input.deploymentGroupName, 'deploymentGroupName'));
  const deploymentConfigName = input.deploymentConfigName ?? group.deploymentConfigName;
  const routing = routingOf(codedeploy, deploymentConfigName);
  const named = readRevision(input.revision);
  checkDeploymentRequest(input);
  if (input.deploymentConfigName) checkRouting(context, productionListener(group.loadBalancerInfo), routing);
  const active = activeDeployment(codedeploy, group.deploymentGroupId);
  if (active) {
    throw new Fault(
      DeploymentLimitExceededException$,
      `The Deployment Group '${group.deploymentGroupName}' already has an active Deployment '${active.id}'`,
    );
  }
  const revision = register(application, named, context.now);
  revision.firstUsedTime ??= context.now;
  revision.lastUsedTime = context.now;
  revision.deploymentGroups = [...new Set([...revision.deploymentGroups, group.deploymentGroupName])];
  const location = locationOf(revision);
  const deployment = newDeployment(context, { group, deploymentConfigName, routing, revision: location, input });
  codedeploy.deployments[deployment.id] = deployment;
  return { deploymentId: deployment.id };
}

/** A configuration that goes before the group's must suit the load balancer as well. */
function checkRouting(context: CallContext, listenerArn: string, routing: TrafficRouting): void {
  const listener = findListener(serviceRole(context), listenerArn);
  // A listener that is gone shows in the deployment itself.
  if (listener) checkGradual(listener, routing);
}
