import type { CreateServiceCommandInput } from '@aws-sdk/client-ecs';
import type { KnownArns } from './known-arns.js';
import type { Colour } from './observed.js';
import type { BootstrapWish, Placement } from './wish.js';

/** CreateService makes the first task set, on the live target group: it is what the first deployment calls blue. */
export function serviceRequest(wish: BootstrapWish, known: KnownArns, live: Colour): CreateServiceCommandInput {
  return {
    cluster: wish.cluster,
    serviceName: wish.service,
    taskDefinition: known.require('task-definition'),
    deploymentController: { type: 'CODE_DEPLOY' },
    schedulingStrategy: 'REPLICA',
    desiredCount: wish.desiredCount,
    loadBalancers: [
      {
        targetGroupArn: known.require(`${live}-target-group`),
        containerName: wish.containerName,
        containerPort: wish.containerPort,
      },
    ],
    ...placement(wish.placement),
    ...(wish.network ? { networkConfiguration: { awsvpcConfiguration: wish.network } } : {}),
  };
}

function placement(
  where: Placement,
): Pick<CreateServiceCommandInput, 'launchType' | 'capacityProviderStrategy' | 'platformVersion'> {
  const version = where.platformVersion ? { platformVersion: where.platformVersion } : {};
  switch (where.kind) {
    case 'launch-type':
      return { launchType: where.launchType, ...version };
    case 'capacity-providers':
      return { capacityProviderStrategy: [...where.strategy], ...version };
  }
}
