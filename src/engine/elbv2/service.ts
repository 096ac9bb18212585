import {
  AddTags$,
  type AddTagsCommandInput,
  type AddTagsCommandOutput,
  CreateListener$,
  type CreateListenerCommandInput,
  type CreateListenerCommandOutput,
  CreateLoadBalancer$,
  type CreateLoadBalancerCommandInput,
  type CreateLoadBalancerCommandOutput,
  CreateRule$,
  type CreateRuleCommandInput,
  type CreateRuleCommandOutput,
  CreateTargetGroup$,
  type CreateTargetGroupCommandInput,
  type CreateTargetGroupCommandOutput,
  DeleteListener$,
  type DeleteListenerCommandInput,
  type DeleteListenerCommandOutput,
  DeleteLoadBalancer$,
  type DeleteLoadBalancerCommandInput,
  type DeleteLoadBalancerCommandOutput,
  DeleteRule$,
  type DeleteRuleCommandInput,
  type DeleteRuleCommandOutput,
  DeleteTargetGroup$,
  type DeleteTargetGroupCommandInput,
  type DeleteTargetGroupCommandOutput,
  DeregisterTargets$,
  type DeregisterTargetsCommandInput,
  type DeregisterTargetsCommandOutput,
  DescribeListeners$,
  type DescribeListenersCommandInput,
  type DescribeListenersCommandOutput,
  DescribeLoadBalancerAttributes$,
  type DescribeLoadBalancerAttributesCommandInput,
  type DescribeLoadBalancerAttributesCommandOutput,
  DescribeLoadBalancers$,
  type DescribeLoadBalancersCommandInput,
  type DescribeLoadBalancersCommandOutput,
  DescribeRules$,
  type DescribeRulesCommandInput,
  type DescribeRulesCommandOutput,
  DescribeTags$,
  type DescribeTagsCommandInput,
  type DescribeTagsCommandOutput,
  DescribeTargetGroupAttributes$,
  type DescribeTargetGroupAttributesCommandInput,
  type DescribeTargetGroupAttributesCommandOutput,
  DescribeTargetGroups$,
  type DescribeTargetGroupsCommandInput,
  type DescribeTargetGroupsCommandOutput,
  DescribeTargetHealth$,
  type DescribeTargetHealthCommandInput,
  type DescribeTargetHealthCommandOutput,
  ModifyListener$,
  type ModifyListenerCommandInput,
  type ModifyListenerCommandOutput,
  ModifyRule$,
  type ModifyRuleCommandInput,
  type ModifyRuleCommandOutput,
  ModifyTargetGroup$,
  ModifyTargetGroupAttributes$,
  type ModifyTargetGroupAttributesCommandInput,
  type ModifyTargetGroupAttributesCommandOutput,
  type ModifyTargetGroupCommandInput,
  type ModifyTargetGroupCommandOutput,
  RegisterTargets$,
  type RegisterTargetsCommandInput,
  type RegisterTargetsCommandOutput,
  SetRulePriorities$,
  type SetRulePrioritiesCommandInput,
  type SetRulePrioritiesCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { operation, type ServiceDefinition } from '../service.js';
import { addTags } from './operations/add-tags.js';
import { createListener } from './operations/create-listener.js';
import { createLoadBalancer } from './operations/create-load-balancer.js';
import { createRule } from './operations/create-rule.js';
import { createTargetGroup } from './operations/create-target-group.js';
import { deleteListener } from './operations/delete-listener.js';
import { deleteLoadBalancer } from './operations/delete-load-balancer.js';
import { deleteRule } from './operations/delete-rule.js';
import { deleteTargetGroup } from './operations/delete-target-group.js';
import { deregisterTargets } from './operations/deregister-targets.js';
import { describeListeners } from './operations/describe-listeners.js';
import { describeLoadBalancerAttributes } from './operations/describe-load-balancer-attributes.js';
import { describeLoadBalancers } from './operations/describe-load-balancers.js';
import { describeRules } from './operations/describe-rules.js';
import { describeTags } from './operations/describe-tags.js';
import { describeTargetGroupAttributes } from './operations/describe-target-group-attributes.js';
import { describeTargetGroups } from './operations/describe-target-groups.js';
import { describeTargetHealth } from './operations/describe-target-health.js';
import { modifyListener } from './operations/modify-listener.js';
import { modifyRule } from './operations/modify-rule.js';
import { modifyTargetGroup } from './operations/modify-target-group.js';
import { modifyTargetGroupAttributes } from './operations/modify-target-group-attributes.js';
import { registerTargets } from './operations/register-targets.js';
import { setRulePriorities } from './operations/set-rule-priorities.js';

/** Elastic Load Balancing (Application and Network Load Balancers), as far as a blue/green deployment needs it. */
export const elbv2Service: ServiceDefinition = {
  signingName: 'elasticloadbalancing',
  protocol: {
    kind: 'awsQuery',
    version: '2015-12-01',
    xmlNamespace: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
  },
  operations: [
    operation<AddTagsCommandInput, AddTagsCommandOutput>(AddTags$, addTags),
    operation<CreateListenerCommandInput, CreateListenerCommandOutput>(CreateListener$, createListener),
    operation<CreateLoadBalancerCommandInput, CreateLoadBalancerCommandOutput>(CreateLoadBalancer$, createLoadBalancer),
    operation<CreateRuleCommandInput, CreateRuleCommandOutput>(CreateRule$, createRule),
    operation<CreateTargetGroupCommandInput, CreateTargetGroupCommandOutput>(CreateTargetGroup$, createTargetGroup),
    operation<DeleteListenerCommandInput, DeleteListenerCommandOutput>(DeleteListener$, deleteListener),
    operation<DeleteLoadBalancerCommandInput, DeleteLoadBalancerCommandOutput>(DeleteLoadBalancer$, deleteLoadBalancer),
    operation<DeleteRuleCommandInput, DeleteRuleCommandOutput>(DeleteRule$, deleteRule),
    operation<DeleteTargetGroupCommandInput, DeleteTargetGroupCommandOutput>(DeleteTargetGroup$, deleteTargetGroup),
    operation<DeregisterTargetsCommandInput, DeregisterTargetsCommandOutput>(DeregisterTargets$, deregisterTargets),
    operation<DescribeListenersCommandInput, DescribeListenersCommandOutput>(DescribeListeners$, describeListeners),
    operation<DescribeLoadBalancerAttributesCommandInput, DescribeLoadBalancerAttributesCommandOutput>(
      DescribeLoadBalancerAttributes$,
      describeLoadBalancerAttributes,
    ),
    operation<DescribeLoadBalancersCommandInput, DescribeLoadBalancersCommandOutput>(
      DescribeLoadBalancers$,
      describeLoadBalancers,
    ),
    operation<DescribeRulesCommandInput, DescribeRulesCommandOutput>(DescribeRules$, describeRules),
    operation<DescribeTagsCommandInput, DescribeTagsCommandOutput>(DescribeTags$, describeTags),
    operation<DescribeTargetGroupAttributesCommandInput, DescribeTargetGroupAttributesCommandOutput>(
      DescribeTargetGroupAttributes$,
      describeTargetGroupAttributes,
    ),
    operation<DescribeTargetGroupsCommandInput, DescribeTargetGroupsCommandOutput>(
      DescribeTargetGroups$,
      describeTargetGroups,
    ),
    operation<DescribeTargetHealthCommandInput, DescribeTargetHealthCommandOutput>(
      DescribeTargetHealth$,
      describeTargetHealth,
    ),
    operation<ModifyListenerCommandInput, ModifyListenerCommandOutput>(ModifyListener$, modifyListener),
    operation<ModifyRuleCommandInput, ModifyRuleCommandOutput>(ModifyRule$, modifyRule),
    operation<ModifyTargetGroupAttributesCommandInput, ModifyTargetGroupAttributesCommandOutput>(
      ModifyTargetGroupAttributes$,
      modifyTargetGroupAttributes,
    ),
    operation<ModifyTargetGroupCommandInput, ModifyTargetGroupCommandOutput>(ModifyTargetGroup$, modifyTargetGroup),
    operation<RegisterTargetsCommandInput, RegisterTargetsCommandOutput>(RegisterTargets$, registerTargets),
    operation<SetRulePrioritiesCommandInput, SetRulePrioritiesCommandOutput>(SetRulePriorities$, setRulePriorities),
  ],
};
