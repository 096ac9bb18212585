import type { CallContext } from '../operation.js';
import type { RegionWorld } from '../world/world.js';
import { nextPoll, pollAlarms } from './alarm-poll.js';
import { fire } from './machine/fire.js';
import type { PhaseName, Trigger } from './machine/phase.js';
import { type Scene, sceneOf } from './machine/scene.js';
import { unsettledAt } from './machine/timing.js';
import { SETTLED } from './machine/transition.js';
import { greenAndBlue } from './observed-sets.js';
import type { DeploymentRecord } from './world.js';

/**
 * When something next happens to a deployment by itself.
 *
 * @returns milliseconds since the epoch; `undefined` where nothing will, as things stand
 */
export function nextDeploymentChange(world: RegionWorld): number | undefined {
  let next: number | undefined;
  for (const deployment of Object.values(world.codedeploy.deployments)) {
    const due = nextDue(deployment);
    if (due !== undefined && (next === undefined || due < next)) next = due;
  }
  return next;
}

/**
 * Brings all deployments as far as they can get at the context's time. It also sees what ECS has done since the last
 * time, so it is to be called after every change of the world; doing so twice does nothing more.
 */
export function applyDeploymentChanges(context: CallContext): void {
  let moved = true;
  while (moved) {
    moved = false;
    for (const deployment of Object.values(context.world.codedeploy.deployments)) {
      if (deployment.phase.name === 'over') continue;
      const scene = sceneOf(deployment, context);
      const alarm = pollAlarms(scene);
      const trigger = alarm ? 'alarm' : triggerOf(scene);
      if (trigger && fire(scene, trigger, alarm)) moved = true;
    }
  }
}

function nextDue(deployment: DeploymentRecord): number | undefined {
  const { phase, unsteadySince } = deployment;
  if (phase.name === 'over') return undefined;
  const unsettled = unsteadySince && isSettled(phase.name) ? unsettledAt(unsteadySince) : undefined;
  const due = [phase.timer.at, unsettled, nextPoll(deployment)].flatMap((time) => time?.getTime() ?? []);
  return Math.min(...due);
}

/** What brings a deployment on at this moment. What ECS tells goes before what the clock tells. */
function triggerOf(scene: Scene): Trigger | undefined {
  const { deployment, context } = scene;
  const { phase } = deployment;
  if (phase.name === 'over') return undefined;
  if (phase.name === 'installing' && isGreenSteady(scene)) return 'greenSteady';
  noteSteadiness(scene);
  const { unsteadySince } = deployment;
  if (unsteadySince && isSettled(phase.name) && unsettledAt(unsteadySince) <= context.now) return 'serviceUnsettled';
  return phase.timer.at <= context.now ? phase.timer.trigger : undefined;
}

function isGreenSteady({ deployment, role }: Scene): boolean {
  return greenAndBlue(deployment, role).green?.stabilityStatus === 'STEADY_STATE';
}

/**
 * Notes since when a service whose replacement task set is installed has not been steady: either task set counts.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html
 */
function noteSteadiness({ deployment, context, role }: Scene): void {
  if (!isSettled(deployment.phase.name) || !deployment.parts?.green) return;
  const { blue, green } = greenAndBlue(deployment, role);
  const steady = [blue, green].every((set) => set?.stabilityStatus === 'STEADY_STATE');
  if (steady) delete deployment.unsteadySince;
  else deployment.unsteadySince ??= context.now;
}

function isSettled(phase: PhaseName): boolean {
  const settled: readonly PhaseName[] = SETTLED;
  return settled.includes(phase);
}
