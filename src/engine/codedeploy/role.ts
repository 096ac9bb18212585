import type {
  CreateTaskSetCommandInput,
  CreateTaskSetCommandOutput,
  DeleteTaskSetCommandInput,
  DeleteTaskSetCommandOutput,
  DescribeServicesCommandInput,
  DescribeServicesCommandOutput,
  UpdateServicePrimaryTaskSetCommandInput,
  UpdateServicePrimaryTaskSetCommandOutput,
} from '@aws-sdk/client-ecs';
import type {
  DescribeListenersCommandInput,
  DescribeListenersCommandOutput,
  DescribeRulesCommandInput,
  DescribeRulesCommandOutput,
  DescribeTargetGroupsCommandInput,
  DescribeTargetGroupsCommandOutput,
  ModifyListenerCommandInput,
  ModifyListenerCommandOutput,
  ModifyRuleCommandInput,
  ModifyRuleCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { PublishCommandInput, PublishCommandOutput } from '@aws-sdk/client-sns';
import { createTaskSet } from '../ecs/operations/create-task-set.js';
import { deleteTaskSet } from '../ecs/operations/delete-task-set.js';
import { describeServices } from '../ecs/operations/describe-services.js';
import { updateServicePrimaryTaskSet } from '../ecs/operations/update-service-primary-task-set.js';
import { describeListeners } from '../elbv2/operations/describe-listeners.js';
import { describeRules } from '../elbv2/operations/describe-rules.js';
import { describeTargetGroups } from '../elbv2/operations/describe-target-groups.js';
import { modifyListener } from '../elbv2/operations/modify-listener.js';
import { modifyRule } from '../elbv2/operations/modify-rule.js';
import type { CallContext } from '../operation.js';
import type { Answer } from '../service.js';
import { publish } from '../sns/operations/publish.js';

/**
 * All that CodeDeploy can do in other services: what the managed policy `AWSCodeDeployRoleForECS` allows, save for
 * Lambda, CloudWatch and S3. Each method throws the `Fault` of the service that refuses.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCodeDeployRoleForECS.html
 */
export interface ServiceRole {
  describeServices(input: DescribeServicesCommandInput): Answer<DescribeServicesCommandOutput>;
  createTaskSet(input: CreateTaskSetCommandInput): Answer<CreateTaskSetCommandOutput>;
  updateServicePrimaryTaskSet(
    input: UpdateServicePrimaryTaskSetCommandInput,
  ): Answer<UpdateServicePrimaryTaskSetCommandOutput>;
  deleteTaskSet(input: DeleteTaskSetCommandInput): Answer<DeleteTaskSetCommandOutput>;
  describeTargetGroups(input: DescribeTargetGroupsCommandInput): Answer<DescribeTargetGroupsCommandOutput>;
  describeListeners(input: DescribeListenersCommandInput): Answer<DescribeListenersCommandOutput>;
  modifyListener(input: ModifyListenerCommandInput): Answer<ModifyListenerCommandOutput>;
  describeRules(input: DescribeRulesCommandInput): Answer<DescribeRulesCommandOutput>;
  modifyRule(input: ModifyRuleCommandInput): Answer<ModifyRuleCommandOutput>;
  publish(input: PublishCommandInput): Answer<PublishCommandOutput>;
}

/** The role with everything allowed, at the time and in the region of a call. */
export function serviceRole(context: CallContext): ServiceRole {
  return {
    describeServices: (input) => describeServices(input, context),
    createTaskSet: (input) => createTaskSet(input, context),
    updateServicePrimaryTaskSet: (input) => updateServicePrimaryTaskSet(input, context),
    deleteTaskSet: (input) => deleteTaskSet(input, context),
    describeTargetGroups: (input) => describeTargetGroups(input, context),
    describeListeners: (input) => describeListeners(input, context),
    modifyListener: (input) => modifyListener(input, context),
    describeRules: (input) => describeRules(input, context),
    modifyRule: (input) => modifyRule(input, context),
    publish: (input) => publish(input, context),
  };
}
