import type { AppSpec } from '../appspec/appspec.js';
import { parseAppSpec } from '../appspec/parse.js';
import type { AwsClients } from '../aws/clients.js';
import { type Deployment, getDeployment } from '../aws/codedeploy/deployment.js';
import { getAppSpecText } from '../aws/codedeploy/revision.js';
import { describeService, primaryTaskSet } from '../aws/ecs/service.js';
import { describeTaskDefinition, type RegisteredTaskDefinition } from '../aws/ecs/task-definition.js';
import { taskDefinitionIn } from '../deployment/appspec-text.js';
import { describedFor } from '../deployment/description.js';
import { BgDeployError, isBgDeployError } from '../errors.js';
import type { ReleaseTarget } from '../preflight/release-target.js';
import type { DiffBase } from './release-diff.js';

/** What is compared with, as AWS has it. */
export interface Base {
  readonly base: DiffBase;
  readonly registered: RegisteredTaskDefinition;
  /** `null` where there is none to compare with; a note says why. */
  readonly appSpec: AppSpec | null;
  /** The commit that was released, where the deployment's description tells it. */
  readonly commit: string | null;
  readonly notes: readonly string[];
}

interface Question {
  readonly clients: AwsClients;
  readonly target: ReleaseTarget;
  /** A deployment's id, or a task definition (`family:revision`, family or ARN). Absent: what serves now. */
  readonly against?: string;
  readonly signal?: AbortSignal;
}

/**
 * Reads what a release is to be compared with.
 *
 * @throws BgDeployError `aws-not-found` where there is no such thing; `usage-invalid` for a deployment whose AppSpec
 * CodeDeploy does not keep
 */
export async function readBase(question: Question): Promise<Base> {
  const { against } = question;
  if (against === undefined) return readRunning(question);
  return /^d-[A-Z0-9]+$/.test(against) ? readNamedDeployment(question, against) : readNamed(question, against);
}

async function readRunning({ clients, target, signal }: Question): Promise<Base> {
  const service = await describeService(clients, target.cluster, target.service, signal);
  if (!service) {
    throw new BgDeployError(
      'aws-not-found',
      `there is no service ${target.service} in the cluster ${target.cluster} to compare with`,
      {
        remedy: 'Check the names; `bg-deploy bootstrap` creates what the account lacks.',
        resource: `${target.cluster}/${target.service}`,
      },
    );
  }
  const primary = primaryTaskSet(service);
  if (!primary) {
    throw new BgDeployError('aws-not-found', `the service ${target.service} has no PRIMARY task set`, {
      remedy: 'Only a service under CodeDeploy has one. Name what to compare with by --against FAMILY:REVISION.',
      resource: service.arn,
    });
  }
  const [registered, release] = await Promise.all([
    describeOrRefuse(clients, primary.taskDefinitionArn, signal),
    primary.deploymentId === null ? undefined : readRelease(clients, primary.deploymentId, signal),
  ]);
  return {
    base: {
      kind: 'running',
      taskDefinitionArn: registered.arn,
      deploymentId: release?.appSpec ? primary.deploymentId : null,
    },
    registered,
    appSpec: release?.appSpec ?? null,
    commit: release?.commit ?? null,
    notes: release?.notes ?? ['what serves now came with the service, not by a deployment: it has no AppSpec'],
  };
}

async function readNamedDeployment({ clients, signal }: Question, id: string): Promise<Base> {
  const deployment = await getDeployment(clients, id, signal);
  const release = await contentOf(clients, deployment, signal);
  const arn = release.text === null ? null : taskDefinitionIn(release.text);
  if (arn === null) {
    throw new BgDeployError('usage-invalid', `what ${id} released is not known: CodeDeploy has no AppSpec of it`, {
      remedy: 'Name the task definition itself: --against FAMILY:REVISION.',
      resource: id,
    });
  }
  const registered = await describeOrRefuse(clients, arn, signal);
  const { appSpec, commit, notes } = release;
  return {
    base: { kind: 'deployment', taskDefinitionArn: registered.arn, deploymentId: id },
    registered,
    appSpec,
    commit,
    notes,
  };
}

async function readNamed({ clients, signal }: Question, name: string): Promise<Base> {
  const registered = await describeOrRefuse(clients, name, signal);
  return {
    base: { kind: 'task-definition', taskDefinitionArn: registered.arn, deploymentId: null },
    registered,
    appSpec: null,
    commit: null,
    notes: ['the appspec is not compared: a task definition has none'],
  };
}

async function describeOrRefuse(
  clients: AwsClients,
  name: string,
  signal: AbortSignal | undefined,
): Promise<RegisteredTaskDefinition> {
  const found = await describeTaskDefinition(clients, name, signal);
  if (found) return found;
  throw new BgDeployError('aws-not-found', `there is no task definition ${name}`, {
    remedy: 'Give --against FAMILY:REVISION, an ARN, or the id of a deployment.',
    resource: name,
  });
}

interface Release extends Pick<Base, 'appSpec' | 'commit' | 'notes'> {
  readonly text: string | null;
}

async function readRelease(clients: AwsClients, id: string, signal: AbortSignal | undefined): Promise<Release> {
  try {
    return await contentOf(clients, await getDeployment(clients, id, signal), signal);
  } catch (error) {
    if (!isBgDeployError(error) || error.code !== 'aws-not-found') throw error;
    return nothing(`CodeDeploy does not know ${id} any more, which brought what serves now: no AppSpec is compared`);
  }
}

async function contentOf(
  clients: AwsClients,
  deployment: Deployment,
  signal: AbortSignal | undefined,
): Promise<Release> {
  const text = await getAppSpecText(clients, deployment.application, deployment.revision, signal);
  const commit = commitIn(deployment.description);
  if (text === null) {
    return { ...nothing(`CodeDeploy does not keep the AppSpec of ${deployment.id}: it is not compared`), commit };
  }
  try {
    return { text, appSpec: parseAppSpec(text, `the AppSpec of ${deployment.id}`).appSpec, commit, notes: [] };
  } catch (error) {
    if (!isBgDeployError(error)) throw error;
    return { ...nothing(`the AppSpec of ${deployment.id} cannot be compared: ${error.message}`), text, commit };
  }
}

function nothing(note: string): Release {
  return { text: null, appSpec: null, commit: null, notes: [note] };
}

/** `start` writes `web:42, commit 1a2b3c4d5e6f, …`. */
function commitIn(description: string | null): string | null {
  return /(?:^|, )commit ([0-9a-f]{7,40})(?=,|$)/.exec(describedFor(description))?.[1] ?? null;
}
