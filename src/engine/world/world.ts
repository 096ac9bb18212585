import type { CloudWatchWorld } from '../cloudwatch/world.js';
import type { CodeDeployWorld } from '../codedeploy/world.js';
import type { EcsWorld } from '../ecs/world.js';
import type { Elbv2World } from '../elbv2/world.js';
import type { EventsWorld } from '../events/world.js';
import type { InterventionWorld } from '../scenario/intervention/world.js';
import type { RequestLedger } from '../scenario/wire/ledger.js';
import type { SnsWorld } from '../sns/world.js';

/** The account of every engine. */
export const ACCOUNT = '123456789012';

/**
 * All that one region knows. Plain data (strings, numbers, booleans, dates, arrays, plain objects): it is written to
 * the state file as it is, and anything that is to happen later stands in it with the time when it is due, never in a
 * timer. So a world that was put away goes on where time has got to when it is taken out again.
 */
export interface RegionWorld {
  readonly region: string;
  cloudwatch: CloudWatchWorld;
  codedeploy: CodeDeployWorld;
  ecs: EcsWorld;
  elbv2: Elbv2World;
  events: EventsWorld;
  sns: SnsWorld;
  /** What somebody else does on purpose; absent: nobody has done anything. */
  interventions?: InterventionWorld;
}

/** The state of an engine. */
export interface World {
  /** State of the random numbers: the same seed and the same calls give the same ids. */
  seed: number;
  regions: Record<string, RegionWorld>;
  /** What the scenarios in force have counted of the requests; absent: nothing. */
  requests?: RequestLedger;
}
