import type { LocalContainer } from '../companion.js';
import type { ContainerReport } from '../ecs/container-report.js';
import { startBuiltInApp } from './built-in-app.js';
import { containerEnvironment } from './container-environment.js';
import type { PlannedContainer } from './container-plan.js';
import { type LocalPorts, portOpens } from './local-port.js';
import type { RunningContainer } from './running-container.js';
import type { Command } from './warden.js';

/** What a task is run with. */
export interface TaskRunParts {
  readonly name: string;
  readonly region: string;
  readonly containers: readonly PlannedContainer[];
  readonly ports: LocalPorts;
  readonly startCommand: (command: Command) => Promise<RunningContainer>;
  /** Where commands start. */
  readonly folder: string;
  /** The engine's address. */
  readonly endpoint: string;
  /** Tells the world, which may tell this run to stop in the same turn. */
  readonly report: (reports: readonly ContainerReport[]) => void;
  /** How long ports may take to accept connections before the task counts as running all the same, in real ms. */
  readonly portPatienceMs: number;
  /** Real milliseconds that a container has to end by itself. */
  readonly graceMs: (container: PlannedContainer) => number;
  readonly warn: (line: string) => void;
  /** Is told of a container that has ended by itself; what has the same subject counts as the same. */
  readonly tellExit: (subject: string, text: string) => void;
}

/** A task that is run on this machine. */
export interface TaskRun {
  /** Starts the containers, each after those that it depends on; resolves when the task runs, or has ended before. */
  begin(): Promise<void>;
  /** Tells all containers to end; a second call with less patience shortens the first. @param graceMs - at most */
  stop(graceMs?: number): void;
  /** Resolves when nothing of it runs any more. */
  gone(): Promise<void>;
  isGone(): boolean;
  containers(): readonly LocalContainer[];
}

/** A container from its plan to its end. */
interface Stage {
  readonly plan: PlannedContainer;
  ports: Readonly<Record<number, number>>;
  running?: RunningContainer;
  exitCode?: number;
  readonly started: Gate;
  readonly over: Gate;
}

