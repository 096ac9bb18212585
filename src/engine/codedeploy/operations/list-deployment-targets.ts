import {
  InvalidTargetFilterNameException$,
  type ListDeploymentTargetsCommandInput,
  type ListDeploymentTargetsCommandOutput,
} from '@aws-sdk/client-codedeploy';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findDeployment } from '../deployment.js';
import { page } from '../page.js';
import { checkStarted, targetIdOf, targetStatus } from '../target.js';

/**
 * Lists the ids of a deployment's targets: the ECS service is the only one.
 *
 * @throws Fault `DeploymentNotStartedException`, `InvalidTargetFilterNameException`
 */
export function listDeploymentTargets(
  input: ListDeploymentTargetsCommandInput,
  { world: { codedeploy } }: CallContext,
): Answer<ListDeploymentTargetsCommandOutput> {
  const deployment = findDeployment(codedeploy, input.deploymentId);
  checkStarted(deployment);
  const filters = Object.entries(input.targetFilters ?? {});
  const unknown = filters.find(([name]) => name !== 'TargetStatus' && name !== 'ServerInstanceLabel');
  if (unknown) throw new Fault(InvalidTargetFilterNameException$, `The target filter is not valid: ${unknown[0]}`);
  const matches = filters.every(
    ([name, values]) => name === 'TargetStatus' && values?.includes(targetStatus(deployment)),
  );
  const { items, nextToken } = page(matches ? [targetIdOf(deployment)] : [], input.nextToken);
  return { targetIds: items, nextToken };
}
