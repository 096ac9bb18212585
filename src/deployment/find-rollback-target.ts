import type { AwsClients } from '../aws/clients.js';
import { type Deployment, getDeployment, getDeployments, listDeploymentIds } from '../aws/codedeploy/deployment.js';
import { describeTaskDefinition } from '../aws/ecs/task-definition.js';
import { BgDeployError } from '../errors.js';
import { blueTaskSet, type Observation } from '../preflight/observation.js';
import { readDescription } from './description.js';
import type { ReleaseTarget } from './release.js';
import { taskDefinitionOf } from './released.js';
import {
  chooseRollbackTarget,
  type PastDeployment,
  type RollbackTarget,
  type WaysBack,
  waysBack,
} from './rollback-target.js';

/** What is put back: a task definition, and the deployment whose AppSpec says how, where there is one. */
export interface WayBack {
  readonly taskDefinitionArn: string;
  /** Its AppSpec is used again; `null`: the current one with another task definition. */
  readonly deployment: Deployment | null;
}

interface Question {
  readonly clients: AwsClients;
  readonly target: ReleaseTarget;
  readonly observation: Observation;
  /** Go back from this deployment instead of from what serves. */
  readonly deploymentId?: string;
  /** A deployment id, or a task definition (`family:revision` or ARN). */
  readonly to?: string;
  readonly signal?: AbortSignal;
}

/** Most rollbacks go back a few days; only if that does not suffice is the whole history read. */
const RECENT_MS = 30 * 24 * 3_600_000;
/** How many earlier deployments are looked into for another task definition. */
const LOOK_INTO = 20;
/** The latest instant that a date can hold. */
const END_OF_TIME = new Date(8.64e15);

/**
 * Finds what to go back to.
 *
 * @throws `BgDeployError` `nothing-to-roll-back` when there is nothing; `usage-invalid` when `to` names what cannot be
 * deployed
 */
export async function findWayBack(question: Question, now: number): Promise<WayBack> {
  const { to } = question;
  const way = to === undefined ? await findLastSuccess(question, now) : await findNamed(question, to);
  await refuseInactive(question, way.taskDefinitionArn);
  return way;
}

async function findNamed({ clients, signal }: Question, to: string): Promise<WayBack> {
  if (!/^d-[A-Z0-9]+$/.test(to)) {
    const found = await describeTaskDefinition(clients, to, signal);
    if (found) return { taskDefinitionArn: found.arn, deployment: null };
    throw new BgDeployError('usage-invalid', `--to names ${to}, which is no task definition`, {
      remedy: 'Give FAMILY:REVISION, an ARN, or the id of a deployment that succeeded.',
    });
  }
  const deployment = await getDeployment(clients, to, signal);
  const taskDefinitionArn = await taskDefinitionOf(clients, deployment, signal);
  if (deployment.status !== 'Succeeded' || taskDefinitionArn === null) {
    const why = taskDefinitionArn === null ? 'whose AppSpec CodeDeploy no longer has' : `which is ${deployment.status}`;
    throw new BgDeployError('usage-invalid', `--to names the deployment ${to}, ${why}`, {
      remedy: 'Name a deployment that succeeded, or the task definition itself (FAMILY:REVISION).',
    });
  }
  return { taskDefinitionArn, deployment };
}

async function findLastSuccess(question: Question, now: number): Promise<WayBack> {
  const recent = await chooseAmong(question, new Date(now - RECENT_MS));
  const way = recent ?? (await chooseAmong(question, undefined));
  if (way) return way;
  const serving = blueTaskSet(question.observation)?.taskDefinitionArn ?? 'what serves now';
  throw new BgDeployError('nothing-to-roll-back', `no deployment succeeded before ${serving}`, {
    remedy: 'Name what to go back to: bg-deploy rollback --to FAMILY:REVISION',
    resource: question.target.deploymentGroup,
  });
}

/** @param since - `undefined`: the whole history, after which there is nowhere else to look */
async function chooseAmong(question: Question, since: Date | undefined): Promise<WayBack | undefined> {
  const { clients, target, observation, signal } = question;
  const ids = await listDeploymentIds(
    clients,
    target,
    { statuses: ['Succeeded'], ...(since ? { since } : {}) },
    signal,
  );
  const succeeded = await getDeployments(clients, ids, signal);
  const blue = blueTaskSet(observation);
  const originId = question.deploymentId ?? blue?.deploymentId ?? null;
  const origin =
    originId === null
      ? undefined
      : (succeeded.find(({ id }) => id === originId) ?? (await getDeployment(clients, originId, signal)));
  const past = succeeded.map(asPast);
  // What a rollback put back may be older than the window; only with it is the order of things known.
  const listed = new Set(past.map(({ deploymentId }) => deploymentId));
  if (since && past.some(({ restores }) => restores !== null && !listed.has(restores))) return undefined;
  const ways = waysBack(past, { deploymentId: originId, before: origin?.createdAt ?? END_OF_TIME });

  const looked: { readonly deploymentId: string; readonly taskDefinitionArn: string | null }[] = [];
  const serving = blue?.taskDefinitionArn ?? null;
  for (const way of ways.deployments.slice(0, LOOK_INTO)) {
    const deployment = succeeded.find(({ id }) => id === way.deploymentId);
    const taskDefinitionArn = deployment ? await taskDefinitionOf(clients, deployment, signal) : null;
    looked.push({ deploymentId: way.deploymentId, taskDefinitionArn });
    if (taskDefinitionArn !== null && taskDefinitionArn !== serving) break;
  }
  const chosen = chooseRollbackTarget(looked, serving, since ? null : beforeAll(ways, origin));
  // The same task definition again is a last resort, for when the whole history holds no other.
  if (since && chosen.kind === 'deployment' && chosen.taskDefinitionArn === serving) return undefined;
  return settle(chosen, succeeded, question);
}

/** Before a first deployment that was stopped half way, its own description tells what served. */
function beforeAll(ways: WaysBack, origin: Deployment | undefined): string | null {
  if (ways.beforeAll !== null || ways.deployments.length > 0 || origin?.status === 'Succeeded') return ways.beforeAll;
  return origin ? readDescription(origin.description).from : null;
}

async function settle(
  chosen: RollbackTarget,
  succeeded: readonly Deployment[],
  { clients, signal }: Question,
): Promise<WayBack | undefined> {
  switch (chosen.kind) {
    case 'deployment':
      return {
        taskDefinitionArn: chosen.taskDefinitionArn,
        deployment: succeeded.find(({ id }) => id === chosen.deploymentId) ?? null,
      };
    case 'task-definition': {
      const found = await describeTaskDefinition(clients, chosen.taskDefinition, signal);
      return found ? { taskDefinitionArn: found.arn, deployment: null } : undefined;
    }
    case 'none':
      return undefined;
  }
}

function asPast({ id, createdAt, creator, description }: Deployment): PastDeployment {
  const { from, restores } = readDescription(description);
  return { deploymentId: id, createdAt, creator, from, restores };
}

/** ECS refuses to start tasks of a deregistered task definition. */
async function refuseInactive({ clients, signal }: Question, arn: string): Promise<void> {
  const found = await describeTaskDefinition(clients, arn, signal);
  if (found?.status === 'ACTIVE') return;
  throw new BgDeployError(
    'nothing-to-roll-back',
    `${arn} is ${found?.status ?? 'gone'}: ECS cannot start it any more`,
    {
      remedy: 'Register its content again and name that revision: bg-deploy rollback --to FAMILY:REVISION',
      resource: arn,
    },
  );
}
