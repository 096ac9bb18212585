import { randomInt, randomUUID } from 'node:crypto';
import { systemClock } from '../clock.js';
import { administer } from './admin.js';
import type { Process } from './advance.js';
import { type Alarm, createAlarm } from './clock/alarm.js';
import type { EngineClock } from './clock/engine-clock.js';
import { createRunningClock } from './clock/running-clock.js';
import { createVirtualClock } from './clock/virtual-clock.js';
import type { Companion, LocalTask, OpenListener, StartCompanion } from './companion.js';
import type { SettledOptions } from './engine-options.js';
import { createErrands, type Errands } from './errands.js';
import type { EngineEvent } from './events/engine-event.js';
import { createExchange, type Exchange } from './exchange.js';
import { releaseLock, takeLock } from './hosting/lock.js';
import { createJournal, type JournalEntry } from './journal.js';
import { createKernel, type Kernel, type KernelParts } from './kernel.js';
import { isLoopback } from './loopback.js';
import { createOutbox, type Delivery } from './outbox.js';
import { createScenarios, type ScenariosInForce } from './scenario/in-force.js';
import { fateOfRequest } from './scenario/wire/fate-of-request.js';
import { type EngineServer, listen, type Served } from './server.js';
import type { ServiceDefinition } from './service.js';
import { createStandIns } from './stand-ins.js';
import { createKeeper, forgetful, type Keeper } from './state/keeper.js';
import { type EngineState, loadState } from './state/state-file.js';
import type { RegionWorld, World } from './world/world.js';

/** The services that an engine is made of, and what happens in them by itself. */
export interface EngineModel<Mail> extends Delivery<Mail> {
  readonly services: readonly ServiceDefinition[];
  /** In the order in which they act at one instant. */
  readonly processes: readonly Process[];
  readonly emptyRegion: (region: string) => RegionWorld;
  /** What comes between a client's request and the operation; absent: nothing does. */
  readonly beforeCall?: KernelParts['beforeCall'];
  /** What runs beside the world; absent: nothing. */
  readonly companions?: (options: SettledOptions) => readonly StartCompanion[];
}

/** A running engine. */
export interface AssembledEngine<Mail> extends AsyncDisposable {
  /** `http://127.0.0.1:4566`: what SDK clients take as their endpoint. */
  readonly endpoint: string;
  /** The engine's own time. */
  readonly clock: EngineClock;
  /** The requests so far, oldest first: what was called, and whether it could change anything. */
  readonly requests: readonly JournalEntry[];
  /** The mails that were delivered to confirmed subscriptions, oldest first. */
  readonly mail: readonly Mail[];
  /** What happened, as EventBridge would tell of it, oldest first. */
  readonly events: readonly EngineEvent[];
  /** The world as it is now, to look at. */
  readonly world: World;
  /** Where the listeners of its load balancers are on this machine; none without `traffic`. */
  readonly listeners: readonly OpenListener[];
  /** The tasks that run, or ran, as processes of this machine; none without `traffic`. */
  readonly tasks: readonly LocalTask[];
  /** What goes wrong in it on purpose. */
  readonly scenarios: ScenariosInForce;
  /** How many other processes use this engine. */
  attached(): number;
  /** Resolves when none does any more; rejects with the signal's reason. */
  whenDetached(signal?: AbortSignal): Promise<void>;
  /** Empties the world. The clock goes on and the requests stay. */
  reset(): Promise<void>;
  /** Keeps the world, when there is a state directory, and stops. */
  close(): Promise<void>;
}

/**
 * Starts an engine of any model.
 *
 * @returns `undefined`: another engine holds the state directory
 * @throws `BgDeployError` `local-unavailable`, `local-state-damaged` or `usage-invalid`
 */
