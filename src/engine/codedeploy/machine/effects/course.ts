import type { LifecycleEventName } from '../../../../domain/lifecycle-event.js';
import { notify } from '../../trigger-notification.js';
import type { Cause } from '../cause.js';
import { runningEvent, type Scene } from '../scene.js';

/** The deployment begins: its target can be asked for from now on. */
export function begin(scene: Scene): undefined {
  scene.deployment.startTime = scene.context.now;
  notify(scene, 'DeploymentStart');
}

/** The event of the station that is approached begins. */
export function startEvent({ deployment, context }: Scene): undefined {
  const { phase } = deployment;
  if (phase.name === 'approaching') start(deployment.events, phase.station, context.now);
}

/** A rollback shows its one deed as AllowTraffic; nobody has recorded what AWS shows. */
export function startReturn({ deployment, context }: Scene): undefined {
  start(deployment.events, 'AllowTraffic', context.now);
}

function start(events: Scene['deployment']['events'], name: string, now: Date): void {
  const event = events.find((one): one is typeof one & { name: LifecycleEventName } => one.name === name);
  if (event) Object.assign(event, { status: 'InProgress', startTime: now });
}

/** The running event has succeeded. */
export function succeedEvent({ deployment, context }: Scene): undefined {
  const event = runningEvent(deployment);
  if (event) Object.assign(event, { status: 'Succeeded', endTime: context.now });
  if (deployment.creator === 'codeDeployRollback') skipPending(deployment.events);
}

/** The running event has failed, and those behind it are skipped. */
export function failEvents({ deployment, context }: Scene): Cause | undefined {
  const event = runningEvent(deployment);
  if (event) Object.assign(event, { status: 'Failed', endTime: context.now });
  skipPending(deployment.events);
  return undefined;
}

function skipPending(events: Scene['deployment']['events']): void {
  for (const event of events) if (event.status === 'Pending') event.status = 'Skipped';
}

/** The deployment waits for somebody to let it go on. */
export function announceReady(scene: Scene): undefined {
  notify(scene, 'DeploymentReady');
}

/** The original task set waits for its end. */
export function startTerminationWait({ deployment }: Scene): undefined {
  deployment.terminationWaitStarted = true;
}
