import { randomUUID } from 'node:crypto';
import { AnswerLost } from '../aws/answer-lost.js';
import type { AwsClients } from '../aws/clients.js';
import { getDeployments, listDeploymentIds } from '../aws/codedeploy/deployment.js';
import { createDeployment, type DeploymentRequest } from '../aws/codedeploy/deployment-control.js';
import { isException } from '../aws/exception.js';
import type { Clock } from '../clock.js';
import { ACTIVE_STATUSES } from '../domain/deployment-status.js';
import { isBgDeployError } from '../errors.js';
import { readDescription } from './description.js';

/** What became of the wish to create a deployment. */
export type Created =
  | { readonly kind: 'created'; readonly deploymentId: string }
  /** CodeDeploy works on another one in this group. */
  | { readonly kind: 'busy'; readonly activeDeploymentId: string | null };

const ATTEMPTS = 3;
/** Between a lost answer and the look for what became of it; AWS lists a new deployment within moments. */
const BEFORE_LOOKING_MS = 2000;
/** How far back a deployment is looked for whose answer was lost. */
const LOOK_BACK_MS = 10 * 60_000;

/** A key by which a deployment is recognised as the one that this run asked for. */
export function newRunKey(): string {
  return randomUUID().replaceAll('-', '').slice(0, 16);
}

/**
 * Creates a deployment once. CreateDeployment takes no idempotency token, so after a lost answer, or when the group
 * turns out to be busy, the run key in the description tells whether the deployment is ours.
 */
export async function createOnce(
  clients: AwsClients,
  clock: Clock,
  request: DeploymentRequest,
  runKey: string,
  signal?: AbortSignal,
): Promise<Created> {
  for (let attempt = 1; ; attempt++) {
    try {
      return { kind: 'created', deploymentId: await createDeployment(clients, request, signal) };
    } catch (error) {
      const cause = isBgDeployError(error) ? error.cause : undefined;
      if (isException(cause, 'DeploymentLimitExceeded')) {
        const active = await listDeploymentIds(clients, request, { statuses: ACTIVE_STATUSES }, signal);
        const ours = await findByRunKey(clients, active, runKey, signal);
        return ours
          ? { kind: 'created', deploymentId: ours }
          : { kind: 'busy', activeDeploymentId: active[0] ?? namedIn(error) };
      }
      if (!(cause instanceof AnswerLost)) throw error;
      await clock.sleep(BEFORE_LOOKING_MS, signal);
      const recent = await listDeploymentIds(clients, request, { since: new Date(clock.now() - LOOK_BACK_MS) }, signal);
      const ours = await findByRunKey(clients, recent, runKey, signal);
      if (ours) return { kind: 'created', deploymentId: ours };
      if (attempt >= ATTEMPTS) throw error;
    }
  }
}

async function findByRunKey(
  clients: AwsClients,
  ids: readonly string[],
  runKey: string,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const deployments = await getDeployments(clients, ids, signal);
  return deployments.find(({ description }) => readDescription(description).run === runKey)?.id;
}

/** The deployment that AWS's message names. */
function namedIn(error: unknown): string | null {
  return /\bd-[A-Z0-9]+\b/.exec(error instanceof Error ? error.message : '')?.[0] ?? null;
}
