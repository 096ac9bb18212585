import { LIFECYCLE_EVENTS, type LifecycleEventName, TEST_TRAFFIC_EVENTS } from '../../../domain/lifecycle-event.js';
import type { EffectName } from './effect.js';
import type { PhaseName, Station } from './phase.js';

/** What happens where a deployment comes to. */
interface StationRule {
  readonly phase: Extract<PhaseName, 'hooking' | 'installing' | 'testing' | 'ready' | 'shifting' | 'terminating'>;
  /** Done on arrival, in this order; the first that is refused ends the deployment. */
  readonly effects: readonly EffectName[];
  readonly source: string;
  readonly unverified?: string;
}

const HOOKS = 'https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html';
const STEPS = 'https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-steps-ecs.html';
const API_BLUE_GREEN =
  'https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_BlueGreenDeploymentConfiguration.html';
const TROUBLESHOOTING = 'https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ecs.html';

const HOOKING: StationRule = { phase: 'hooking', effects: ['startEvent', 'invokeHook'], source: HOOKS };

/** All places that a deployment can come to. */
export const STATIONS: Readonly<Record<Station, StationRule>> = {
  BeforeInstall: HOOKING,
  Install: {
    phase: 'installing',
    // A gradual shift has the green group on the production listener from the start, with weight 0, so that its
    // targets' health counts; an all-at-once shift has not.
    effects: ['startEvent', 'attachGreenGroup', 'createGreen'],
    source: TROUBLESHOOTING,
  },
  AfterInstall: HOOKING,
  AllowTestTraffic: { phase: 'testing', effects: ['startEvent', 'moveTestTraffic'], source: STEPS },
  AfterAllowTestTraffic: HOOKING,
  ReadyWait: {
    phase: 'ready',
    effects: ['announceReady'],
    source: API_BLUE_GREEN,
    unverified: 'its place before BeforeAllowTraffic',
  },
  BeforeAllowTraffic: HOOKING,
  AllowTraffic: { phase: 'shifting', effects: ['startEvent', 'shiftTraffic'], source: STEPS },
  AfterAllowTraffic: HOOKING,
  TerminationWait: { phase: 'terminating', effects: ['startTerminationWait'], source: API_BLUE_GREEN },
};

/** What decides which places a deployment passes. */
export interface Itinerary {
  readonly testListener: boolean;
  readonly readyWait: boolean;
}

/** The lifecycle events that a deployment lists, in order: 8 with a test listener, 6 without. */
export function eventsOf({ testListener }: Pick<Itinerary, 'testListener'>): LifecycleEventName[] {
  const onlyWithTest: readonly LifecycleEventName[] = TEST_TRAFFIC_EVENTS;
  return LIFECYCLE_EVENTS.filter((event) => testListener || !onlyWithTest.includes(event));
}

/** The places that a deployment passes, in order. */
export function stationsOf(itinerary: Itinerary): Station[] {
  const events = eventsOf(itinerary).flatMap((event): Station[] =>
    event === 'BeforeAllowTraffic' && itinerary.readyWait ? ['ReadyWait', event] : [event],
  );
  return [...events, 'TerminationWait'];
}
