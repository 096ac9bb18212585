import { type Companion, type CompanionGround, type LocalTask, regionsOf, type StartCompanion } from '../companion.js';
import { assumeContainers, type ContainerReport, forgetLocalPorts, reportContainer } from '../ecs/container-report.js';
import type { TaskRecord } from '../ecs/world.js';
import { stored } from '../elbv2/lookup.js';
import type { TrafficOptions } from '../traffic-options.js';
import type { RegionWorld } from '../world/world.js';
import { containerPlan, type PlannedContainer } from './container-plan.js';
import { createLocalPorts } from './local-port.js';
import { sparingly } from './sparingly.js';
import { createTaskRun, type TaskRun } from './task-run.js';
import { createWarden } from './warden.js';

/** What a container has at least to end by itself, in real milliseconds, however fast the engine's time runs. */
const LEAST_GRACE_MS = 2000;
/** How long a port may take, in real milliseconds. */
const PORT_PATIENCE_MS = 10_000;
/** What it has when the engine closes. */
const CLOSING_GRACE_MS = 2000;

/** A task of the world with where it stands in it. */
interface PlacedTask {
  readonly region: RegionWorld;
  readonly cluster: string;
  readonly task: TaskRecord;
}

/** Runs the tasks of the world as processes of this machine. */
export function runTasks(options: TrafficOptions): StartCompanion {
  return (ground) => startTasks(options, ground);
}

/** Lets go on what an engine with real containers left to their reports. */
export const assumeTasks: StartCompanion = ({ world, change }) => {
  for (const { region, ecs } of regionsOf(world)) {
    const kept = Object.values(ecs.clusters).some(({ tasks }) => Object.values(tasks).some(needsReports));
    if (kept) change(region, assumeContainers);
  }
  return { worldChanged() {}, async close() {} };
};

/** Whether a task got to where only a report takes it on, or has a port of this machine. */
function needsReports({ shown, future, targets }: TaskRecord): boolean {
  const waits = shown.lastStatus === 'ACTIVATING' || shown.lastStatus === 'STOPPING';
  return (waits && future.length === 0) || targets.some(({ localPort }) => localPort !== undefined);
}

