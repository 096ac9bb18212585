import type { AwsClients } from '../aws/clients.js';
import { observeApplication, observeDeploymentConfig, observeDeploymentGroup } from './observe-codedeploy.js';
import { observeCluster, observeService, observeTaskDefinition } from './observe-ecs.js';
import { observeListeners, observeLoadBalancer, observeTargetGroup } from './observe-load-balancing.js';
import { observeTopic } from './observe-topic.js';
import type { Observed, ObservedDeploymentGroup, ObservedPair } from './observed.js';
import type { BootstrapWish } from './wish.js';

/**
 * Looks at what exists of everything that the wish names. Reads only.
 *
 * An existing deployment group decides which target groups and listeners count: they may have been made by others and
 * have other names than bootstrap would give them.
 */
export async function observe(clients: AwsClients, wish: BootstrapWish, signal?: AbortSignal): Promise<Observed> {
  signal?.throwIfAborted();
  const [deploymentGroup, application, deploymentConfigExists, cluster, service, topic] = await Promise.all([
    observeDeploymentGroup(clients, wish, signal),
    observeApplication(clients, wish.application, signal),
    observeDeploymentConfig(clients, wish.deploymentConfig, signal),
    observeCluster(clients, wish.cluster, signal),
    observeService(clients, wish, signal),
    wish.notifications && observeTopic(clients, wish.notifications.topic, signal),
  ]);
  const names = pairNames(wish, deploymentGroup);
  const [blue, green, sameTaskDefinition] = await Promise.all([
    observeTargetGroup(clients, names.blue, signal),
    observeTargetGroup(clients, names.green, signal),
    service ? undefined : observeTaskDefinition(clients, wish.taskDefinition, signal),
  ]);
  const pair: ObservedPair = {
    blue: { name: names.blue, targetGroup: blue },
    green: { name: names.green, targetGroup: green },
  };
  const arn = deploymentGroup && [blue, green].flatMap((group) => group?.loadBalancerArns ?? [])[0];
  const loadBalancer = await observeLoadBalancer(clients, arn ? { arn } : { name: wish.names.loadBalancer }, signal);
  const listeners = loadBalancer ? await observeListeners(clients, loadBalancer.arn, signal) : [];
  return {
    cluster,
    loadBalancer,
    pair,
    listeners,
    sameTaskDefinition,
    service,
    application,
    deploymentGroup,
    deploymentConfigExists,
    topic,
  };
}

function pairNames(
  { names }: BootstrapWish,
  group: ObservedDeploymentGroup | undefined,
): { readonly blue: string; readonly green: string } {
  const [blue = names.blue, green = names.green] = group?.targetGroupNames ?? [];
  return { blue, green };
}