export async function assembleEngine<Mail>(
  model: EngineModel<Mail>,
  options: SettledOptions,
): Promise<AssembledEngine<Mail> | undefined> {
  const { stateDirectory: directory } = options;
  let open: (served: Served) => void = () => {};
  // The address must be known before the directory can be taken, and the directory be taken before anything is served.
  const opened = new Promise<Served>((resolve) => {
    open = resolve;
  });
  const server = await listen(opened, options);
  if (!isLoopback(options.host)) {
    options.warn(
      `The embedded engine listens on ${options.host} and has no access control: whoever reaches it may do everything in it.`,
    );
  }
  const token = randomUUID();
  try {
    if (directory === undefined) return run(model, options, { server, open });
    if (!(await takeLock(directory, { pid: process.pid, endpoint: server.endpoint, token }))) {
      await server.close();
      return undefined;
    }
    return run(model, options, { server, open, kept: { directory, token, state: await loadState(directory) } });
  } catch (error) {
    if (directory !== undefined) await releaseLock(directory, token);
    await server.close();
    throw error;
  }
}

interface Ground {
  readonly server: EngineServer;
  /** Lets the requests in. */
  readonly open: (served: Served) => void;
  readonly kept?: { readonly directory: string; readonly token: string; readonly state: EngineState | undefined };
}

function run<Mail>(
  model: EngineModel<Mail>,
  options: SettledOptions,
  { server, open, kept }: Ground,
): AssembledEngine<Mail> {
  const { speed, warn } = options;
  const seed = options.seed ?? randomInt(2 ** 32);
  const world: World = kept?.state?.world ?? { seed, regions: {} };
  // What an older engine has put away lacks what services have learnt to remember since.
  for (const [name, region] of Object.entries(world.regions)) {
    world.regions[name] = completed(region, model.emptyRegion(name));
  }
  const start = startTime(kept?.state, options);
  const errands = createErrands(warn);
  const scenarios = createScenarios(options.scenarios, () => {
    world.requests = undefined;
  });
  const closing = new AbortController();
  const journal = createJournal();
  const standIns = createStandIns(options.hooks);
  const clock: EngineClock = speed > 0 ? createRunningClock(start, speed) : virtualClock(start, errands, () => parts);
  const keeper: Keeper = kept
    ? createKeeper(kept.directory, kept.token, () => ({
        world,
        engineTime: new Date(clock.now()),
        realTime: new Date(),
      }))
    : forgetful;
  let companions: readonly Companion[] = [];
  const outbox = createOutbox({
    delivery: model,
    standIns,
    endpoint: server.endpoint,
    mailDirectory: options.mailDirectory,
    eventsFile: options.eventsFile,
    warn,
    async tell(region, change) {
      kernel.change(region, change);
      await keeper.kept();
    },
  });
  const alarm: Alarm | undefined = speed > 0 ? createAlarm(clock, () => catchUp()) : undefined;
  const kernel: Kernel = createKernel({
    world,
    reached: kept?.state?.engineTime.getTime() ?? start,
    now: clock.now,
    processes: model.processes,
    emptyRegion: model.emptyRegion,
    beforeCall: model.beforeCall,
    standIn: standIns.kindOf,
    rules: scenarios.rules,
    containers: options.traffic ? 'real' : 'assumed',
    takeErrands: outbox.take,
    onErrand: errands.start,
    onChange() {
      alarm?.set(kernel.nextChange());
      keeper.changed();
      for (const companion of companions) companion.worldChanged();
    },
  });
  const exchange = createExchange({
    services: model.services,
    kernel,
    journal,
    save: keeper.kept,
    now: clock.now,
    warn,
    fateOf(request) {
      if (scenarios.rules().length > 0) catchUp();
      const { verdict, ledger } = fateOfRequest(scenarios.rules(), world, request);
      if (ledger) world.requests = ledger;
      return verdict;
    },
    async sleep(milliseconds) {
      // A virtual clock stands still while a hook is at work, which may be the one that waits for this answer.
      if (speed > 0 || !errands.pending()) await clock.sleep(milliseconds, closing.signal);
    },
  });
  const parts: MovingParts = { kernel, exchange };

  function catchUp(): void {
    try {
      kernel.catchUp();
      alarm?.set(kernel.nextChange());
    } catch (error) {
      warn(`The embedded engine does not get on: ${messageOf(error)}`);
      // It would ring again at once, for ever; the next request tries again.
      alarm?.set(undefined);
    }
  }

  async function reset(): Promise<void> {
    errands.abandon(new Error('The engine was emptied'));
    outbox.forget();
    kernel.reset(seed);
    await keeper.kept();
  }

  async function close(): Promise<void> {
    server.refuseAttachments();
    closing.abort();
    alarm?.set(undefined);
    await graceFor(errands, ERRANDS_GRACE_MS);
    errands.abandon(new Error('The engine is closing'));
    await Promise.all(companions.map((companion) => companion.close()));
    // What their end has brought about is written before whoever waits for this may remove the folder.
    await graceFor(errands, LAST_WORDS_MS);
    await keeper.end().catch((error: unknown) => warn(`The embedded engine's state was not kept: ${messageOf(error)}`));
    outbox.events.end();
    await server.close();
  }

  let closed: Promise<void> | undefined;
  const closeOnce = () => {
    closed ??= close();
    return closed;
  };
  const engine: AssembledEngine<Mail> = {
    endpoint: server.endpoint,
    clock,
    world,
    get requests() {
      return journal.entries();
    },
    get mail() {
      return outbox.mail();
    },
    get events() {
      return outbox.events.soFar();
    },
    get listeners() {
      return companions.flatMap((companion) => companion.listeners?.() ?? []);
    },
    get tasks() {
      return companions.flatMap((companion) => companion.tasks?.() ?? []);
    },
    scenarios,
    attached: server.attached,
    whenDetached: server.whenDetached,
    reset,
    close: closeOnce,
    [Symbol.asyncDispose]: closeOnce,
  };
  // Time may have gone on while the world was put away.
  catchUp();
  // What was under way outside the world when the last engine ended is begun anew.
  for (const region of Object.values(world.regions)) outbox.take(region).forEach(errands.start);
  companions = (model.companions?.(options) ?? []).map((start) =>
    start({
      world,
      clock,
      errands,
      change: kernel.change,
      endpoint: server.endpoint,
      stateDirectory: options.stateDirectory,
      onListener: options.onListener,
      warn,
    }),
  );
  open({
    answer: exchange.answer,
    events: outbox.events,
    administer: (method, path, body) => administer({ engine, closing: closed !== undefined }, { method, path, body }),
  });
  return engine;
}