function startTasks(options: TrafficOptions, ground: CompanionGround): Companion {
  const { world, clock, errands, warn } = ground;
  const warden = createWarden();
  const ports = createLocalPorts();
  /** By ARN; what ended stays as long as the world remembers the task. */
  const tellExit = sparingly(warn);
  const runs = new Map<string, TaskRun>();
  const ending = new WeakSet<TaskRun>();
  const unread = new Set<string>();
  let closing = false;

  /** Starts and stops what the world wants started and stopped. */
  function follow(): void {
    if (closing) return;
    const known = new Set<string>();
    for (const placed of tasksIn(world)) {
      const { taskArn, lastStatus, desiredStatus } = placed.task.shown;
      known.add(taskArn);
      switch (lastStatus) {
        case 'PROVISIONING':
        case 'PENDING':
          break;
        case 'ACTIVATING':
        case 'RUNNING':
          if (desiredStatus === 'RUNNING' && !runs.has(taskArn)) begin(placed);
          break;
        case 'DEACTIVATING':
          break;
        case 'STOPPING':
          if (runs.has(taskArn)) end(taskArn);
          else if (placed.task.future.length === 0) missing(placed);
          break;
        case 'DEPROVISIONING':
        case 'STOPPED':
          end(taskArn);
      }
    }
    for (const taskArn of runs.keys()) {
      if (known.has(taskArn)) continue;
      end(taskArn);
      if (runs.get(taskArn)?.isGone()) runs.delete(taskArn);
    }
  }

  function begin({ region, cluster, task }: PlacedTask): void {
    const { taskArn } = task.shown;
    const containers = containerPlan(region, cluster, task, options);
    for (const { name, namesEnvironmentFiles, who } of containers) {
      if (namesEnvironmentFiles) saySkipped(`${who.taskDefinition} ${name}`, name);
    }
    const run = createTaskRun({
      name: `The task ${task.id} of ${task.serviceName}`,
      region: region.region,
      containers,
      ports,
      startCommand: warden.start,
      folder: options.folder ?? process.cwd(),
      endpoint: ground.endpoint,
      report: (reports) => report(region.region, cluster, task.id, reports),
      graceMs,
      portPatienceMs: options.portPatienceMs ?? PORT_PATIENCE_MS,
      warn,
      tellExit: (subject, text) => tellExit(`${task.taskSetId} ${subject}`, text),
    });
    runs.set(taskArn, run);
    errands.start({ description: `Starting the task ${task.id}`, run: run.begin });
  }

  function end(taskArn: string): void {
    const run = runs.get(taskArn);
    if (!run || run.isGone() || ending.has(run)) return;
    ending.add(run);
    run.stop();
    errands.start({ description: `Stopping ${taskArn}`, run: run.gone });
  }
  /** The engine was away while the task should have stopped. */
  function missing({ region, cluster, task }: PlacedTask): void {
    errands.start({
      description: `Stopping ${task.shown.taskArn}`,
      run: async () => report(region.region, cluster, task.id, [{ kind: 'lost' }]),
    });
  }

  function report(region: string, cluster: string, id: string, reports: readonly ContainerReport[]): void {
    // When the engine closes, its tasks go on running in the world that is kept.
    if (closing) return;
    // The world may have been emptied; a report must not found a region anew.
    if (!stored(stored(world.regions, region)?.ecs.clusters ?? {}, cluster)?.tasks[id]) return;
    try {
      ground.change(region, (context) => {
        for (const one of reports) reportContainer(context, { cluster, id }, one);
      });
    } catch (error) {
      warn(`A report on the task ${id} was lost: ${error instanceof Error ? error.message : error}`);
    }
  }

  function graceMs({ stopTimeout }: PlannedContainer): number {
    return clock.speed > 0 ? Math.max(LEAST_GRACE_MS, (stopTimeout * 1000) / clock.speed) : LEAST_GRACE_MS;
  }

  function saySkipped(key: string, name: string): void {
    if (unread.has(key)) return;
    unread.add(key);
    warn(`The environmentFiles of the container ${name} are not read: give what is in them in environment`);
  }

  function shown(): LocalTask[] {
    return tasksIn(world).flatMap(({ task }) => {
      const run = runs.get(task.shown.taskArn);
      if (!run) return [];
      const { taskArn, lastStatus } = task.shown;
      const { serviceName: service, taskSetId: taskSet } = task;
      return [{ taskArn, service, taskSet, lastStatus, containers: run.containers() }];
    });
  }

  for (const { region } of regionsOf(world)) ground.change(region, forgetLocalPorts);
  const again = tasksIn(world).filter(({ task }) => wasRunning(task));
  if (again.length > 0) {
    const names = again.map(({ task }) => `${task.serviceName} ${task.id.slice(0, 8)}`).join(', ');
    warn(`Started again, because ${again.length === 1 ? 'it' : 'they'} ran when the engine stopped: ${names}`);
  }
  follow();

  return {
    worldChanged: follow,
    tasks: shown,
    async close() {
      closing = true;
      for (const run of runs.values()) if (!run.isGone()) run.stop(CLOSING_GRACE_MS);
      await Promise.all([...runs.values()].map((run) => run.gone()));
      await warden.close();
    },
  };
}

function wasRunning({ shown }: TaskRecord): boolean {
  return shown.lastStatus === 'RUNNING' && shown.desiredStatus === 'RUNNING';
}

function tasksIn(world: CompanionGround['world']): PlacedTask[] {
  return regionsOf(world).flatMap((region) =>
    Object.entries(region.ecs.clusters).flatMap(([cluster, { tasks }]) =>
      Object.values(tasks).map((task) => ({ region, cluster, task })),
    ),
  );
}
