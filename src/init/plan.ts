import { appSpecFromService } from '../appspec/from-service.js';
import { renderAppSpec } from '../appspec/render.js';
import { parseImageReference } from '../build-output/image-reference.js';
import { BgDeployError } from '../errors.js';
import { configText } from './config-text.js';
import { pipelineFile } from './pipeline/pipeline.js';
import { proofNotes } from './proof.js';
import { starterTaskDefinition } from './starter.js';
import type { InitSubject, PlannedFile } from './subject.js';
import { taskDefinitionTemplate } from './taskdef-template.js';

/** What `init` is going to write. */
export interface InitPlan {
  readonly files: readonly PlannedFile[];
  /** What was decided and what is left to do, a sentence each. */
  readonly notes: readonly string[];
}

const APPSPEC_HEADER =
  '# <TASK_DEFINITION> becomes the ARN of the task definition that a release registers.\n' +
  '# Members: node_modules/bg-deploy/docs/appspec.md\n';

/**
 * The files of a project: configuration, task definition, appspec, and the pipeline's. Pure: nothing is written.
 *
 * @throws BgDeployError `usage-invalid` for names that AWS does not have, `preflight-failed` for a service without a
 * load balancer
 */
export function planInit(subject: InitSubject): InitPlan {
  checkNames(subject);
  const { running, service } = subject;
  const made = running && appSpecFromService(running.tasks);
  if (running && !made) {
    throw new BgDeployError('preflight-failed', `no load balancer sends requests to the service ${service}`, {
      remedy: 'Put the service behind a load balancer; CodeDeploy moves traffic between two target groups.',
    });
  }
  const appSpec = made
    ? { ...made.appSpec, hooks: running.hooks }
    : { taskDefinition: '<TASK_DEFINITION>', containerName: 'web', containerPort: 8080, hooks: [] };
  const container = appSpec.containerName;
  const template = running ? taskDefinitionTemplate(running, container) : starterTaskDefinition(subject);
  const taskDefinition: PlannedFile = { path: 'taskdef.json', text: template.text };
  const appSpecFile: PlannedFile = { path: 'appspec.yml', text: `${APPSPEC_HEADER}${renderAppSpec(appSpec)}` };
  const { values = {} } = template;
  const pipeline = pipelineFile({ ...subject, repository: repositoryOf(running, container) });
  return {
    files: [
      { path: 'bg-deploy.yml', text: configText(subject, values) },
      taskDefinition,
      appSpecFile,
      ...(pipeline ? [pipeline.file] : []),
    ],
    notes: [
      ...(made?.notes ?? []),
      ...(running && running.hooks.length > 0 ? ['the hooks are those of the last deployment that succeeded'] : []),
      ...template.notes,
      ...(running?.notes ?? []),
      ...proofNotes(taskDefinition, appSpecFile, values),
      ...(pipeline?.notes ?? []),
      'keep .bg-deploy/ out of version control: what is rendered and rehearsed lies there',
    ],
  };
}

/** The repository of the image that is to be replaced, without its tag. */
function repositoryOf(running: InitSubject['running'], container: string): string | undefined {
  const image = running?.taskDefinition.containerDefinitions?.find(({ name }) => name === container)?.image;
  const reference = image === undefined ? undefined : parseImageReference(image);
  return reference && (reference.registry ? `${reference.registry}/${reference.path}` : reference.path);
}

/** Names and ARNs as ECS and CodeDeploy have them; they go into shell commands too. */
const NAMES = /^[\w.:/+=,@-]{1,512}$/;

function checkNames(subject: InitSubject): void {
  for (const key of ['cluster', 'service', 'application', 'deploymentGroup', 'region'] as const) {
    const name = subject[key];
    if (name === undefined || NAMES.test(name)) continue;
    const flag = key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw new BgDeployError('usage-invalid', `${JSON.stringify(name.slice(0, 80))} is no name for --${flag}`, {
      remedy: 'Names in AWS are letters, digits, hyphens and underscores.',
    });
  }
}
