import type { LaunchType, NetworkInterface, Task } from '@aws-sdk/client-ecs';
import type { Random } from '../operation.js';
import type { RegionWorld } from '../world/world.js';
import { containerInstanceFor } from './container-instance.js';
import type { ClusterRecord, KnownTaskDefinition, TaskSetRecord, TaskTarget } from './world.js';

/** Where a task was put: what it shows of that, and where the load balancer will find it. */
export interface TaskPlace {
  readonly shown: Pick<Task, 'attachments' | 'availabilityZone' | 'containerInstanceArn' | 'connectivity'>;
  readonly interfaces: NetworkInterface[];
  readonly targets: TaskTarget[];
}

/** What decides where a task is put. */
interface TaskPlacement {
  readonly world: RegionWorld;
  readonly cluster: ClusterRecord;
  readonly set: TaskSetRecord;
  readonly definition: KnownTaskDefinition;
  readonly launchType: LaunchType;
  readonly random: Random;
}

/**
 * Gives a new task its place: an address of its own under `awsvpc`, otherwise ports of a container instance.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html
 */
export function attachTask(placement: TaskPlacement): TaskPlace {
  return placement.definition.networkMode === 'awsvpc' ? withOwnAddress(placement) : onInstance(placement);
}

function withOwnAddress({ world, cluster, set, launchType, random }: TaskPlacement): TaskPlace {
  const number = world.ecs.addresses;
  world.ecs.addresses = number + 1;
  const subnets = set.shown.networkConfiguration?.awsvpcConfiguration?.subnets ?? [];
  const index = subnets.length === 0 ? 0 : number % subnets.length;
  const address = `10.0.${16 * index + (Math.floor(number / 250) % 16)}.${4 + (number % 250)}`;
  const availabilityZone = `${world.region}${'abcdef'[index % 6]}`;
  const attachmentId = random.uuid();
  const instance = launchType === 'EC2' ? containerInstanceFor(world.region, cluster, random) : undefined;
  return {
    shown: {
      attachments: [
        {
          id: attachmentId,
          type: 'ElasticNetworkInterface',
          status: 'PRECREATED',
          details: [
            ...(subnets[index] ? [{ name: 'subnetId', value: subnets[index] }] : []),
            { name: 'networkInterfaceId', value: `eni-0${random.text(16, '0123456789abcdef')}` },
            { name: 'privateIPv4Address', value: address },
          ],
        },
      ],
      availabilityZone: instance?.availabilityZone ?? availabilityZone,
      connectivity: 'CONNECTED',
      ...(instance ? { containerInstanceArn: instance.containerInstanceArn } : {}),
    },
    interfaces: [{ attachmentId, privateIpv4Address: address }],
    targets: set.shown.loadBalancers.flatMap(({ targetGroupArn, containerPort }) =>
      targetGroupArn === undefined || containerPort === undefined
        ? []
        : [{ targetGroupArn, id: address, port: containerPort, availabilityZone }],
    ),
  };
}

function onInstance({ world, cluster, set, definition, random }: TaskPlacement): TaskPlace {
  const instance = containerInstanceFor(world.region, cluster, random);
  const dynamicPort = () => {
    instance.lastPort += 1;
    return instance.lastPort;
  };
  return {
    shown: {
      attachments: [],
      availabilityZone: instance.availabilityZone,
      containerInstanceArn: instance.containerInstanceArn,
      connectivity: 'CONNECTED',
    },
    interfaces: [],
    targets: set.shown.loadBalancers.flatMap(({ targetGroupArn, containerName, containerPort }) => {
      const mapping = definition.containerDefinitions
        .find(({ name }) => name === containerName)
        ?.portMappings?.find((port) => port.containerPort === containerPort);
      if (targetGroupArn === undefined || mapping?.containerPort === undefined) return [];
      const port = definition.networkMode === 'host' ? mapping.containerPort : mapping.hostPort || dynamicPort();
      return [{ targetGroupArn, id: instance.ec2InstanceId, port }];
    }),
  };
}
