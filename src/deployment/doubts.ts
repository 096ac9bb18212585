import type { Evidence, Serving } from './evidence.js';
import { isOfDeployment, rounded, targetGroups } from './production-share.js';
import { shortTaskDefinition } from './release.js';
import { trafficOf } from './snapshot.js';

/** Why a deployment that CodeDeploy calls Succeeded may not be one; empty when all evidence agrees. */
export function doubtsAboutSuccess(evidence: Evidence): string[] {
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
export function doubtsAboutPrevious(evidence: Evidence): string[] {
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
