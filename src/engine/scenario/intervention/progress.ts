import { applyDeploymentChanges } from '../../codedeploy/progress.js';
import type { CallContext } from '../../operation.js';
import type { RegionWorld } from '../../world/world.js';
import type { InterventionRule } from '../rule.js';
import { carryOut } from './carry-out.js';
import { concernOf } from './group-concerned.js';
import { dueAt } from './moment-reached.js';
import { emptyInterventionWorld, type InterventionWorld } from './world.js';

/**
 * When somebody next intervenes, as far as that is known by now.
 *
 * @returns milliseconds since the epoch; `undefined` where nobody will
 */
export function nextIntervention({ interventions }: RegionWorld): number | undefined {
  const times = (interventions?.done ?? []).filter(({ made }) => !made).map(({ at }) => at.getTime());
  return times.length === 0 ? undefined : Math.min(...times);
}

/**
 * Notes which moments have come, and intervenes where it is time to. To be called after deployments have got on, and
 * at every instant at which they do.
 */
export function applyInterventions(context: CallContext): void {
  const rules = context.rules.filter((rule): rule is InterventionRule => rule.kind === 'intervention');
  if (rules.length === 0 && !context.world.interventions) return;
  context.world.interventions ??= emptyInterventionWorld();
  const world = context.world.interventions;
  do {
    watchNew(context, world);
    noteMoments(context, world, rules);
  } while (makeDue(context, world));
}

/** Takes note of deployments that a user has started; what was done before such a call was done for that deployment. */
function watchNew({ world }: CallContext, interventions: InterventionWorld): void {
  for (const { id, creator } of Object.values(world.codedeploy.deployments)) {
    if (creator !== 'user' || interventions.deployments[id]) continue;
    interventions.deployments[id] = 'watched';
    for (const record of interventions.done) record.deploymentId ??= id;
  }
}

function noteMoments(
  context: CallContext,
  { deployments, done }: InterventionWorld,
  rules: readonly InterventionRule[],
) {
  for (const [deploymentId, kind] of Object.entries(deployments)) {
    const deployment = context.world.codedeploy.deployments[deploymentId];
    if (kind === 'own' || !deployment) continue;
    for (const { moment, does, ...rest } of rules) {
      if (moment.kind === 'before-call' || (deployment.phase.name === 'over' && moment.kind !== 'ended')) continue;
      const rule = JSON.stringify({ ...rest, moment, does });
      if (done.some((record) => record.rule === rule && record.deploymentId === deploymentId)) continue;
      const at = dueAt(moment, deployment, context.now);
      if (at) done.push({ rule, deploymentId, at, does, made: false });
    }
  }
}

/** @returns whether anything was done, so that there may be more to note */
function makeDue(context: CallContext, { deployments, done }: InterventionWorld): boolean {
  const due = done.filter(({ made, at }) => !made && at <= context.now);
  for (const record of due) {
    record.made = true;
    const deployment = context.world.codedeploy.deployments[record.deploymentId ?? ''];
    const concern = deployment && concernOf(context, deployment);
    const own = concern && carryOut(record.does, concern);
    if (own !== undefined) deployments[own] = 'own';
  }
  // CodeDeploy sees at once what somebody did, as it does after a request.
  if (due.length > 0) applyDeploymentChanges(context);
  return due.length > 0;
}
