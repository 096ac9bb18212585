import {
  DuplicateListenerException$,
  type ModifyListenerCommandInput,
  type ModifyListenerCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { readActions } from '../forward-action.js';
import { noteGroupUse } from '../group-use.js';
import { checkListenerProtocol } from '../listener.js';
import { findListener, findLoadBalancer } from '../lookup.js';
import { validationError } from '../validation.js';

/**
 * Changes a listener; what the request leaves out stays. New default actions replace the old ones whole.
 *
 * @throws Fault `ListenerNotFound`, `DuplicateListener`, and what the actions are refused for
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyListener.html
 */
export function modifyListener(
  input: ModifyListenerCommandInput,
  context: CallContext,
): Answer<ModifyListenerCommandOutput> {
  const { elbv2 } = context.world;
  const listener = findListener(elbv2, input.ListenerArn);
  const balancer = findLoadBalancer(elbv2, listener.shown.LoadBalancerArn).shown;
  if (input.DefaultActions && input.DefaultActions.length === 0) {
    throw validationError('Listener default actions cannot be empty');
  }
  const port = input.Port ?? listener.shown.Port;
  const certificates = input.Certificates ?? listener.shown.Certificates;
  const protocol = checkListenerProtocol(balancer, input.Protocol ?? listener.shown.Protocol, port, certificates);
  const taken = Object.values(elbv2.listeners).some(
    (other) =>
      other !== listener && other.shown.LoadBalancerArn === balancer.LoadBalancerArn && other.shown.Port === port,
  );
  if (taken) {
    throw new Fault(
      DuplicateListenerException$,
      `A listener already exists on this port for this load balancer '${balancer.LoadBalancerArn}'`,
    );
  }
  listener.shown = {
    ...listener.shown,
    Port: port,
    Protocol: protocol,
    ...(input.DefaultActions
      ? { DefaultActions: readActions(elbv2, balancer, input.DefaultActions, 'defaultActions') }
      : {}),
    ...(certificates ? { Certificates: certificates } : {}),
    ...(input.SslPolicy ? { SslPolicy: input.SslPolicy } : {}),
    ...(input.AlpnPolicy ? { AlpnPolicy: input.AlpnPolicy } : {}),
  };
  noteGroupUse(context);
  return { Listeners: [listener.shown] };
}
