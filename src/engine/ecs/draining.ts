import type { CallContext } from '../operation.js';
import { tasksOf } from './task.js';
import type { ClusterRecord, ServiceRecord } from './world.js';

/** How long a draining task set is still listed once its last task has stopped, in milliseconds. */
const LISTED = 5000;

/** Notes which draining task sets have nothing left to stop. */
export function noteDrained({ now }: CallContext, cluster: ClusterRecord, service: ServiceRecord): void {
  for (const set of service.taskSets) {
    if (set.shown.status !== 'DRAINING' || set.goneAt) continue;
    const left = tasksOf(cluster, set.shown.id).some(({ shown }) => shown.lastStatus !== 'STOPPED');
    if (!left) set.goneAt = new Date(now.getTime() + LISTED);
  }
}

/** Drops the task sets that are gone; a service that was deleted becomes INACTIVE with its last one. */
export function dropGone({ now }: CallContext, service: ServiceRecord): void {
  service.taskSets = service.taskSets.filter(({ goneAt }) => goneAt === undefined || goneAt > now);
  if (service.shown.status === 'DRAINING' && service.taskSets.length === 0) {
    service.shown = { ...service.shown, status: 'INACTIVE' };
  }
}
