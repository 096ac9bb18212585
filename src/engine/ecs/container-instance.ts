import type { Random } from '../operation.js';
import { newInstanceId, newTaskId } from './identifier.js';
import type { ClusterRecord, ContainerInstanceRecord } from './world.js';

/** The last port below those that Docker gives out by itself. */
const BEFORE_DYNAMIC_PORTS = 32_767;

/** The number of machines that the engine invents for a cluster. */
const MACHINES = 2;

/** The machine that the next task of a cluster goes to: the one with the fewest tasks. */
export function containerInstanceFor(region: string, cluster: ClusterRecord, random: Random): ContainerInstanceRecord {
  while (cluster.containerInstances.length < MACHINES) {
    cluster.containerInstances.push({
      containerInstanceArn: `${cluster.shown.clusterArn.replace(':cluster/', ':container-instance/')}/${newTaskId(random)}`,
      ec2InstanceId: newInstanceId(random),
      availabilityZone: `${region}${'ab'[cluster.containerInstances.length % 2]}`,
      lastPort: BEFORE_DYNAMIC_PORTS,
    });
  }
  const load = (instance: ContainerInstanceRecord) =>
    Object.values(cluster.tasks).filter(
      ({ shown }) => shown.containerInstanceArn === instance.containerInstanceArn && shown.desiredStatus === 'RUNNING',
    ).length;
  const [least] = [...cluster.containerInstances].sort((one, other) => load(one) - load(other));
  if (!least) throw new Error('A cluster has at least one container instance once it needs one');
  return least;
}
