import {
  type CreateServiceCommandInput,
  type CreateServiceCommandOutput,
  InvalidParameterException$,
} from '@aws-sdk/client-ecs';
import { stored } from '../../elbv2/lookup.js';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findCluster } from '../cluster.js';
import { showService, takeOverPrimary } from '../ecs-service.js';
import { newService } from '../new-service.js';
import { addTaskSet } from '../task-set.js';

/**
 * Creates a service. Under the CODE_DEPLOY controller its first task set comes with it, made by no deployment (it has
 * no `externalId`); under EXTERNAL it begins without one.
 *
 * @throws Fault `ClusterNotFoundException`, `InvalidParameterException`, `ClientException`, `UnsupportedFeatureException`
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
 */
export function createService(
  input: CreateServiceCommandInput,
  context: CallContext,
): Answer<CreateServiceCommandOutput> {
  const cluster = findCluster(context.world, input.cluster);
  const existing = stored(cluster.services, input.serviceName ?? '');
  if (existing?.shown.status === 'ACTIVE') {
    if (input.clientToken && existing.clientToken === input.clientToken) {
      return { service: showService(cluster, existing) };
    }
    throw new Fault(InvalidParameterException$, 'Creation of service was not idempotent.');
  }
  if (existing?.shown.status === 'DRAINING') {
    throw new Fault(InvalidParameterException$, 'Unable to Start a service that is still Draining.');
  }
  const service = newService(input, cluster, context);
  if (service.controller !== 'EXTERNAL') {
    const { taskDefinition } = input;
    const set = addTaskSet(context, service, { taskDefinition }, { status: 'PRIMARY', attached: true });
    takeOverPrimary(service, set);
  }
  cluster.services[service.shown.serviceName] = service;
  return { service: showService(cluster, service) };
}
