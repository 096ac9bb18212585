import {
  AccessDeniedException$,
  type CreateTaskSetCommandInput,
  InvalidParameterException$,
} from '@aws-sdk/client-ecs';
import { lastSegment } from '../../domain/arn.js';
import { Fault, ProtocolFault } from '../fault.js';
import type { CallContext } from '../operation.js';
import type { RoleRule } from '../scenario/rule.js';
import { ACCOUNT } from '../world/world.js';
import type { DeploymentRecord } from './world.js';

/**
 * Refuses what a scenario has taken from the service role of a deployment.
 *
 * @param action - IAM's name of it: `ecs:CreateTaskSet`
 * @throws Fault `AccessDeniedException` of ECS, ProtocolFault `AccessDenied` of the other services
 */
export function checkPermission(deployment: DeploymentRecord, context: CallContext, action: string): void {
  if (!isDenied(deployment, context, action)) return;
  const role = lastSegment(deployment.group.serviceRoleArn);
  const message = `User: arn:aws:sts::${ACCOUNT}:assumed-role/${role}/AWSCodeDeploy-ECS is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`;
  const [service] = action.split(':');
  if (service === 'ecs' || service === 'iam') throw new Fault(AccessDeniedException$, message);
  throw new ProtocolFault('AccessDenied', message, 403);
}

/**
 * Refuses a task set that a scenario has ECS refuse.
 *
 * @throws Fault `InvalidParameterException`
 */
export function checkRefusal({ rules }: CallContext, { loadBalancers }: CreateTaskSetCommandInput): void {
  const rule = rules.find((one) => one.kind === 'refusal' && one.operation === 'CreateTaskSet');
  if (rule?.kind !== 'refusal') return;
  const { containerName = '', containerPort = 0 } = loadBalancers?.[0] ?? {};
  const message = rule.message.replace('{container}', containerName).replace('{port}', String(containerPort));
  throw new Fault(InvalidParameterException$, message);
}

/** Whether a scenario has taken an action from the service role of a deployment by now. */
export function isDenied(deployment: DeploymentRecord, { rules }: CallContext, action: string): boolean {
  return rules.some((rule) => rule.kind === 'role' && rule.denies === action && holds(rule, deployment));
}

function holds({ from }: RoleRule, { events, phase, creator }: DeploymentRecord): boolean {
  switch (from) {
    case undefined:
      return true;
    case 'Rollback':
      return phase.name === 'restoring' || phase.name === 'closing' || creator === 'codeDeployRollback';
    default:
      return events.some(({ name, startTime }) => name === from && startTime !== undefined);
  }
}
