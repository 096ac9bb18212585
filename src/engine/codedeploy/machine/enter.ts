import { HOOK_EVENTS, type HookEventName } from '../../../domain/lifecycle-event.js';
import { shiftInterval, shiftSteps } from '../shift-step.js';
import type { DeploymentRecord } from '../world.js';
import { type Cause, endingOf } from './cause.js';
import type { Phase, Station } from './phase.js';
import { runningEvent, type Scene } from './scene.js';
import { STATIONS } from './station.js';
import { limitOf, timerOf, waitOf } from './timing.js';

/** The phase at a station, with its timer. */
export function phaseAt(scene: Scene, station: Station): Phase {
  const { deployment, context } = scene;
  switch (STATIONS[station].phase) {
    case 'hooking':
      return { name: 'hooking', event: hookEvent(station), timer: hookTimer(scene) };
    case 'installing':
      return { name: 'installing', timer: limitOf('install', context) };
    case 'testing':
      return { name: 'testing', timer: timerOf('testing', context) };
    case 'ready':
      return { name: 'ready', timer: waitOf(readyMinutes(deployment), 'overdue', context) };
    case 'shifting':
      return shiftingPhase(scene);
    case 'terminating':
      return { name: 'terminating', timer: waitOf(terminationMinutes(deployment), 'done', context) };
  }
}

function hookEvent(station: Station): HookEventName {
  const event = HOOK_EVENTS.find((name) => name === station);
  if (!event) throw new Error(`No function can be called at ${station}`);
  return event;
}

/** The phase of a shift, once a step was taken. */
export function shiftingPhase({ deployment, context }: Scene): Phase {
  const more = deployment.shifts < shiftSteps(deployment.routing).length;
  const timer = more ? waitOf(shiftInterval(deployment.routing), 'step', context) : timerOf('lastStep', context);
  return { name: 'shifting', timer };
}

/** The way on: the station behind the one where the deployment is. */
export function approach({ deployment, context }: Scene): Phase {
  const station = deployment.stations[placeOf(deployment) + 1];
  if (!station) throw new Error(`The deployment ${deployment.id} has passed its last station`);
  return { name: 'approaching', station, timer: timerOf('approaching', context) };
}

/** The end, as its cause has it. */
export function over(cause: Cause): Phase {
  const { status, error } = endingOf(cause);
  return { name: 'over', status, error };
}

function placeOf({ phase, stations }: DeploymentRecord): number {
  switch (phase.name) {
    case 'approaching':
      return stations.indexOf(phase.station);
    case 'hooking':
      return stations.indexOf(phase.event);
    default:
      return stations.findIndex((station) => STATIONS[station].phase === phase.name);
  }
}

function hookTimer({ deployment, context }: Scene) {
  switch (runningEvent(deployment)?.hook?.answer) {
    case undefined:
      return timerOf('eventWithoutFunction', context);
    case 'missing':
      return timerOf('functionMissing', context);
    case 'succeed':
      return timerOf('hookSucceeds', context);
    case 'fail':
      return timerOf('hookFails', context);
    case 'silent':
    case 'external':
      return limitOf('hook', context);
  }
}

/** Minutes that the deployment waits to be continued. */
export function readyMinutes({ group }: DeploymentRecord): number {
  return group.blueGreenDeploymentConfiguration.deploymentReadyOption?.waitTimeInMinutes ?? 0;
}

function terminationMinutes({ group }: DeploymentRecord): number {
  const { terminateBlueInstancesOnDeploymentSuccess: termination } = group.blueGreenDeploymentConfiguration;
  return termination?.terminationWaitTimeInMinutes ?? 0;
}
