import type { DescribeAlarmsCommandInput, DescribeAlarmsCommandOutput } from '@aws-sdk/client-cloudwatch';
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
import { describeAlarms } from '../cloudwatch/operations/describe-alarms.js';
import { createTaskSet } from '../ecs/operations/create-task-set.js';
import { deleteTaskSet } from '../ecs/operations/delete-task-set.js';
import { describeServices } from '../ecs/operations/describe-services.js';
import { updateServicePrimaryTaskSet } from '../ecs/operations/update-service-primary-task-set.js';
import { taskDefinitionNamed } from '../ecs/task-definition.js';
import { describeListeners } from '../elbv2/operations/describe-listeners.js';
import { describeRules } from '../elbv2/operations/describe-rules.js';
import { describeTargetGroups } from '../elbv2/operations/describe-target-groups.js';
import { modifyListener } from '../elbv2/operations/modify-listener.js';
import { modifyRule } from '../elbv2/operations/modify-rule.js';
import type { CallContext } from '../operation.js';
import type { Answer } from '../service.js';
import { publish } from '../sns/operations/publish.js';
import type { RegionWorld } from '../world/world.js';
import { checkPermission, checkRefusal } from './permission.js';
import type { DeploymentRecord } from './world.js';

/**
 * All that CodeDeploy can do in other services: what the managed policy `AWSCodeDeployRoleForECS` allows, save for
 * Lambda and S3. Each method throws the `Fault` of the service that refuses.
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
  describeAlarms(input: DescribeAlarmsCommandInput): Answer<DescribeAlarmsCommandOutput>;
}

/**
 * The role at the time and in the region of a call.
 *
 * @param deployment - the one that acts; what scenarios take from the role, they take in the course of a deployment
 */
export function serviceRole(context: CallContext, deployment?: DeploymentRecord): ServiceRole {
  const may = (action: string) => {
    if (deployment) checkPermission(deployment, context, action);
  };
  return {
    describeServices(input) {
      may('ecs:DescribeServices');
      return describeServices(input, context);
    },
    createTaskSet(input) {
      may('ecs:CreateTaskSet');
      if (deployment) checkRefusal(context, input);
      if (passesRole(input.taskDefinition, context.world)) may('iam:PassRole');
      return createTaskSet(input, context);
    },
    updateServicePrimaryTaskSet(input) {
      may('ecs:UpdateServicePrimaryTaskSet');
      return updateServicePrimaryTaskSet(input, context);
    },
    deleteTaskSet(input) {
      may('ecs:DeleteTaskSet');
      return deleteTaskSet(input, context);
    },
    describeTargetGroups(input) {
      may('elasticloadbalancing:DescribeTargetGroups');
      return describeTargetGroups(input, context);
    },
    describeListeners(input) {
      may('elasticloadbalancing:DescribeListeners');
      return describeListeners(input, context);
    },
    modifyListener(input) {
      may('elasticloadbalancing:ModifyListener');
      return modifyListener(input, context);
    },
    describeRules(input) {
      may('elasticloadbalancing:DescribeRules');
      return describeRules(input, context);
    },
    modifyRule(input) {
      may('elasticloadbalancing:ModifyRule');
      return modifyRule(input, context);
    },
    publish(input) {
      may('sns:Publish');
      return publish(input, context);
    },
    describeAlarms(input) {
      may('cloudwatch:DescribeAlarms');
      return describeAlarms(input, context);
    },
  };
}

/** Whether whoever starts tasks of a task definition hands a role on to them. */
function passesRole(arn: string | undefined, world: RegionWorld): boolean {
  const { taskRoleArn, executionRoleArn } = taskDefinitionNamed(world, arn ?? '')?.shown ?? {};
  return taskRoleArn !== undefined || executionRoleArn !== undefined;
}
