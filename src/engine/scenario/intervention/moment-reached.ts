import { shiftSteps } from '../../codedeploy/shift-step.js';
import type { DeploymentRecord } from '../../codedeploy/world.js';
import type { Moment } from '../moment.js';

/** A moment of a deployment; the others come before there is one. */
export type DeploymentMoment = Exclude<Moment, { readonly kind: 'before-call' }>;

/**
 * When somebody is to intervene in a deployment: known once the event, the share or the wait is there.
 *
 * @param now - the present instant; looked at often enough, it is the one at which the share or the wait was reached
 */
export function dueAt(moment: DeploymentMoment, deployment: DeploymentRecord, now: Date): Date | undefined {
  const since = reachedAt(moment, deployment, now);
  return since && new Date(since.getTime() + (moment.afterSeconds ?? 0) * 1000);
}

function reachedAt(moment: DeploymentMoment, deployment: DeploymentRecord, now: Date): Date | undefined {
  const { completeTime, events, phase, routing, shifts } = deployment;
  switch (moment.kind) {
    case 'event-begun':
      return events.find(({ name, status }) => name === moment.event && status === 'InProgress')?.startTime;
    case 'green-reaches': {
      const share = shifts === 0 ? 0 : (shiftSteps(routing)[shifts - 1] ?? 100);
      return shifts > 0 && share >= moment.percent ? now : undefined;
    }
    case 'waiting':
      return phase.name === (moment.wait === 'ready' ? 'ready' : 'terminating') ? now : undefined;
    case 'ended':
      return phase.name === 'over' ? completeTime : undefined;
  }
}
