import type { LifecycleEvent, TargetTaskSet } from '../aws/codedeploy/deployment-target.js';
import { isTerminal } from '../domain/deployment-status.js';
import { describedFor } from './description.js';
import type { DeploymentEvent } from './event.js';
import { type Snapshot, trafficOf } from './snapshot.js';

/** What an event says, without when and of which deployment. */
type Saying<E = DeploymentEvent> = E extends DeploymentEvent ? Omit<E, 'at' | 'deploymentId'> : never;

/** An event on its way; `at` is absent where AWS does not say when. */
interface Told {
  readonly at: Date | null;
  readonly saying: Saying;
}

/**
 * What happened between two looks at a deployment, in causal order. Whatever was missed between them, each event is
 * told once: a lifecycle event that began and ended in between yields both, with AWS's times.
 *
 * @param previous - `undefined` on the first look
 */
export function eventsBetween(previous: Snapshot | undefined, next: Snapshot): DeploymentEvent[] {
  const status = statusChange(previous, next);
  const ends = isTerminal(next.deployment.status) || next.deployment.status === 'Ready';
  const told = [
    ...(previous ? [] : [created(next)]),
    ...(ends ? [] : status),
    ...happenings(previous, next),
    ...(ends ? status : []),
    ...rollbackStart(previous, next),
  ];
  return dated(told, next);
}

function created({ release, deployment }: Snapshot): Told {
  const { application, deploymentGroup, cluster, service, deploymentConfig, description } = release;
  const { taskDefinitionArn, previousTaskDefinitionArn } = release;
  return {
    at: deployment.createdAt,
    saying: {
      type: 'deployment.created',
      application,
      deploymentGroup,
      cluster,
      service,
      deploymentConfig,
      taskDefinitionArn,
      previousTaskDefinitionArn,
      description: description === null ? null : describedFor(description),
    },
  };
}

function statusChange(previous: Snapshot | undefined, next: Snapshot): Told[] {
  const from = previous?.deployment.status ?? null;
  const { status: to, startedAt, completedAt } = next.deployment;
  if (from === to || (from === null && to === 'Created')) return [];
  const began = from === null || from === 'Created' || from === 'Queued';
  const at = isTerminal(to) ? completedAt : to === 'InProgress' && began ? startedAt : null;
  const change: Told = { at, saying: { type: 'deployment.status', from, to } };
  return to === 'Ready'
    ? [change, { at: null, saying: { type: 'deployment.ready', until: readyUntil(next) } }]
    : [change];
}

/** When CodeDeploy gives up waiting for `continue`; the wait begins when the last lifecycle event ended. */
export function readyUntil({ deployment, target, seenAt }: Snapshot): Date | null {
  const minutes = deployment.waits.readyMinutes;
  if (minutes === null) return null;
  const ended = (target?.lifecycleEvents ?? []).flatMap(({ endedAt }) => (endedAt ? [endedAt.getTime()] : []));
  const since = ended.length > 0 ? Math.max(...ended) : seenAt.getTime();
  return new Date(since + minutes * 60_000);
}

/** Lifecycle events, with the changes of task sets and traffic put where they belong among them. */
function happenings(previous: Snapshot | undefined, next: Snapshot): Told[] {
  const lifecycle = (next.target?.lifecycleEvents ?? []).flatMap((event) =>
    lifecycleChange(
      previous?.target?.lifecycleEvents.find(({ name }) => name === event.name),
      event,
    ),
  );
  const changes = taskSetChanges(previous, next);
  const original = changes.filter(({ isNew, taskSet }) => isNew && taskSet.status === 'PRIMARY' && !isGreen(taskSet));
  const installed = changes.filter(({ taskSet }) => isGreen(taskSet) && taskSet.status === 'ACTIVE');
  const others = changes.filter((change) => !original.includes(change) && !installed.includes(change));

  const shift = trafficChange(previous, next);
  const forward = shift?.green !== undefined && shift.green > (trafficOf(previous?.target ?? null)?.green ?? 0);
  const shifted: Told[] = shift ? [{ at: null, saying: { type: 'traffic.shifted', ...shift } }] : [];

  const withInstall = amid(lifecycle, 'Install', installed.map(toldTaskSet));
  const withTraffic = forward ? amid(withInstall, 'AllowTraffic', shifted) : [...withInstall, ...shifted];
  return [...original.map(toldTaskSet), ...withTraffic, ...others.map(toldTaskSet)];
}

