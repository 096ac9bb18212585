import type { AwsClients } from '../aws/clients.js';
import {
  type DeploymentTarget,
  ecsTargetId,
  getDeploymentTarget,
  type LifecycleEvent,
  type TargetTaskSet,
} from '../aws/codedeploy/deployment-target.js';
import { describeListeners, type ForwardTarget, type Listener } from '../aws/elbv2/forwarding.js';
import { describeTargetGroups, describeTargetHealth, type TargetHealth } from '../aws/elbv2/target-group.js';
import { type Clock, systemClock } from '../clock.js';
import { isTerminal } from '../domain/deployment-status.js';
import type { Traffic } from '../domain/traffic.js';
import { describedFor, readDescription } from './description.js';
import { readyUntil } from './events-between.js';
import { findSubject } from './find-subject.js';
import { predictedEnd } from './poll-interval.js';
import { type ReleaseTarget, siblingArn } from './release.js';
import { taskDefinitionOf } from './released.js';
import { trafficOf } from './snapshot.js';

/** Which deployment to show. */
export interface StatusOptions {
  readonly clients: AwsClients;
  readonly target: ReleaseTarget;
  /** Default: the group's deployment in progress, otherwise its latest. */
  readonly deploymentId?: string;
  /** @defaultValue the machine's own clock */
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
}

/** Everything there is to see of a deployment. Ready for `JSON.stringify`. */
export interface DeploymentReport extends ReleaseTarget {
  readonly deploymentId: string;
  /** CodeDeploy's word. */
  readonly status: string;
  readonly deploymentConfig: string;
  /** Without the marks that bg-deploy puts behind it. */
  readonly description: string;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
  readonly taskDefinitionArn: string | null;
  readonly previousTaskDefinitionArn: string | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  /** The deployment that rolled this one back. */
  readonly rollbackDeploymentId: string | null;
  readonly lifecycleEvents: readonly LifecycleEvent[];
  readonly taskSets: readonly TargetTaskSet[];
  /** Production traffic now, by the listener; for a deployment that a later one replaced, at its own end. */
  readonly traffic: Traffic | null;
  readonly productionListener: ListenerReport | null;
  readonly testListener: ListenerReport | null;
  readonly targetHealth: readonly TargetHealth[];
  /** When CodeDeploy gives up waiting for `continue`. */
  readonly readyUntil: Date | null;
  /** When the original task set is terminated. */
  readonly terminationUntil: Date | null;
}

/** Where a listener sends requests. */
export interface ListenerReport {
  readonly arn: string;
  readonly port: number;
  readonly weights: readonly Pick<ForwardTarget, 'targetGroup' | 'percent'>[];
}

/**
 * Looks at a deployment once. ECS is not asked: CodeDeploy's target and the load balancer say it all.
 *
 * @throws `BgDeployError` `aws-not-found` when the group has no deployment, or there is no such one
 */
export async function deploymentStatus(options: StatusOptions): Promise<DeploymentReport> {
  const { clients, clock = systemClock, signal } = options;
  const { deployment, group, isLatest } = await findSubject(options);
  const service = group.services[0] ?? options.target;
  const route = group.route ?? deployment.route;
  const listenerArns = [route?.productionListener, route?.testListener].filter((arn) => typeof arn === 'string');
  const [target, listeners, taskDefinitionArn] = await Promise.all([
    getDeploymentTarget(clients, deployment.id, ecsTargetId(service.cluster, service.service), signal),
    describeListeners(clients, listenerArns, signal),
    taskDefinitionOf(clients, deployment, signal),
  ]);
  const production = listeners.find(({ arn }) => arn === route?.productionListener);
  const test = listeners.find(({ arn }) => arn === route?.testListener);
  const seenAt = new Date(clock.now());
  const release = { ...options.target, ...deployment, ...service, deploymentId: deployment.id };
  const snapshot = {
    release: { ...release, routing: null, taskDefinitionArn, previousTaskDefinitionArn: null },
    seenAt,
    deployment,
    target,
  };
  const over = isTerminal(deployment.status);
  const end = over ? undefined : predictedEnd(snapshot);
  const { from } = readDescription(deployment.description);
  return {
    deploymentId: deployment.id,
    status: deployment.status,
    application: deployment.application,
    deploymentGroup: deployment.deploymentGroup,
    cluster: service.cluster,
    service: service.service,
    deploymentConfig: deployment.deploymentConfig,
    description: describedFor(deployment.description),
    createdAt: deployment.createdAt,
    startedAt: deployment.startedAt,
    completedAt: deployment.completedAt,
    taskDefinitionArn,
    previousTaskDefinitionArn: from && taskDefinitionArn ? siblingArn(taskDefinitionArn, from) : null,
    error: deployment.error,
    rollbackDeploymentId: deployment.rollback.rolledBackBy,
    lifecycleEvents: target?.lifecycleEvents ?? [],
    taskSets: target?.taskSets ?? [],
    traffic: (isLatest && production && listenerTraffic(production, target)) || trafficOf(target),
    productionListener: production ? reportOf(production) : null,
    testListener: test ? reportOf(test) : null,
    targetHealth: await healthOf(clients, route?.targetGroups ?? [], listeners, signal),
    readyUntil: deployment.status === 'Ready' ? readyUntil(snapshot) : null,
    terminationUntil: end === undefined || deployment.waits.terminationMinutes === 0 ? null : new Date(end),
  };
}

/** The listener's weights by colour, where CodeDeploy tells which group is whose. */
function listenerTraffic({ forwarding }: Listener, target: DeploymentTarget | null): Traffic | null {
  const groupOf = (label: string) => target?.taskSets.find((taskSet) => taskSet.label === label)?.targetGroup;
  const percentOf = (group: string) =>
    forwarding.targets
      .filter(({ targetGroup }) => targetGroup === group)
      .reduce((sum, { percent }) => sum + percent, 0);
  const green = groupOf('Green');
  const blue = groupOf('Blue');
  if (green) return { blue: 100 - percentOf(green), green: percentOf(green) };
  return blue ? { blue: percentOf(blue), green: 100 - percentOf(blue) } : null;
}

function reportOf({ arn, port, forwarding }: Listener): ListenerReport {
  const weights = forwarding.targets.map(({ targetGroup, percent }) => ({ targetGroup, percent }));
  return { arn, port, weights };
}

async function healthOf(
  clients: AwsClients,
  names: readonly string[],
  listeners: readonly Listener[],
  signal: AbortSignal | undefined,
): Promise<TargetHealth[]> {
  // The listeners name most groups with their ARNs already, which saves a request.
  const seen = new Map(
    listeners.flatMap(({ forwarding }) => forwarding.targets.map((one) => [one.targetGroup, one.targetGroupArn])),
  );
  const missing = names.filter((name) => !seen.has(name));
  for (const { name, arn } of await describeTargetGroups(clients, missing, signal)) seen.set(name, arn);
  return Promise.all(
    names.flatMap((name) => {
      const arn = seen.get(name);
      return arn === undefined ? [] : [describeTargetHealth(clients, { name, arn }, signal)];
    }),
  );
}
