import { watchAlarms } from '../alarm-poll.js';
import type { Cause } from './cause.js';
import {
  announceReady,
  begin,
  failEvents,
  startEvent,
  startReturn,
  startTerminationWait,
  succeedEvent,
} from './effects/course.js';
import { invokeHook } from './effects/hook.js';
import { inspect } from './effects/inspect.js';
import { confirmReturn, deleteGreen, restorePrimary, restoreTestTraffic, restoreTraffic } from './effects/restore.js';
import { launchRollback } from './effects/rollback.js';
import { createGreen, deleteBlue, makeGreenPrimary } from './effects/task-set.js';
import { attachGreenGroup, moveTestTraffic, shiftTraffic } from './effects/traffic.js';
import { causeOfRefusal } from './refusal.js';
import type { Scene } from './scene.js';

/** What a rule does to the deployment and to the world; it answers why the deployment has to end, if it has to. */
export type Effect = (scene: Scene) => Cause | undefined;

const EFFECTS = {
  begin,
  inspect,
  watchAlarms,
  startEvent,
  succeedEvent,
  failEvents,
  invokeHook,
  attachGreenGroup,
  createGreen,
  moveTestTraffic,
  announceReady,
  shiftTraffic,
  makeGreenPrimary,
  startTerminationWait,
  deleteBlue,
  restoreTraffic,
  restoreTestTraffic,
  restorePrimary,
  deleteGreen,
  launchRollback,
  startReturn,
  confirmReturn,
} as const satisfies Record<string, Effect>;

/** The name of an effect, as the rules write it. */
export type EffectName = keyof typeof EFFECTS;

/**
 * Carries effects out, one after the other.
 *
 * @returns why the deployment has to end; the effects behind the one that said so are left out
 */
export function carryOut(scene: Scene, effects: readonly EffectName[]): Cause | undefined {
  for (const name of effects) {
    const cause = attempt(scene, EFFECTS[name]);
    if (cause) return cause;
  }
  return undefined;
}

function attempt(scene: Scene, effect: Effect): Cause | undefined {
  try {
    return effect(scene);
  } catch (error) {
    const cause = causeOfRefusal(error, scene);
    if (!cause) throw error;
    return cause;
  }
}
