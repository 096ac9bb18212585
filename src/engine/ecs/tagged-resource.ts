import { InvalidParameterException$, ResourceNotFoundException$, type Tag } from '@aws-sdk/client-ecs';
import { parseArn } from '../../domain/arn.js';
import { stored } from '../elbv2/lookup.js';
import { Fault } from '../fault.js';
import type { RegionWorld } from '../world/world.js';
import { taskDefinitionNamed } from './task-definition.js';
import { taskSetNamed } from './task-set.js';

/**
 * The cluster, service, task set or task definition that an ARN names, as far as its tags go.
 *
 * @throws Fault `InvalidParameterException`, `ResourceNotFoundException`
 */
export function findTagged(world: RegionWorld, arn: string | undefined): { tags: Tag[] } {
  const resource = parseArn(arn ?? '')?.resource;
  if (!arn || !resource) throw new Fault(InvalidParameterException$, 'The ARN provided is invalid.');
  const [kind, clusterName = '', serviceName = ''] = resource.split('/');
  const cluster = stored(world.ecs.clusters, clusterName);
  const service = cluster && stored(cluster.services, serviceName);
  const candidates: Record<string, () => { tags: Tag[] } | undefined> = {
    cluster: () => cluster,
    service: () => service,
    'task-set': () => service && taskSetNamed(service, arn),
    'task-definition': () => taskDefinitionNamed(world, arn),
  };
  const found = stored(candidates, kind)?.();
  if (!found) throw new Fault(ResourceNotFoundException$, 'The specified resource could not be found.');
  return found;
}
