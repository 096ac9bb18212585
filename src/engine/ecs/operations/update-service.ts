import {
  InvalidParameterException$,
  PropagateTags,
  UnsupportedFeatureException$,
  type UpdateServiceCommandInput,
  type UpdateServiceCommandOutput,
} from '@aws-sdk/client-ecs';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findCluster } from '../cluster.js';
import { findActiveService, showService } from '../ecs-service.js';
import { checkEnum } from '../enum-member.js';
import { unsettle } from '../steady-state.js';
import { scheduleSoon } from '../task-set.js';
import type { ServiceRecord } from '../world.js';

/** What needs a new task set, and so CodeDeploy; each with the word of AWS's refusal. */
const FOR_CODEDEPLOY = [
  { members: ['taskDefinition'], refusal: 'Unable to update task definition' },
  { members: ['networkConfiguration', 'platformVersion'], refusal: 'Unable to update network parameters' },
  { members: ['loadBalancers', 'serviceRegistries'], refusal: 'Unable to update load balancers' },
  { members: ['capacityProviderStrategy'], refusal: 'Unable to update capacity provider strategy' },
] as const satisfies readonly { members: readonly (keyof UpdateServiceCommandInput)[]; refusal: string }[];

/**
 * Changes what can change without a new task set: the desired count, and settings of the service. Whatever else is
 * named is refused, also with its present value.
 *
 * @throws Fault `ClusterNotFoundException`, `ServiceNotFoundException`, `ServiceNotActiveException`,
 *   `InvalidParameterException`, `UnsupportedFeatureException`
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
 */
export function updateService(
  input: UpdateServiceCommandInput,
  context: CallContext,
): Answer<UpdateServiceCommandOutput> {
  const cluster = findCluster(context.world, input.cluster);
  const service = findActiveService(cluster, input.service);
  checkChange(input, service);
  const { shown } = service;
  service.shown = {
    ...shown,
    desiredCount: input.desiredCount ?? shown.desiredCount,
    deploymentConfiguration: { ...shown.deploymentConfiguration, ...input.deploymentConfiguration },
    placementConstraints: input.placementConstraints ?? shown.placementConstraints,
    placementStrategy: input.placementStrategy ?? shown.placementStrategy,
    healthCheckGracePeriodSeconds: input.healthCheckGracePeriodSeconds ?? shown.healthCheckGracePeriodSeconds,
    enableECSManagedTags: input.enableECSManagedTags ?? shown.enableECSManagedTags,
    enableExecuteCommand: input.enableExecuteCommand ?? shown.enableExecuteCommand,
    propagateTags: input.propagateTags ?? shown.propagateTags,
  };
  if (service.shown.desiredCount !== shown.desiredCount) {
    unsettle(context, cluster, service);
    scheduleSoon(context, service);
  }
  return { service: showService(cluster, service) };
}

function checkChange(input: UpdateServiceCommandInput, { controller }: ServiceRecord): void {
  checkEnum('propagateTags', input.propagateTags, PropagateTags);
  if ((input.desiredCount ?? 0) < 0) throw new Fault(InvalidParameterException$, 'desiredCount can not be negative.');
  const { alarms, deploymentCircuitBreaker } = input.deploymentConfiguration ?? {};
  if (controller !== 'ECS' && (alarms?.enable || deploymentCircuitBreaker?.enable)) {
    const feature = alarms?.enable ? 'Alarm based rollback' : 'Deployment circuit breaker';
    throw new Fault(InvalidParameterException$, `${feature} feature is only supported with ECS deployment controller.`);
  }
  if (input.deploymentController && input.deploymentController.type !== controller) {
    throw new Fault(
      UnsupportedFeatureException$,
      'The embedded engine does not model the move of a service to another deployment controller.',
    );
  }
  const named = FOR_CODEDEPLOY.find(({ members }) => members.some((member) => input[member] !== undefined));
  if (!named && !input.forceNewDeployment) return;
  if (controller === 'ECS') {
    throw new Fault(
      UnsupportedFeatureException$,
      'The embedded engine does not model rolling deployments (deployment controller ECS).',
    );
  }
  const refusal = named?.refusal ?? 'Cannot force a new deployment';
  const advice = controller === 'CODE_DEPLOY' ? ' Use AWS CodeDeploy to trigger a new deployment.' : '';
  throw new Fault(
    InvalidParameterException$,
    `${refusal} on services with ${controller === 'CODE_DEPLOY' ? 'a' : 'an'} ${controller} deployment controller.${advice}`,
  );
}
