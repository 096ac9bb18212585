import { renderAppSpec } from '../appspec/render.js';
import { appSpecSha256 } from '../appspec/sha256.js';
import { type Clock, systemClock } from '../clock.js';
import { BgDeployError } from '../errors.js';
import { activeDeploymentRemedy } from '../preflight/group-checks.js';
import { isFault, refuseFaults } from '../preflight/preflight.js';
import { type Created, createOnce, newRunKey } from './create.js';
import { renderDescription } from './description.js';
import { getDeployment } from './get-deployment.js';
import { createHandle, type DeploymentHandle, deadlineAfter, type HandleOptions } from './handle.js';
import { patiently } from './patiently.js';
import { type DeploymentPlan, type PlanOptions, planDeployment } from './plan.js';
import { ensureRegistered } from './register.js';
import { namesOf, type Release, shortTaskDefinition } from './release.js';
import { waitUntilDrained, waitUntilOver } from './turn.js';

/** What to do when another deployment is in progress in the group. */
export type OnConflict =
  /** End with `deployment-in-progress`. */
  | 'fail'
  /** Wait until it has ended, then start. */
  | 'wait'
  /** Give its handle instead of starting one. */
  | 'attach';

/** What is released, where, and how. */
export interface StartOptions extends PlanOptions, HandleOptions {
  /** A sentence for people; at most about 200 characters of it reach AWS. */
  readonly description?: string;
  /** The commit that is released. */
  readonly sourceVersion?: string;
  /** @defaultValue `fail` */
  readonly onConflict?: OnConflict;
  /** Told of what `start` waits for before it can begin. */
  readonly onWaiting?: (reason: string) => void;
}

/**
 * Starts a deployment: everything that can be checked is checked first; then the task definition is registered, unless
 * an existing revision says the same; then the deployment is created.
 *
 * @throws `BgDeployError` `preflight-failed`, `appspec-invalid`, `taskdef-invalid`, `deployment-in-progress`, `aws-…`,
 * `wait-timed-out` while waiting for another deployment
 * @example
 * ```ts
 * const handle = await start({ clients, target, documents });
 * for await (const event of handle.events()) console.log(event);
 * ```
 */
export async function start(options: StartOptions): Promise<DeploymentHandle> {
  const { clients, clock = systemClock, onConflict = 'fail', signal } = options;
  const deadline = deadlineAfter(options.timeout, clock);
  for (;;) {
    const plan = await readyPlan(options, clock, deadline);
    const busyWith = plan.activeDeployments[0] ?? null;
    const inTheWay = plan.checks.filter((check) => isFault(check) && check.id !== 'no-active-deployment');
    if (busyWith === null || onConflict === 'fail') refuseFaults(plan.checks);
    if (busyWith !== null) {
      // What is wrong beside the conflict will be wrong after it.
      if (onConflict === 'wait') refuseFaults(inTheWay);
      const attached = await resolveConflict(busyWith, options, clock, deadline);
      if (attached) return attached;
      continue;
    }

    const taskDefinitionArn = await patiently({ ...options, clock }, () =>
      ensureRegistered(clients, plan.taskDefinition, signal),
    );
    const created = await createRelease(plan, taskDefinitionArn, options, clock);
    if (!('kind' in created)) {
      return createHandle({ clients, clock, release: created, deadline, warnings: plan.checks.filter(isWarning) });
    }
    const attached = await resolveConflict(created.activeDeploymentId, options, clock, deadline);
    if (attached) return attached;
  }
}

/** CodeDeploy needs a moment to notice that a deployment has ended. */
const BEFORE_NEXT_ATTEMPT_MS = 5000;

/** A plan made when no leftover of the last deployment is being removed any more. */
async function readyPlan(options: StartOptions, clock: Clock, deadline: number | undefined): Promise<DeploymentPlan> {
  const plan = await patiently({ ...options, clock }, () => planDeployment(options));
  const draining = plan.checks.find(({ id, ok }) => id === 'draining' && !ok);
  if (!draining || plan.checks.some(isFault)) return plan;
  options.onWaiting?.(`${draining.message}; waiting until it is gone`);
  await waitUntilDrained(options, clock, deadline);
  return patiently({ ...options, clock }, () => planDeployment(options));
}

type Busy = Extract<Created, { kind: 'busy' }>;

/** Creates the deployment, unless another one was quicker since the plan was made. */
async function createRelease(
  plan: DeploymentPlan,
  taskDefinitionArn: string,
  options: StartOptions,
  clock: Clock,
): Promise<Release | Busy> {
  const { clients, documents, signal } = options;
  const target = namesOf(options.target);
  const content = renderAppSpec(documents.appSpec, { taskDefinitionArn, format: 'json' });
  const run = newRunKey();
  const description = renderDescription(sentenceOf(options, taskDefinitionArn), {
    run,
    ...(plan.previousTaskDefinitionArn ? { from: shortTaskDefinition(plan.previousTaskDefinitionArn) } : {}),
  });
  const created = await createOnce(
    clients,
    clock,
    {
      ...target,
      deploymentConfig: options.deploymentConfig,
      description,
      appSpec: { content, sha256: appSpecSha256(content) },
    },
    run,
    signal,
  );
  if (created.kind === 'busy') return created;
  return {
    ...target,
    deploymentId: created.deploymentId,
    deploymentConfig: plan.deploymentConfig ?? '',
    routing: plan.routing,
    taskDefinitionArn,
    previousTaskDefinitionArn: plan.previousTaskDefinitionArn,
    description,
  };
}

function sentenceOf({ description, sourceVersion }: StartOptions, taskDefinitionArn: string): string {
  const commit = sourceVersion ? `commit ${sourceVersion.slice(0, 12)}` : undefined;
  return [shortTaskDefinition(taskDefinitionArn), commit, description].filter(Boolean).join(', ');
}

/**
 * @param activeId - `null`: CodeDeploy said that the group is busy, but lists nothing any more
 * @returns a handle to hand out instead; `undefined` when the way is free now
 */
async function resolveConflict(
  activeId: string | null,
  options: StartOptions,
  clock: Clock,
  deadline: number | undefined,
): Promise<DeploymentHandle | undefined> {
  const { clients, target, onConflict = 'fail', timeout, signal } = options;
  if (onConflict === 'fail') {
    const which = activeId === null ? 'another deployment' : `deployment ${activeId}`;
    throw new BgDeployError('deployment-in-progress', `${which} is in progress in ${target.deploymentGroup}`, {
      remedy: activeId === null ? 'Start again, with --on-conflict wait.' : activeDeploymentRemedy(activeId),
      resource: activeId ?? target.deploymentGroup,
    });
  }
  if (activeId === null) {
    await clock.sleep(BEFORE_NEXT_ATTEMPT_MS, signal);
    return undefined;
  }
  if (onConflict === 'attach') return getDeployment(activeId, { clients, clock, timeout, signal });
  options.onWaiting?.(`deployment ${activeId} is in progress in ${target.deploymentGroup}; waiting for its end`);
  await waitUntilOver(activeId, options, clock, deadline);
  return undefined;
}

function isWarning(check: { readonly ok: boolean; readonly severity: string }): boolean {
  return !check.ok && check.severity === 'warning';
}
