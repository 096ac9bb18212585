import type { CreateDeploymentGroupCommandInput, CreateDeploymentGroupCommandOutput } from '@aws-sdk/client-codedeploy';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findApplication } from '../application.js';
import { checkedGroup } from '../checked-group.js';
import { checkNewGroupName } from '../group-name.js';
import { prepareListener } from '../listener-preparation.js';
import { required } from '../missing-member.js';
import { serviceRole } from '../role.js';
import { withTags } from '../tagged-resource.js';
import { sendTestMessage } from '../trigger-notification.js';
import type { GroupRecord } from '../world.js';

/**
 * Creates the deployment group of an ECS service. Where its configuration shifts traffic step by step, the production
 * listener is changed at once: it forwards to both target groups afterwards, 100 to 0.
 *
 * @throws Fault `DeploymentGroupAlreadyExistsException` and the many that its settings are refused with
 * @see https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_CreateDeploymentGroup.html
 */
export function createDeploymentGroup(
  input: CreateDeploymentGroupCommandInput,
  context: CallContext,
): Answer<CreateDeploymentGroupCommandOutput> {
  const { codedeploy, region } = context.world;
  const role = serviceRole(context);
  const application = findApplication(codedeploy, required(input.applicationName, 'applicationName'));
  const name = checkNewGroupName(application, required(input.deploymentGroupName, 'deploymentGroupName'));
  const { settings, routing, service } = checkedGroup(context, role, application, input);
  const tags = withTags([], input.tags);
  const deploymentGroupId = context.random.uuid();
  const group: GroupRecord = {
    shown: {
      applicationName: application.shown.applicationName,
      deploymentGroupId,
      deploymentGroupName: name,
      ...settings,
      computePlatform: 'ECS',
    },
    tags,
  };
  application.groups[name] = group;
  prepareListener(role, group.shown, routing, service);
  for (const { triggerName = '' } of input.triggerConfigurations ?? [])
    sendTestMessage(role, region, group, triggerName);
  return { deploymentGroupId };
}
