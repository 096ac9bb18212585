import type { UpdateDeploymentGroupCommandInput, UpdateDeploymentGroupCommandOutput } from '@aws-sdk/client-codedeploy';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findApplication } from '../application.js';
import { checkedGroup } from '../checked-group.js';
import { activeDeployment, deploymentsOf, findGroup } from '../deployment-group.js';
import { checkNewGroupName } from '../group-name.js';
import { prepareListener } from '../listener-preparation.js';
import { serviceRole } from '../role.js';
import { sendTestMessage } from '../trigger-notification.js';

/**
 * Changes a deployment group; what the request leaves out stays. A deployment that is running keeps the settings with
 * which it was created.
 *
 * @throws Fault `DeploymentGroupDoesNotExistException` and the many that its settings are refused with
 * @see https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_UpdateDeploymentGroup.html
 */
export function updateDeploymentGroup(
  input: UpdateDeploymentGroupCommandInput,
  context: CallContext,
): Answer<UpdateDeploymentGroupCommandOutput> {
  const { codedeploy, region } = context.world;
  const role = serviceRole(context);
  const application = findApplication(codedeploy, input.applicationName);
  const group = findGroup(application, input.currentDeploymentGroupName);
  const { deploymentGroupId, deploymentGroupName: oldName } = group.shown;
  const newName = input.newDeploymentGroupName;
  const name = newName !== undefined && newName !== oldName ? checkNewGroupName(application, newName) : oldName;
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const wish = { ...group.shown, autoScalingGroups: undefined, ...given };
  const { settings, routing, service } = checkedGroup(context, role, application, wish, deploymentGroupId);
  group.shown = { ...group.shown, ...settings, deploymentGroupName: name };
  if (name !== oldName) {
    application.groups[name] = group;
    delete application.groups[oldName];
    for (const deployment of deploymentsOf(codedeploy, deploymentGroupId)) deployment.deploymentGroupName = name;
  }
  // In the course of a deployment the listener is the deployment's.
  if (!activeDeployment(codedeploy, deploymentGroupId)) prepareListener(role, group.shown, routing, service);
  for (const { triggerName = '' } of input.triggerConfigurations ?? [])
    sendTestMessage(role, region, group, triggerName);
  return { hooksNotCleanedUp: [] };
}
