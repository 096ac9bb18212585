import { isTerminal } from '../domain/deployment-status.js';
import { BgDeployError } from '../errors.js';
import { type Snapshot, trafficOf } from './snapshot.js';

/** The commands with which somebody goes on with a deployment that is left running. */
export function commandsToGoOn(deploymentId: string, status: string): string {
  return [
    `watch it:   bg-deploy status ${deploymentId} --watch`,
    ...(status === 'Ready' ? [`let it on:  bg-deploy continue ${deploymentId}`] : []),
    `go back:    bg-deploy rollback ${deploymentId}`,
  ].join('\n');
}

/** Where a deployment stands, for a sentence: `InProgress at AllowTraffic, 10 % of production traffic on green`. */
export function standing({ deployment, target }: Snapshot): string {
  const current = target?.lifecycleEvents.find(({ status }) => status === 'InProgress');
  const green = trafficOf(target)?.green ?? 0;
  const waiting = current === undefined && target?.lifecycleEvents.at(-1)?.status === 'Succeeded';
  const at = current ? ` at ${current.name}` : waiting ? ', waiting to terminate blue' : '';
  return `${deployment.status}${at}, ${green} % of production traffic on green`;
}

/** Waiting took longer than was allowed; the deployment is not touched. */
export function waitTimedOut(deploymentId: string, last: Snapshot | undefined): BgDeployError {
  const where = last ? standing(last) : 'not seen yet';
  return new BgDeployError('wait-timed-out', `waiting timed out; deployment ${deploymentId} goes on (${where})`, {
    remedy: commandsToGoOn(deploymentId, last?.deployment.status ?? ''),
    resource: deploymentId,
  });
}

/** AWS could not be asked for too long; the deployment is not touched. */
export function contactLost(
  deploymentId: string,
  last: Snapshot | undefined,
  minutes: number,
  cause: unknown,
): BgDeployError {
  const why = cause instanceof Error ? `: ${cause.message}` : '';
  return new BgDeployError(
    'contact-lost',
    `AWS could not be asked for ${minutes} minutes${why}; ${whatBecomesOf(deploymentId, last)}`,
    { remedy: commandsToGoOn(deploymentId, last?.deployment.status ?? ''), resource: deploymentId, cause },
  );
}

/** AWS refuses to tell, and will go on doing so (expired credentials, a missing permission); the deployment is not touched. */
export function contactRefused(deploymentId: string, last: Snapshot | undefined, cause: BgDeployError): BgDeployError {
  return new BgDeployError('contact-lost', `${cause.message}; ${whatBecomesOf(deploymentId, last)}`, {
    remedy: `${cause.remedy}\n${commandsToGoOn(deploymentId, last?.deployment.status ?? '')}`,
    resource: deploymentId,
    cause,
  });
}

function whatBecomesOf(deploymentId: string, last: Snapshot | undefined): string {
  const where = last ? standing(last) : 'not seen yet';
  const over = last !== undefined && isTerminal(last.deployment.status);
  return `deployment ${deploymentId} ${over ? 'has ended, without a verdict' : 'goes on'} (last seen: ${where})`;
}