/** A region with what it lacks of an empty one: services, and the members of services. */
function completed(region: RegionWorld, empty: RegionWorld): RegionWorld {
  return {
    ...empty,
    ...region,
    cloudwatch: { ...empty.cloudwatch, ...region.cloudwatch },
    codedeploy: { ...empty.codedeploy, ...region.codedeploy },
    ecs: { ...empty.ecs, ...region.ecs },
    elbv2: { ...empty.elbv2, ...region.elbv2 },
    events: { ...empty.events, ...region.events },
    sns: { ...empty.sns, ...region.sns },
  };
}

interface MovingParts {
  readonly kernel: Kernel;
  readonly exchange: Exchange;
}

/** @param parts - asked when the clock moves: they are made after it, because they need to know the time */
function virtualClock(start: number, errands: Errands, parts: () => MovingParts): EngineClock {
  return createVirtualClock(start, {
    nextChange: () => parts().kernel.nextChange(),
    catchUp: () => parts().kernel.catchUp(),
    requestsInFlight: () => parts().exchange.requestsInFlight(),
    requestsSoFar: () => parts().exchange.requestsSoFar(),
    errandsPending: errands.pending,
    errandsDone: errands.done,
    fallAsleep: errands.fallAsleep,
  });
}

/** Real milliseconds that hooks which are at work are given when the engine closes. */
const ERRANDS_GRACE_MS = 5000;

/** … and those that follow from its closing. */
const LAST_WORDS_MS = 1000;

async function graceFor(errands: Errands, milliseconds: number): Promise<void> {
  const patience = new AbortController();
  const over = systemClock.sleep(milliseconds, patience.signal).catch(() => {});
  await Promise.race([errands.done(), over]);
  patience.abort();
}

function startTime(state: EngineState | undefined, { speed, startAt }: SettledOptions): number {
  if (!state) return startAt?.getTime() ?? Date.now();
  const away = Math.max(0, Date.now() - state.realTime.getTime());
  return Math.floor(state.engineTime.getTime() + away * speed);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
