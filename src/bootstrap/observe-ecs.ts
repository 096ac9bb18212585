import {
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  type Service,
} from '@aws-sdk/client-ecs';
import type { AwsClients } from '../aws/clients.js';
import { unlessAbsent } from './absent.js';
import type { Observed, ObservedService } from './observed.js';
import { sameTaskDefinition } from './same-task-definition.js';
import type { BootstrapWish } from './wish.js';

/** A deleted cluster is still described for a while, as INACTIVE; its name is free. */
export async function observeCluster(
  ecs: AwsClients['ecs'],
  name: string,
  abortSignal: AbortSignal | undefined,
): Promise<Observed['cluster']> {
  const { clusters = [] } = await ecs.send(new DescribeClustersCommand({ clusters: [name] }), { abortSignal });
  const active = clusters.find(({ status }) => status !== 'INACTIVE');
  return active?.clusterArn ? { arn: active.clusterArn } : undefined;
}

export async function observeService(
  ecs: AwsClients['ecs'],
  { cluster, service }: Pick<BootstrapWish, 'cluster' | 'service'>,
  abortSignal: AbortSignal | undefined,
): Promise<ObservedService | undefined> {
  const answer = await unlessAbsent(
    ['ClusterNotFound'],
    ecs.send(new DescribeServicesCommand({ cluster, services: [service] }), { abortSignal }),
  );
  const found = answer?.services?.find(({ status }) => status !== 'INACTIVE');
  return found && describe(found);
}

/** The PRIMARY task set tells the truth; the service's own members follow it only when CodeDeploy has moved on. */
function describe(service: Service): ObservedService {
  const primary = service.taskSets?.find(({ status }) => status === 'PRIMARY');
  const loadBalancers = primary?.loadBalancers ?? service.loadBalancers ?? [];
  return {
    arn: service.serviceArn ?? '',
    status: service.status ?? '',
    // AWS leaves the member out for services of ECS's own controller.
    controller: service.deploymentController?.type ?? 'ECS',
    taskDefinitionArn: primary?.taskDefinition ?? service.taskDefinition ?? '',
    targetGroupArns: loadBalancers.flatMap(({ targetGroupArn }) => (targetGroupArn ? [targetGroupArn] : [])),
  };
}

/** The newest revision of the family, where it says what the wanted one says. */
export async function observeTaskDefinition(
  ecs: AwsClients['ecs'],
  wanted: BootstrapWish['taskDefinition'],
  abortSignal: AbortSignal | undefined,
): Promise<Observed['sameTaskDefinition']> {
  if (!wanted.family) return undefined;
  const request = new DescribeTaskDefinitionCommand({ taskDefinition: wanted.family, include: ['TAGS'] });
  // ECS has no exception of its own for an unknown family: "Unable to describe task definition."
  const answer = await unlessAbsent(['ClientException'], ecs.send(request, { abortSignal }));
  const registered = answer?.taskDefinition;
  if (!registered?.taskDefinitionArn || !sameTaskDefinition(registered, answer?.tags ?? [], wanted)) return undefined;
  return { arn: registered.taskDefinitionArn };
}
