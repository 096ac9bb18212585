import type { AppSpec } from '../appspec/appspec.js';
import { type Disclosure, disclosed } from './disclosure.js';
import type { Change } from './release-diff.js';
import { compareTrees } from './tree-change.js';

/**
 * Compares two AppSpecs by what they say. The task definition that they name is left out: that one is compared itself.
 * The order of subnets, security groups, capacity providers and hooks does not count: events have an order of their own.
 */
export function compareAppSpecs(from: AppSpec, to: AppSpec, disclosure: Disclosure): Change[] {
  return compareTrees(treeOf(from), treeOf(to)).map((change) => disclosed(change, disclosure));
}

/** The AppSpec's own words, with the defaults of the ECS API written out. */
function treeOf({ containerName, containerPort, platformVersion, network, capacityProviders, hooks }: AppSpec) {
  return {
    LoadBalancerInfo: { ContainerName: containerName, ContainerPort: containerPort },
    PlatformVersion: platformVersion ?? 'LATEST',
    ...(network && {
      NetworkConfiguration: {
        Subnets: network.subnets.toSorted(),
        SecurityGroups: network.securityGroups.toSorted(),
        AssignPublicIp: network.assignPublicIp,
      },
    }),
    ...(capacityProviders && {
      CapacityProviderStrategy: capacityProviders
        .map(({ name, base = 0, weight = 0 }) => ({ CapacityProvider: name, Base: base, Weight: weight }))
        .toSorted((a, b) => (a.CapacityProvider < b.CapacityProvider ? -1 : 1)),
    }),
    Hooks: Object.fromEntries(hooks.map((hook) => [hook.event, hook.function])),
  };
}