function lifecycleChange(before: LifecycleEvent | undefined, now: LifecycleEvent): Told[] {
  const hadEnded = before !== undefined && ['Succeeded', 'Failed', 'Skipped'].includes(before.status);
  const hadStarted = hadEnded || before?.status === 'InProgress';
  if (hadEnded) return [];
  const event = now.name;
  const started: Told[] = hadStarted ? [] : [{ at: now.startedAt, saying: { type: 'lifecycle.started', event } }];
  switch (now.status) {
    case 'InProgress':
      return started;
    case 'Succeeded':
      return [...started, { at: now.endedAt, saying: { type: 'lifecycle.succeeded', event } }];
    case 'Failed':
      return [
        ...started,
        { at: now.endedAt, saying: { type: 'lifecycle.failed', event, diagnostics: now.diagnostics } },
      ];
    case 'Skipped':
      return [{ at: now.endedAt, saying: { type: 'lifecycle.skipped', event } }];
    default:
      return [];
  }
}

interface TaskSetChange {
  readonly taskSet: TargetTaskSet;
  readonly isNew: boolean;
}

function taskSetChanges(previous: Snapshot | undefined, next: Snapshot): TaskSetChange[] {
  return (next.target?.taskSets ?? []).flatMap((taskSet) => {
    const before = previous?.target?.taskSets.find(({ id }) => id === taskSet.id);
    const same =
      before !== undefined &&
      before.status === taskSet.status &&
      before.desired === taskSet.desired &&
      before.running === taskSet.running &&
      before.pending === taskSet.pending;
    return same ? [] : [{ taskSet, isNew: before === undefined }];
  });
}

function isGreen({ label }: TargetTaskSet): boolean {
  return label === 'Green';
}

function toldTaskSet({ taskSet }: TaskSetChange): Told {
  const { label, id, status, desired, running, pending } = taskSet;
  return { at: null, saying: { type: 'taskset.changed', label, id, status, desired, running, pending } };
}

/** New weights; the original task set serving everything is where each deployment begins and is not told. */
function trafficChange(previous: Snapshot | undefined, next: Snapshot) {
  const before = trafficOf(previous?.target ?? null) ?? { blue: 100, green: 0 };
  const now = trafficOf(next.target);
  return now === null || now.green === before.green ? undefined : now;
}

/** Puts what belongs to a lifecycle event before its end, or else after its beginning, or else at the end. */
function amid(told: readonly Told[], event: string, inner: readonly Told[]): Told[] {
  const isAbout = ({ saying }: Told) => 'event' in saying && saying.event === event;
  const end = told.findIndex((one) => isAbout(one) && one.saying.type !== 'lifecycle.started');
  const beginning = told.findIndex((one) => isAbout(one) && one.saying.type === 'lifecycle.started');
  const at = end >= 0 ? end : beginning >= 0 ? beginning + 1 : told.length;
  return [...told.slice(0, at), ...inner, ...told.slice(at)];
}

function rollbackStart(previous: Snapshot | undefined, next: Snapshot): Told[] {
  const { rollback, error } = next.deployment;
  if (rollback.rolledBackBy === null || previous?.deployment.rollback.rolledBackBy) return [];
  const reason = error?.message || rollback.message;
  return [
    {
      at: null,
      saying: { type: 'rollback.started', rollbackDeploymentId: rollback.rolledBackBy, reason: reason ?? null },
    },
  ];
}

/** Gives a time to what has none: it was seen now, and happened no later than what is told after it. */
function dated(told: readonly Told[], { release, seenAt }: Snapshot): DeploymentEvent[] {
  let latest = seenAt;
  return told
    .toReversed()
    .map(({ at, saying }): DeploymentEvent => {
      if (at !== null && at < latest) latest = at;
      const base = { type: saying.type, at: at ?? latest, deploymentId: release.deploymentId };
      return { ...base, ...saying };
    })
    .reverse();
}
