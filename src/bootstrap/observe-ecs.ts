import { DescribeClustersCommand } from '@aws-sdk/client-ecs';
import { asking } from '../aws/aws-error.js';
import type { AwsClients } from '../aws/clients.js';
import { describeService, primaryTaskSet } from '../aws/ecs/service.js';
import { describeTaskDefinition } from '../aws/ecs/task-definition.js';
import { sameTaskDefinition } from '../deployment/same-task-definition.js';
import type { Observed, ObservedService } from './observed.js';
import type { BootstrapWish } from './wish.js';

/** A deleted cluster is still described for a while, as INACTIVE; its name is free. */
export async function observeCluster(
  clients: AwsClients,
  name: string,
  signal: AbortSignal | undefined,
): Promise<Observed['cluster']> {
  const question = { service: 'ecs', operation: 'DescribeClusters', resource: name } as const;
  const { clusters = [] } = await asking(question, signal, () =>
    clients.ecs.send(new DescribeClustersCommand({ clusters: [name] }), { abortSignal: signal }),
  );
  const active = clusters.find(({ status }) => status !== 'INACTIVE');
  return active?.clusterArn ? { arn: active.clusterArn } : undefined;
}

/** A deleted service is still described for a while, as INACTIVE; its name is free. */
export async function observeService(
  clients: AwsClients,
  { cluster, service }: Pick<BootstrapWish, 'cluster' | 'service'>,
  signal: AbortSignal | undefined,
): Promise<ObservedService | undefined> {
  const found = await describeService(clients, cluster, service, signal);
  if (found === null || found.status === 'INACTIVE') return undefined;
  const primary = primaryTaskSet(found);
  return {
    arn: found.arn,
    status: found.status,
    controller: found.controller,
    taskDefinitionArn: primary?.taskDefinitionArn ?? null,
    targetGroupArn: primary?.targetGroupArn ?? null,
  };
}

/** The newest revision of the family, where it says what the wanted one says. */
export async function observeTaskDefinition(
  clients: AwsClients,
  wanted: BootstrapWish['taskDefinition'],
  signal: AbortSignal | undefined,
): Promise<Observed['sameTaskDefinition']> {
  if (!wanted.family) return undefined;
  const newest = await describeTaskDefinition(clients, wanted.family, signal);
  if (newest === null || newest.status !== 'ACTIVE') return undefined;
  return sameTaskDefinition(wanted, newest.definition, newest.tags) ? { arn: newest.arn } : undefined;
}
