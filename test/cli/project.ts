import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

const TASK_DEFINITION = {
  family: 'web',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: '256',
  memory: '512',
  executionRoleArn: 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole',
  containerDefinitions: [
    { name: 'web', image: '<IMAGE1_NAME>', essential: true, portMappings: [{ containerPort: 8080 }] },
  ],
};

/** An appspec; with hooks, each as `Event: function`. */
export function appSpecText(hooks: Readonly<Record<string, string>> = {}): string {
  const lines = Object.entries(hooks).map(([event, name]) => `  - ${event}: ${name}\n`);
  return `version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: <TASK_DEFINITION>
        LoadBalancerInfo:
          ContainerName: web
          ContainerPort: 8080
${lines.length > 0 ? `Hooks:\n${lines.join('')}` : ''}`;
}

/**
 * A project folder with templates and configuration, gone when the test is over.
 *
 * @param files - further files, or others than the usual ones; `null`: not this one
 */
export async function project(files: Readonly<Record<string, string | null>> = {}): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bg-deploy-project-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const all: Record<string, string | null> = {
    'taskdef.json': JSON.stringify(TASK_DEFINITION, null, 2),
    'appspec.yml': appSpecText(),
    'bg-deploy.yml': 'cluster: main\nservice: web\nregion: eu-west-1\n',
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    if (text === null) continue;
    await mkdir(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** A configuration whose hooks have these answers, and whatever else is given as YAML. */
export function configText(hooks: Readonly<Record<string, 'succeed' | 'fail' | 'silent'>>, more = ''): string {
  const lines = Object.entries(hooks).map(([name, answer]) => `    ${name}: ${answer}\n`);
  return `cluster: main\nservice: web\nregion: eu-west-1\n${more}local:\n  hooks:\n${lines.join('')}`;
}

export const image = (tag: string) => ['--image', `web=registry.example/web:${tag}`];
