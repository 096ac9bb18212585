import type { ErrorCode } from '../errors.js';
import { doubtsAboutPrevious, doubtsAboutSuccess } from './doubts.js';
import type { DeploymentResult } from './event.js';
import type { Evidence } from './evidence.js';
import { failureSentence } from './failure-sentence.js';
import { trafficAtTheEnd } from './production-share.js';
import { shortTaskDefinition } from './release.js';
import type { Snapshot } from './snapshot.js';

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
    cause: deployment.error,
    error: exitCode === 0 ? null : { code: codeFor(exitCode), message: sentenceFor(evidence, doubts) },
    exitCode,
  };
}

function codeFor(exitCode: 3 | 4): ErrorCode {
  return exitCode === 3 ? 'deployment-unsuccessful' : 'traffic-uncertain';
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
  const complaint = diedInstalling(evidence.last) ? evidence.serving?.complaint : null;
  return [failureSentence(evidence.last), complaint && `ECS says: ${complaint}`, where].filter(Boolean).join('; ');
}

/** CodeDeploy only says that the replacement task set did not get well; ECS knows more. */
function diedInstalling({ target }: Snapshot): boolean {
  return target?.lifecycleEvents.some(({ name, status }) => name === 'Install' && status === 'Failed') ?? false;
}
