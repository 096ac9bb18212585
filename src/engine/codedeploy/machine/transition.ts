import type { Expiry } from './cause.js';
import type { EffectName } from './effect.js';
import type { PhaseName, Trigger } from './phase.js';

/** Where a transition leads. */
export type Next =
  /** To the next station of the deployment's way, after a short pause. */
  | 'onward'
  /** To the phase of the station that was approached, with the station's own effects. */
  | 'station'
  /** Again the same phase, with a new timer. */
  | 'again'
  /** Out of the way: back to the original task set where a rollback is wanted and possible, otherwise to the end. */
  | 'out'
  /** Nowhere: it is too late for that. */
  | 'unmoved'
  | Extract<PhaseName, 'finishing' | 'closing' | 'returning' | 'over'>;

/** One rule of the deployment: in a phase, on a trigger, these effects, then this phase. */
export interface Transition {
  readonly from: readonly PhaseName[];
  readonly on: Trigger;
  readonly effects: readonly EffectName[];
  readonly next: Next;
  /** Why the deployment ends; absent where the trigger itself says why. */
  readonly because?: Expiry;
  /** Where the rule comes from. */
  readonly source: string;
  /** What of it nobody has recorded from AWS. */
  readonly unverified?: string;
}

const STEPS = 'https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-steps-ecs.html';
const HOOKS = 'https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html';
const TROUBLESHOOTING = 'https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ecs.html';
const CONFIGURATIONS = 'https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html';
const ROLLBACK = 'https://docs.aws.amazon.com/codedeploy/latest/userguide/deployments-rollback-and-redeploy.html';
const API_CONTINUE = 'https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ContinueDeployment.html';
const API_STOP = 'https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_StopDeployment.html';
const TUTORIAL = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/create-blue-green.html';

/** The phases in which a deployment can still be turned back. */
export const REVERSIBLE = [
  'created',
  'approaching',
  'hooking',
  'installing',
  'testing',
  'ready',
  'shifting',
  'terminating',
] as const satisfies readonly PhaseName[];

/** The phases between the installation of the replacement task set and the end of the shift. */
export const SETTLED = ['hooking', 'testing', 'ready', 'shifting'] as const satisfies readonly PhaseName[];

/**
 * The whole life of a deployment. A pair of phase and trigger that stands here twice, or a timer that no rule answers,
 * is caught by a test; a trigger without a rule means nothing in that phase.
 */
export const TRANSITIONS: readonly Transition[] = [
  { from: ['created'], on: 'begin', effects: ['begin', 'inspect', 'watchAlarms'], next: 'onward', source: STEPS },
  { from: ['approaching'], on: 'arrive', effects: [], next: 'station', source: HOOKS },

  { from: ['hooking'], on: 'done', effects: ['succeedEvent'], next: 'onward', source: TUTORIAL },
  { from: ['hooking'], on: 'hookSucceeded', effects: ['succeedEvent'], next: 'onward', source: HOOKS },
  { from: ['hooking'], on: 'hookFailed', effects: ['failEvents'], next: 'out', because: 'hook-failed', source: HOOKS },
  {
    from: ['hooking'],
    on: 'overdue',
    effects: ['failEvents'],
    next: 'out',
    because: 'hook-silent',
    source: TROUBLESHOOTING,
  },
  {
    from: ['hooking'],
    on: 'functionMissing',
    effects: ['failEvents'],
    next: 'out',
    because: 'function-missing',
    source: HOOKS,
    unverified: 'what CodeDeploy says of a function that does not exist',
  },

  { from: ['installing'], on: 'greenSteady', effects: ['succeedEvent'], next: 'onward', source: STEPS },
  {
    from: ['installing'],
    on: 'overdue',
    effects: ['failEvents'],
    next: 'out',
    because: 'install-timeout',
    source: TROUBLESHOOTING,
  },

  { from: ['testing'], on: 'done', effects: ['succeedEvent'], next: 'onward', source: STEPS },

  { from: ['ready'], on: 'continueReady', effects: [], next: 'onward', source: API_CONTINUE },
  {
    from: ['ready'],
    on: 'overdue',
    effects: ['failEvents'],
    next: 'out',
    because: 'ready-timeout',
    source: API_CONTINUE,
  },

  { from: ['shifting'], on: 'step', effects: ['shiftTraffic'], next: 'again', source: CONFIGURATIONS },
  {
    from: ['shifting'],
    on: 'done',
    effects: ['makeGreenPrimary', 'succeedEvent'],
    next: 'onward',
    source: STEPS,
    unverified: 'the very instant of the switch to PRIMARY: seen by the time when all events had succeeded',
  },
  {
    from: SETTLED,
    on: 'serviceUnsettled',
    effects: ['failEvents'],
    next: 'out',
    because: 'scaling-timeout',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html',
    unverified: 'that it counts outside AllowTraffic as well',
  },

  { from: ['terminating'], on: 'done', effects: ['deleteBlue'], next: 'finishing', source: STEPS },
  {
    from: ['terminating'],
    on: 'continueTermination',
    effects: ['deleteBlue'],
    next: 'finishing',
    source: API_CONTINUE,
  },
  { from: ['finishing'], on: 'done', effects: [], next: 'over', source: STEPS },

  { from: REVERSIBLE, on: 'stop', effects: ['failEvents'], next: 'out', source: API_STOP },
  {
    from: REVERSIBLE,
    on: 'alarm',
    effects: ['failEvents'],
    next: 'out',
    source: ROLLBACK,
    unverified: 'that alarms count in the termination wait as well',
  },
  { from: REVERSIBLE, on: 'refused', effects: ['failEvents'], next: 'out', source: TROUBLESHOOTING },
  {
    // A stop can lose the race: https://github.com/kayac/ecspresso/pull/663
    from: ['finishing', 'restoring', 'closing'],
    on: 'stop',
    effects: [],
    next: 'unmoved',
    source: API_STOP,
    unverified: 'what the answer is; the deployment goes on to its end',
  },

  {
    from: ['restoring'],
    on: 'done',
    effects: ['restoreTraffic', 'restoreTestTraffic', 'restorePrimary', 'deleteGreen'],
    next: 'closing',
    source: ROLLBACK,
    unverified: 'the order when green was PRIMARY already, and where the test listener goes',
  },
  { from: ['closing'], on: 'done', effects: ['launchRollback'], next: 'over', source: ROLLBACK },

  {
    from: ['rollbackCreated'],
    on: 'begin',
    effects: ['begin', 'startReturn'],
    next: 'returning',
    source: ROLLBACK,
    unverified: 'the lifecycle events of a deployment that rolls back',
  },
  { from: ['returning'], on: 'done', effects: ['confirmReturn', 'succeedEvent'], next: 'over', source: ROLLBACK },
  { from: ['returning'], on: 'refused', effects: ['failEvents'], next: 'out', source: ROLLBACK },
  {
    from: ['rollbackCreated', 'returning'],
    on: 'stop',
    effects: ['failEvents'],
    next: 'out',
    source: API_STOP,
    unverified: 'that a rollback can be stopped; it changes nothing any more',
  },
];

/** The rule for a trigger in a phase; `undefined`: the trigger means nothing there. */
export function transitionFor(phase: PhaseName, trigger: Trigger): Transition | undefined {
  return TRANSITIONS.find(({ from, on }) => on === trigger && from.includes(phase));
}