/** Makes the run of a task; nothing happens before it begins. */
export function createTaskRun(parts: TaskRunParts): TaskRun {
  const stages = parts.containers.map(
    (plan): Stage => ({ plan, ports: {}, started: createGate(), over: createGate() }),
  );
  const halt = new AbortController();
  const given: number[] = [];
  /** The task was said to run, or it is known that it never will. */
  const served = new AbortController();
  let patienceMs = Number.POSITIVE_INFINITY;

  async function begin(): Promise<void> {
    await Promise.all(stages.map(beginStage));
    if (halt.signal.aborted || served.signal.aborted) return;
    const patience = AbortSignal.any([halt.signal, served.signal, AbortSignal.timeout(parts.portPatienceMs)]);
    const balanced = stages.flatMap(({ plan, ports }) => plan.balanced.flatMap((inside) => ports[inside] ?? []));
    await Promise.all(balanced.map((port) => portOpens(port, patience))).catch(() => {});
    if (!halt.signal.aborted && !served.signal.aborted) serve([]);
  }

  /** The task runs; it says so before anything that ends it. */
  function serve(then: readonly ContainerReport[]): void {
    const first: ContainerReport[] = served.signal.aborted ? [] : [{ kind: 'serving' }];
    served.abort();
    parts.report([...first, ...then]);
  }

  async function beginStage(stage: Stage): Promise<void> {
    const { plan } = stage;
    const ready = await dependenciesMet(stage);
    if (ready === undefined || halt.signal.aborted) {
      close(stage);
      return;
    }
    try {
      if (!ready) throw new Error('A container that it depends on did not succeed');
      stage.running = await startContainer(stage);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      close(stage);
      stage.started.open();
      if (halt.signal.aborted) return;
      parts.warn(`${parts.name}: the container ${plan.name} could not be started: ${reason}`);
      if (plan.essential) served.abort();
      parts.report([{ kind: 'not-started', container: plan.name, reason }]);
      return;
    }
    void stage.running.ended.then(({ exitCode }) => noteEnd(stage, exitCode));
    stage.started.open();
    parts.report([{ kind: 'started', container: plan.name, ports: stage.ports }]);
    // It was told to stop while it started.
    if (halt.signal.aborted) end(stage);
  }

  /** Waits for what a container depends on; `undefined`: the task was told to stop first, `false`: in vain. */
  async function dependenciesMet({ plan }: Stage): Promise<boolean | undefined> {
    for (const { containerName, condition } of plan.dependsOn) {
      const other = stages.find((stage) => stage.plan.name === containerName);
      if (!other) continue;
      const ended = condition === 'COMPLETE' || condition === 'SUCCESS';
      await Promise.race([ended ? other.over.opened : other.started.opened, aborted(halt.signal)]);
      if (halt.signal.aborted) return undefined;
      if (condition === 'SUCCESS' && other.exitCode !== 0) return false;
    }
    return true;
  }

  async function startContainer(stage: Stage): Promise<RunningContainer> {
    const { plan } = stage;
    const { substitute } = plan;
    if (substitute.kind === 'nothing') return taken();
    stage.ports = Object.fromEntries(
      await Promise.all(plan.ports.map(async (inside) => [inside, await takePort()] as const)),
    );
    if (substitute.kind === 'built-in') {
      return startBuiltInApp(
        plan.who,
        plan.balanced.flatMap((inside) => stage.ports[inside] ?? []),
      );
    }
    const [first] = plan.ports;
    const port = (first === undefined ? undefined : stage.ports[first]) ?? (await takePort());
    return parts.startCommand({
      command: substitute.command,
      folder: parts.folder,
      env: containerEnvironment({
        container: plan,
        ports: stage.ports,
        port,
        region: parts.region,
        endpoint: parts.endpoint,
        own: process.env,
      }),
    });
  }

  async function takePort(): Promise<number> {
    const port = await parts.ports.take();
    given.push(port);
    return port;
  }

  function end({ plan, running }: Stage): void {
    running?.stop(Math.min(patienceMs, parts.graceMs(plan)));
  }

  function close(stage: Stage): void {
    stage.over.open();
    if (stages.every(isOver)) parts.ports.giveBack(given);
  }

  function noteEnd(stage: Stage, exitCode: number): void {
    const { plan } = stage;
    stage.exitCode = exitCode;
    close(stage);
    const exited: ContainerReport = { kind: 'exited', container: plan.name, exitCode };
    const told = halt.signal.aborted;
    if (!told && (plan.essential || exitCode !== 0)) {
      const last = stage.running?.lines() ?? [];
      parts.tellExit(
        `${plan.name} ${exitCode}`,
        [`${parts.name}: the container ${plan.name} exited with code ${exitCode}`, ...last.map(indented)].join('\n'),
      );
    }
    if (plan.essential && !told) serve([exited]);
    else parts.report([exited]);
  }

  return {
    begin,
    stop(graceMs = Number.POSITIVE_INFINITY) {
      patienceMs = Math.min(patienceMs, graceMs);
      halt.abort();
      stages.forEach(end);
    },
    async gone() {
      await Promise.all(stages.map(({ over }) => over.opened));
    },
    isGone: () => stages.every(isOver),
    containers: () =>
      stages.map(({ plan, ports, running, exitCode }) => ({
        name: plan.name,
        ports,
        ...(running?.pid === undefined ? {} : { pid: running.pid }),
        ...(exitCode === undefined ? {} : { exitCode }),
        lines: running?.lines() ?? [],
      })),
  };
}

function isOver({ over }: Stage): boolean {
  return over.isOpen();
}

function indented(line: string): string {
  return `  ${line}`;
}

/** Stands for a container in whose place nothing runs: it ends when it is told to. */
function taken(): RunningContainer {
  const over = createGate();
  return { ended: over.opened.then(() => ({ exitCode: 0 })), stop: over.open, lines: () => [] };
}

/** Something that happens once. */
interface Gate {
  readonly opened: Promise<void>;
  open(): void;
  isOpen(): boolean;
}

function createGate(): Gate {
  let settle: () => void = () => {};
  let isOpen = false;
  const opened = new Promise<void>((resolve) => {
    settle = resolve;
  });
  return {
    opened,
    open() {
      isOpen = true;
      settle();
    },
    isOpen: () => isOpen,
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
