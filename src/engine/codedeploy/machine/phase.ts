import type { HookEventName, LifecycleEventName } from '../../../domain/lifecycle-event.js';
import type { Cause, DeploymentError } from './cause.js';

/** A place on a deployment's way: a lifecycle event, or one of the two waits, which are no events. */
export type Station = LifecycleEventName | 'ReadyWait' | 'TerminationWait';

/** What brings a deployment on. */
export type Trigger =
  /** The time of the phase's timer has come: … */
  | TimedTrigger
  /** ECS calls the replacement task set steady. */
  | 'greenSteady'
  /** The service was scaled after the installation, and was not steady again within five minutes. */
  | 'serviceUnsettled'
  /** A Lambda function has reported. */
  | 'hookSucceeded'
  | 'hookFailed'
  /** Somebody called an operation. */
  | 'continueReady'
  | 'continueTermination'
  | 'stop'
  /** A poll of the alarms has found one on, or could not read them. */
  | 'alarm'
  /** A service refused what CodeDeploy asked of it, or what it found cannot be deployed to. */
  | 'refused';

/** The triggers that time brings. */
export type TimedTrigger =
  | 'begin'
  | 'arrive'
  | 'done'
  | 'step'
  | 'overdue'
  | 'functionMissing'
  /** The engine reports for a function that it stands in for. */
  | 'hookSucceeded'
  | 'hookFailed';

/** What will happen by itself unless something else happens before. */
export interface Timer {
  at: Date;
  trigger: TimedTrigger;
}

/** Where a deployment stands. Plain data: it is kept with the world. */
export type Phase =
  /** Waits to be begun. */
  | { name: 'created'; timer: Timer }
  /** The short time between two lifecycle events. */
  | { name: 'approaching'; station: Station; timer: Timer }
  /** At an event that may have a function: with one until it reports, without one for an instant. */
  | { name: 'hooking'; event: HookEventName; timer: Timer }
  | { name: 'installing'; timer: Timer }
  | { name: 'testing'; timer: Timer }
  | { name: 'ready'; timer: Timer }
  | { name: 'shifting'; timer: Timer }
  | { name: 'terminating'; timer: Timer }
  /** The original task set is gone: nothing can go back any more. */
  | { name: 'finishing'; timer: Timer }
  /** Something ended it; the traffic is about to go back. */
  | { name: 'restoring'; cause: Cause; timer: Timer }
  /** Something ended it; its status is about to say so. */
  | { name: 'closing'; cause: Cause; rollback: boolean; timer: Timer }
  /** A deployment that rolls another one back: waits to be begun, … */
  | { name: 'rollbackCreated'; timer: Timer }
  /** … and confirms what was put back. */
  | { name: 'returning'; timer: Timer }
  | { name: 'over'; status: 'Succeeded' }
  | { name: 'over'; status: 'Failed' | 'Stopped'; error: DeploymentError };

/** The name of a phase. */
export type PhaseName = Phase['name'];

/** A phase that a deployment is in before it is over. */
export type ActivePhase = Exclude<Phase, { name: 'over' }>;
