import { finish } from '../ending.js';
import type { Cause } from './cause.js';
import { causeOf } from './cause-of.js';
import { carryOut } from './effect.js';
import { approach, over, phaseAt, shiftingPhase } from './enter.js';
import type { Phase, Trigger } from './phase.js';
import { rollsBack } from './rollback-choice.js';
import type { Scene } from './scene.js';
import { STATIONS } from './station.js';
import { timerOf } from './timing.js';
import { type Transition, transitionFor } from './transition.js';

/**
 * Brings a deployment on by a trigger, as the rules have it.
 *
 * @param given - why it ends, where the trigger is one that says so itself
 * @returns whether the trigger means anything in the present phase
 */
export function fire(scene: Scene, trigger: Trigger, given?: Cause): boolean {
  const { deployment, context } = scene;
  const rule = transitionFor(deployment.phase.name, trigger);
  if (!rule) return false;
  if (rule.next === 'unmoved') return true;
  deployment.updatedAt = context.now;
  // Why it ends is read from the phase before the effects change what there is to read.
  const cause = given ?? (rule.because && causeOf(rule.because, deployment));
  const refusal = carryOut(scene, effectsOf(scene, rule));
  if (refusal) return fire(scene, 'refused', refusal);
  deployment.phase = phaseAfter(scene, rule, cause);
  if (deployment.phase.name === 'over') finish(scene);
  return true;
}

function effectsOf({ deployment: { phase } }: Scene, { effects, next }: Transition) {
  return next === 'station' && phase.name === 'approaching'
    ? [...effects, ...STATIONS[phase.station].effects]
    : effects;
}

function closing({ deployment }: Scene, cause: Cause): 'closing' | 'closingUntouched' {
  return cause.kind === 'alarm-active' && !deployment.parts?.green ? 'closingUntouched' : 'closing';
}

function phaseAfter(scene: Scene, { next }: Transition, cause: Cause | undefined): Phase {
  const { deployment, context } = scene;
  const { phase } = deployment;
  switch (next) {
    case 'onward':
      return approach(scene);
    case 'station':
      return phase.name === 'approaching' ? phaseAt(scene, phase.station) : phase;
    case 'again':
      return shiftingPhase(scene);
    case 'out': {
      if (!cause) throw new Error(`The deployment ${deployment.id} ends for no reason`);
      return rollsBack(deployment, cause)
        ? { name: 'restoring', cause, timer: timerOf('restoring', context) }
        : { name: 'closing', cause, rollback: false, timer: timerOf(closing(scene, cause), context) };
    }
    case 'closing':
      return phase.name === 'restoring'
        ? { name: 'closing', cause: phase.cause, rollback: true, timer: timerOf('closing', context) }
        : phase;
    case 'finishing':
      return { name: 'finishing', timer: timerOf('finishing', context) };
    case 'returning':
      return { name: 'returning', timer: timerOf('returning', context) };
    case 'over':
      return phase.name === 'closing' ? over(phase.cause) : { name: 'over', status: 'Succeeded' };
    case 'unmoved':
      return phase;
  }
}
