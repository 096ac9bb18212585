import { randomUUID } from 'node:crypto';
import { AnswerLost } from '../aws/answer-lost.js';
import { isRefusal } from '../aws/aws-error.js';
import type { AwsClients } from '../aws/clients.js';
import { getDeployments, listDeploymentIds } from '../aws/codedeploy/deployment.js';
import { createDeployment, type DeploymentRequest } from '../aws/codedeploy/deployment-control.js';
import { isException } from '../aws/exception.js';
import type { Clock } from '../clock.js';
import { ACTIVE_STATUSES } from '../domain/deployment-status.js';
import { BgDeployError, isBgDeployError } from '../errors.js';
import { readDescription } from './description.js';
import { patiently } from './patiently.js';

/** What became of the wish to create a deployment. */
export type Created =
  | { readonly kind: 'created'; readonly deploymentId: string }
  /** CodeDeploy works on another one in this group. */
  | { readonly kind: 'busy'; readonly activeDeploymentId: string | null };

const ATTEMPTS = 3;
/** Before each look for what became of a lost answer; AWS lists a new deployment within moments, mostly. */
const LOOKS_AFTER_MS = [2000, 5000, 10_000];
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
  let lost: BgDeployError | undefined;
  for (let attempt = 1; ; attempt++) {
    try {
      const create = () => createDeployment(clients, request, signal);
      return { kind: 'created', deploymentId: await patiently({ clock, signal }, create) };
    } catch (error) {
      if (!isBgDeployError(error)) throw error;
      if (isException(error.cause, 'DeploymentLimitExceeded')) {
        const named = namedIn(error);
        let active: readonly string[] = [];
        const look = async () => {
          active = await listDeploymentIds(clients, request, { statuses: ACTIVE_STATUSES }, signal);
          const candidates = named === null || active.includes(named) ? active : [named, ...active];
          return findByRunKey(clients, candidates, runKey, signal);
        };
        // It may well be our own whose answer was lost, and AWS slow to tell of it.
        const ours = lost ? await lookAgain(look, lost, clock, signal) : await look();
        return ours
          ? { kind: 'created', deploymentId: ours }
          : { kind: 'busy', activeDeploymentId: named ?? active[0] ?? null };
      }
      if (!(error.cause instanceof AnswerLost)) throw error;
      lost = error;
      const since = new Date(clock.now() - LOOK_BACK_MS);
      const look = async () =>
        findByRunKey(clients, await listDeploymentIds(clients, request, { since }, signal), runKey, signal);
      const ours = await lookAgain(look, lost, clock, signal);
      if (ours) return { kind: 'created', deploymentId: ours };
      if (attempt >= ATTEMPTS) throw error;
    }
  }
}

/**
 * Looks for the deployment several times: what AWS lists may be some seconds old.
 *
 * @throws `BgDeployError` `contact-lost` when AWS could not be asked: creating another one might make two
 */
async function lookAgain(
  look: () => Promise<string | undefined>,
  lost: BgDeployError,
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  let failure: BgDeployError | undefined;
  for (const wait of LOOKS_AFTER_MS) {
    await clock.sleep(wait, signal);
    try {
      const found = await look();
      if (found) return found;
      failure = undefined;
    } catch (error) {
      signal?.throwIfAborted();
      if (!isRefusal(error)) throw error;
      failure = error;
    }
  }
  if (failure === undefined) return undefined;
  throw new BgDeployError(
    'contact-lost',
    `${lost.message}; and AWS could not be asked whether it was: ${failure.message}`,
    {
      remedy: lost.remedy,
      cause: failure,
    },
  );
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
