import type { Traffic } from '../domain/traffic.js';
import type { ErrorCode } from '../errors.js';
import type { DeploymentResult } from './event.js';
import type { Evidence, Serving } from './evidence.js';
import { shortTaskDefinition } from './release.js';
import { trafficOf } from './snapshot.js';

/** What whoever waits for a deployment wants of it. */
export type Intent =
  /** The new version shall serve. */
  | 'release'
  /** The deployment was stopped on purpose: the previous version shall serve. */
  | 'take-back'
  /** The deployment puts back an earlier version: it shall serve, and that is a rollback. */
  | 'restore';

/**
 * The verdict on a deployment that has ended. A success needs agreement between CodeDeploy's status, the task
 * definition of the PRIMARY task set, the weights of every production rule, the running tasks and the health of their
 * targets; what failed is harmless only where the same evidence shows all traffic on the previous version.
 *
 * @param at - when the evidence was gathered
 */
export function verdict(evidence: Evidence, at: Date, intent: Intent = 'release'): DeploymentResult {
  const { release, deployment } = evidence.last;
  const succeeded = deployment.status === 'Succeeded';
  const doubts = succeeded ? doubtsAboutSuccess(evidence) : doubtsAboutPrevious(evidence);
  const exitCode = doubts.length > 0 ? 4 : succeeded || intent === 'take-back' ? 0 : 3;
  const wentBack = evidence.rollback?.status === 'Succeeded' || (intent === 'take-back' && exitCode === 0);
  return {
    type: 'result',
    at,
    deploymentId: deployment.id,
    status: deployment.status,
    application: release.application,
    deploymentGroup: release.deploymentGroup,
    cluster: release.cluster,
    service: release.service,
    taskDefinitionArn: release.taskDefinitionArn,
    previousTaskDefinitionArn: release.previousTaskDefinitionArn,
    startedAt: deployment.startedAt,
    completedAt: deployment.completedAt,
    traffic: trafficAtTheEnd(evidence),
    rolledBack: succeeded ? intent === 'restore' && exitCode === 0 : wentBack,
    rollbackDeploymentId: evidence.rollback?.deploymentId ?? deployment.rollback.rolledBackBy,
    error: exitCode === 0 ? null : { code: codeFor(exitCode), message: sentenceFor(evidence, doubts) },
    exitCode,
  };
}

function codeFor(exitCode: 3 | 4): ErrorCode {
  return exitCode === 3 ? 'deployment-unsuccessful' : 'traffic-uncertain';
}

/**
 * Where production traffic goes: by the listener while that is this deployment's doing, otherwise as CodeDeploy
 * recorded it. Where rules disagree, the one that is furthest from where it should be speaks.
 */
export function trafficAtTheEnd(evidence: Evidence): Traffic | null {
  const { serving, supersededBy, last } = evidence;
  if (serving === null || supersededBy !== null) return trafficOf(last.target);
  const shares = greenShares(evidence, serving);
  if (shares.length === 0) return null;
  const green = last.deployment.status === 'Succeeded' ? Math.min(...shares) : Math.max(...shares);
  return { blue: rounded(100 - green), green: rounded(green) };
}

function rounded(percent: number): number {
  return Math.round(percent * 100) / 100;
}

/** Per rule, the percentage that does not go to the original task set's group. */
function greenShares(evidence: Evidence, serving: Serving): number[] {
  const { blue, green } = targetGroups(evidence, serving);
  return serving.forwardings.map(({ targets }) => {
    const shareOf = (group: string | null) =>
      targets.filter(({ targetGroup }) => targetGroup === group).reduce((sum, { percent }) => sum + percent, 0);
    return blue === null ? shareOf(green) : 100 - shareOf(blue);
  });
}

/** Which target group is whose: by the target's task sets; before there were any, the PRIMARY one's is the original. */
function targetGroups({ last }: Evidence, { primary, forwardings }: Serving) {
  const groupOf = (label: string) => last.target?.taskSets.find((set) => set.label === label)?.targetGroup ?? null;
  const primaryGroup =
    forwardings
      .flatMap(({ targets }) => targets)
      .find(({ targetGroupArn }) => targetGroupArn === primary?.targetGroupArn)?.targetGroup ?? null;
  const primaryIsGreen = primary !== null && isOfDeployment(primary, last.deployment.id);
  return {
    blue: groupOf('Blue') ?? (primaryIsGreen ? null : primaryGroup),
    green: groupOf('Green') ?? (primaryIsGreen ? primaryGroup : null),
  };
}

function isOfDeployment(taskSet: { readonly deploymentId: string | null }, deploymentId: string): boolean {
  return taskSet.deploymentId === deploymentId;
}

