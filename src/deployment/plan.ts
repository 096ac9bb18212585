import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import { TASK_DEFINITION_PLACEHOLDER } from '../appspec/appspec.js';
import { renderAppSpec } from '../appspec/render.js';
import type { AwsClients } from '../aws/clients.js';
import type { Waits } from '../aws/codedeploy/waits.js';
import type { RegisteredTaskDefinition } from '../aws/ecs/task-definition.js';
import type { TrafficRouting } from '../domain/traffic.js';
import type { Check } from '../preflight/check.js';
import { blueTaskSet, type Observation, type ReleaseDocuments } from '../preflight/observation.js';
import { observe } from '../preflight/observe.js';
import { isFault, preflight } from '../preflight/preflight.js';
import type { ReleaseTarget } from './release.js';
import { sameTaskDefinition } from './same-task-definition.js';

/** What is to be released, and where. */
export interface PlanOptions {
  readonly clients: AwsClients;
  readonly target: ReleaseTarget;
  /** Made by `generate`, or by hand. */
  readonly documents: ReleaseDocuments;
  /** Instead of the deployment group's own. */
  readonly deploymentConfig?: string;
  readonly signal?: AbortSignal;
}

/** What `start` would do. Ready for `JSON.stringify`. */
export interface DeploymentPlan extends ReleaseTarget {
  /** Whether nothing keeps the deployment from being started. */
  readonly ok: boolean;
  readonly checks: readonly Check[];
  readonly taskDefinition: TaskDefinitionPlan;
  /** What serves now. */
  readonly previousTaskDefinitionArn: string | null;
  readonly deploymentConfig: string | null;
  readonly routing: TrafficRouting | null;
  readonly waits: Waits | null;
  /** The AppSpec as it would be sent; with a placeholder for the ARN of a task definition yet to be registered. */
  readonly appSpec: string;
  readonly activeDeployments: readonly string[];
}

/** Whether a revision is registered or an existing one says the same. */
export type TaskDefinitionPlan =
  | { readonly action: 'register'; readonly input: RegisterTaskDefinitionCommandInput }
  | { readonly action: 'reuse'; readonly arn: string };

/**
 * What `start` would register and create, without changing anything.
 *
 * @throws `BgDeployError` `aws-…` when AWS cannot be asked; what AWS answers is in the plan's checks
 */
export async function planDeployment(options: PlanOptions): Promise<DeploymentPlan> {
  return planFrom(await observe(options), options.documents);
}

/** The plan that follows from what was observed. */
export function planFrom(observation: Observation, documents: ReleaseDocuments): DeploymentPlan {
  const checks = preflight(observation);
  const taskDefinition = planTaskDefinition(documents.taskDefinition, [observation.registered, observation.serving]);
  const taskDefinitionArn = taskDefinition.action === 'reuse' ? taskDefinition.arn : TASK_DEFINITION_PLACEHOLDER;
  return {
    ...observation.target,
    ok: !checks.some(isFault),
    checks,
    taskDefinition,
    previousTaskDefinitionArn: blueTaskSet(observation)?.taskDefinitionArn ?? null,
    deploymentConfig: observation.deploymentConfigName,
    routing: observation.deploymentConfig?.routing ?? null,
    waits: observation.group?.waits ?? null,
    appSpec: renderAppSpec(documents.appSpec, { taskDefinitionArn, format: 'json' }),
    activeDeployments: observation.activeDeployments,
  };
}

/** An existing revision is used where it says the same: registering it again would only make another number. */
function planTaskDefinition(
  input: RegisterTaskDefinitionCommandInput,
  candidates: readonly (RegisteredTaskDefinition | null)[],
): TaskDefinitionPlan {
  const same = candidates.find(
    (one) => one !== null && one.status === 'ACTIVE' && sameTaskDefinition(input, one.definition, one.tags),
  );
  return same ? { action: 'reuse', arn: same.arn } : { action: 'register', input };
}
