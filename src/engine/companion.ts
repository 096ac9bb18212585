import type { EngineClock } from './clock/engine-clock.js';
import type { Errands } from './errands.js';
import type { CallContext } from './operation.js';
import type { RegionWorld, World } from './world/world.js';

/**
 * Something real that follows the world: processes of its tasks, listeners of its load balancers. It looks at the world
 * whenever that has changed, and reports what it finds as a change of its own.
 */
export interface Companion {
  /** The world has changed, or was emptied. Called in the turn of the change: what follows from it comes later. */
  worldChanged(): void;
  /** The listeners of load balancers that it has opened on this machine. */
  listeners?(): readonly OpenListener[];
  /** The tasks that it has run on this machine, with those that have stopped but can still be described. */
  tasks?(): readonly LocalTask[];
  /** Ends all that it runs. */
  close(): Promise<void>;
}

/** A listener of a load balancer as it can be reached on this machine. */
export interface OpenListener {
  /** The load balancer's name. */
  readonly loadBalancer: string;
  readonly listenerArn: string;
  /** As the listener says it. */
  readonly port: number;
  readonly protocol: string;
  /** `http://127.0.0.1:8080`, for HTTPS as well; `tcp://127.0.0.1:8080` behind a Network Load Balancer. */
  readonly address: string;
}

/** A task as it runs, or ran, on this machine. */
export interface LocalTask {
  readonly taskArn: string;
  /** The service's name. */
  readonly service: string;
  /** The task set's id. */
  readonly taskSet: string;
  /** As DescribeTasks says it. */
  readonly lastStatus: string;
  readonly containers: readonly LocalContainer[];
}

/** What runs, or ran, in the place of a container. */
export interface LocalContainer {
  readonly name: string;
  /** Absent where no process stands for it. */
  readonly pid?: number;
  /** Ports of this machine by container port. */
  readonly ports: Readonly<Record<number, number>>;
  /** Absent while it runs. */
  readonly exitCode?: number;
  /** The last lines that it wrote, oldest first. */
  readonly lines: readonly string[];
}

/** What a companion works with. */
export interface CompanionGround {
  /** To look at; it is changed by {@link CompanionGround.change} only. */
  readonly world: World;
  readonly clock: EngineClock;
  /** For real work that a virtual clock has to wait for. */
  readonly errands: Errands;
  /**
   * Changes a region from outside, as a request would: at the present engine time, wholly or not at all.
   *
   * @throws what the change throws
   */
  change(region: string, apply: (context: CallContext) => void): void;
  /** The engine's address. */
  readonly endpoint: string;
  /** Is to be told of each listener that opens on this machine. */
  readonly onListener: (listener: OpenListener) => void;
  /** Where the engine keeps its state, if it does. */
  readonly stateDirectory: string | undefined;
  readonly warn: (line: string) => void;
}

/** Starts a companion beside an engine. */
export type StartCompanion = (ground: CompanionGround) => Companion;

/** The regions of a world. */
export function regionsOf({ regions }: World): RegionWorld[] {
  return Object.values(regions);
}
