import { InvalidParameterException$, type StopTaskCommandInput, type StopTaskCommandOutput } from '@aws-sdk/client-ecs';
import { lastSegment } from '../../../domain/arn.js';
import { stored } from '../../elbv2/lookup.js';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findCluster } from '../cluster.js';
import { unsettle } from '../steady-state.js';
import { stopTask as stop } from '../stop-task.js';
import { scheduleSoon } from '../task-set.js';

/**
 * Stops a task; the scheduler replaces it. One that stops already is answered as it is.
 *
 * @throws Fault `ClusterNotFoundException`, `InvalidParameterException`
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopTask.html
 */
export function stopTask(input: StopTaskCommandInput, context: CallContext): Answer<StopTaskCommandOutput> {
  const cluster = findCluster(context.world, input.cluster);
  const task = stored(cluster.tasks, lastSegment(input.task ?? ''));
  if (!task) throw new Fault(InvalidParameterException$, 'The referenced task was not found.');
  if (task.shown.desiredStatus === 'RUNNING') {
    stop(context, task, { stopCode: 'UserInitiated', stoppedReason: input.reason ?? 'Task stopped by user' });
    const service = stored(cluster.services, task.serviceName);
    if (service) {
      unsettle(context, cluster, service);
      scheduleSoon(context, service);
    }
  }
  return { task: task.shown };
}