/** Why a deployment that CodeDeploy calls Succeeded may not be one; empty when all evidence agrees. */
function doubtsAboutSuccess(evidence: Evidence): string[] {
  const { serving, unknown, supersededBy, last } = evidence;
  const { release } = last;
  if (supersededBy !== null) {
    const traffic = trafficOf(last.target);
    return traffic?.green === 100
      ? []
      : [`${supersededBy} has replaced it since, and CodeDeploy no longer tells where its traffic went`];
  }
  if (serving === null) return [`what serves could not be found out: ${unknown}`];

  const { service, primary, health } = serving;
  if (primary === null || service === null) return [`the service ${release.service} has no PRIMARY task set`];
  const doubts: string[] = [];
  const ours = release.taskDefinitionArn;
  if (ours !== null && primary.taskDefinitionArn !== ours) {
    doubts.push(
      `the PRIMARY task set runs ${shortTaskDefinition(primary.taskDefinitionArn)}, not ${shortTaskDefinition(ours)}`,
    );
  } else if (!isOfDeployment(primary, last.deployment.id)) {
    doubts.push('the PRIMARY task set is not the one that this deployment made');
  }
  doubts.push(...doubtsAboutWeights(serving, targetGroups(evidence, serving).green, 'the new version'));
  if (primary.running < service.desired) {
    doubts.push(`only ${primary.running} of ${service.desired} tasks are running`);
  } else if (health !== null && health.healthy < service.desired) {
    doubts.push(`only ${health.healthy} of ${service.desired} tasks pass the load balancer's health checks`);
  }
  return doubts;
}

/** Why it is not certain that all traffic is on the previous version; empty when all evidence agrees. */
function doubtsAboutPrevious(evidence: Evidence): string[] {
  const { serving, unknown, supersededBy, rollback, last } = evidence;
  const { release, deployment } = last;
  const rollbackDoubt =
    rollback !== null && rollback.status !== 'Succeeded'
      ? [`the rollback ${rollback.deploymentId} ended ${rollback.status}`]
      : [];
  if (supersededBy !== null) {
    const traffic = trafficOf(last.target);
    const never = last.target === null || traffic?.blue === 100;
    return never
      ? rollbackDoubt
      : [`${supersededBy} has replaced it since, and CodeDeploy no longer tells where its traffic went`];
  }
  if (serving === null) return [`what serves could not be found out: ${unknown}`];

  const { primary } = serving;
  const doubts = [...rollbackDoubt];
  if (primary === null) {
    doubts.push(`the service ${release.service} has no PRIMARY task set`);
  } else if (isOfDeployment(primary, deployment.id)) {
    doubts.push('the task set of the new version is PRIMARY');
  } else if (
    release.previousTaskDefinitionArn !== null &&
    primary.taskDefinitionArn !== release.previousTaskDefinitionArn
  ) {
    const [is, was] = [primary.taskDefinitionArn, release.previousTaskDefinitionArn].map(shortTaskDefinition);
    doubts.push(`the PRIMARY task set runs ${is}, not ${was} as before`);
  } else if (primary.running === 0 && primary.desired > 0) {
    doubts.push('no task of the previous version is running');
  }
  return [...doubts, ...doubtsAboutWeights(serving, targetGroups(evidence, serving).blue, 'the previous version')];
}

function doubtsAboutWeights({ forwardings }: Serving, group: string | null, version: string): string[] {
  if (group === null) return [`the target group of ${version} is not known`];
  if (forwardings.length === 0) return ['the production listener forwards to neither target group'];
  return forwardings.flatMap(({ source, isDefault, targets }) => {
    const share = targets
      .filter(({ targetGroup }) => targetGroup === group)
      .reduce((sum, { percent }) => sum + percent, 0);
    if (rounded(share) === 100) return [];
    return [`the production ${isDefault ? 'listener' : `rule ${source}`} sends ${rounded(share)} % to ${version}`];
  });
}

/** What happened, in plain words: the event, CodeDeploy's code and text, the diagnostics, and where the traffic is. */
function sentenceFor(evidence: Evidence, doubts: readonly string[]): string {
  const { deployment, release } = evidence.last;
  const doubt = doubts.length > 0 ? doubts.join('; ') : null;
  if (deployment.status === 'Succeeded') {
    return `CodeDeploy reports Succeeded, but ${doubt ?? 'the evidence does not agree'}`;
  }
  const previous = release.previousTaskDefinitionArn;
  const where =
    doubt ?? `all production traffic is on ${previous ? shortTaskDefinition(previous) : 'the previous version'}`;
  return `${failureSentence(evidence.last)}; ${where}`;
}

/** Why a deployment failed or was stopped: `AfterAllowTestTraffic failed: HOOK_EXECUTION_FAILURE: …`. */
export function failureSentence({ deployment, target }: Evidence['last']): string {
  const failed = target?.lifecycleEvents.find(({ status }) => status === 'Failed');
  const manual = deployment.error?.code === 'MANUAL_STOP';
  const what = manual
    ? `stopped on request${failed ? ` during ${failed.name}` : ''}`
    : failed
      ? `${failed.name} failed`
      : deployment.status.toLowerCase();
  const { error } = deployment;
  const text = error?.message.replace(/[.\s]+$/, '') ?? '';
  const why = error ? [error.code, text].filter((part) => part !== '').join(': ') : null;
  return [why === null ? what : `${what}: ${why}`, failed?.diagnostics ? `(${failed.diagnostics})` : null]
    .filter((part) => part !== null)
    .join(' ');
}
