import {
  type DeleteLoadBalancerCommandInput,
  type DeleteLoadBalancerCommandOutput,
  OperationNotPermittedException$,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { noteGroupUse } from '../group-use.js';
import { stored } from '../lookup.js';

/**
 * Deletes a load balancer with its listeners and their rules. One that is not there is no error.
 *
 * @throws Fault `OperationNotPermitted` under deletion protection
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteLoadBalancer.html
 */
export function deleteLoadBalancer(
  input: DeleteLoadBalancerCommandInput,
  context: CallContext,
): Answer<DeleteLoadBalancerCommandOutput> {
  const { elbv2 } = context.world;
  const arn = input.LoadBalancerArn ?? '';
  const balancer = stored(elbv2.loadBalancers, arn);
  if (balancer?.attributes['deletion_protection.enabled'] === 'true') {
    throw new Fault(
      OperationNotPermittedException$,
      `Load balancer '${arn}' cannot be deleted because deletion protection is enabled`,
    );
  }
  for (const { shown } of Object.values(elbv2.listeners)) {
    if (shown.LoadBalancerArn !== arn) continue;
    for (const rule of Object.values(elbv2.rules)) {
      if (rule.listenerArn === shown.ListenerArn) delete elbv2.rules[rule.shown.RuleArn];
    }
    delete elbv2.listeners[shown.ListenerArn];
  }
  delete elbv2.loadBalancers[arn];
  noteGroupUse(context);
  return {};
}
