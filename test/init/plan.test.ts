import type { TaskDefinition } from '@aws-sdk/client-ecs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseAppSpec } from '../../src/appspec/parse.js';
import { readBuildOutput } from '../../src/build-output/read.js';
import { generate } from '../../src/generate/generate.js';
import { planInit } from '../../src/init/plan.js';
import { type InitSubject, PIPELINES, type RunningService } from '../../src/init/subject.js';

const REPOSITORY = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/web';

const DEFINITION: TaskDefinition = {
  taskDefinitionArn: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:7',
  family: 'web',
  revision: 7,
  status: 'ACTIVE',
  requiresAttributes: [{ name: 'ecs.capability.task-eni' }],
  compatibilities: ['EC2', 'FARGATE'],
  registeredAt: new Date('2026-01-05T09:00:00Z'),
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: '512',
  memory: '1024',
  executionRoleArn: 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole',
  volumes: [],
  placementConstraints: [],
  containerDefinitions: [
    {
      name: 'web',
      image: `${REPOSITORY}:41`,
      cpu: 0,
      essential: true,
      portMappings: [{ containerPort: 8080, hostPort: 8080, protocol: 'tcp' }],
      environment: [
        { name: 'COLOUR', value: 'blue' },
        { name: 'DB_PASSWORD', value: 'hunter2' },
      ],
      secrets: [{ name: 'KEY', valueFrom: 'arn:aws:ssm:eu-west-1:123456789012:parameter/web/key' }],
      mountPoints: [],
      volumesFrom: [],
      command: ['sh', '-c', 'echo $HOME && exec serve'],
    },
    { name: 'migrate', image: `${REPOSITORY}:41`, cpu: 0, essential: false },
    { name: 'telemetry', image: 'public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3', essential: false },
  ],
};
const RUNNING: RunningService = {
  taskDefinition: DEFINITION,
  tags: [{ key: 'team', value: 'shop' }],
  tasks: {
    containerName: 'web',
    containerPort: 8080,
    launchType: null,
    platformVersion: '1.4.0',
    network: { subnets: ['subnet-1', 'subnet-2'], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' },
    capacityProviders: [
      { name: 'FARGATE', base: 1, weight: 1 },
      { name: 'FARGATE_SPOT', base: 0, weight: 3 },
    ],
  },
  hooks: [{ event: 'AfterAllowTestTraffic', function: 'smoke' }],
  notes: [],
};
const SUBJECT: InitSubject = { cluster: 'main', service: 'web', region: 'eu-west-1', pipeline: 'none' };
const SERVED: InitSubject = { ...SUBJECT, running: RUNNING };

const filesOf = (subject: InitSubject) =>
  Object.fromEntries(planInit(subject).files.map(({ path, text }) => [path, text]));
const generated = (subject: InitSubject, image: string) => {
  const files = filesOf(subject);
  return generate({
    taskDefinition: { file: 'taskdef.json', text: files['taskdef.json'] ?? '' },
    appSpec: { file: 'appspec.yml', text: files['appspec.yml'] ?? '' },
    buildOutput: readBuildOutput({ images: [image] }),
    values: parse(files['bg-deploy.yml'] ?? '').values ?? {},
    env: { HOME: '/build', COLOUR: 'of the build' },
  });
};

describe('the files of a service that runs', () => {
  it('generate the task definition that runs, with the new image where the old one was', () => {
    const { taskDefinition } = generated(SERVED, `IMAGE1_NAME=${REPOSITORY}:42`);
    const [web, migrate, telemetry] = taskDefinition.containerDefinitions ?? [];
    expect(taskDefinition).toMatchObject({ family: 'web', cpu: '512', tags: [{ key: 'team', value: 'shop' }] });
    expect(Object.keys(taskDefinition)).not.toContain('revision');
    expect(web).toEqual({
      name: 'web',
      image: `${REPOSITORY}:42`,
      essential: true,
      portMappings: DEFINITION.containerDefinitions?.[0]?.portMappings,
      environment: DEFINITION.containerDefinitions?.[0]?.environment,
      secrets: DEFINITION.containerDefinitions?.[0]?.secrets,
      command: ['sh', '-c', 'echo $HOME && exec serve'],
    });
    expect(migrate?.image).toBe(`${REPOSITORY}:42`);
    expect(telemetry?.image).toBe(DEFINITION.containerDefinitions?.[2]?.image);
  });

  it('have an appspec that keeps what CodeDeploy would reset', () => {
    expect(parseAppSpec(filesOf(SERVED)['appspec.yml'] ?? '').appSpec).toEqual({
      taskDefinition: '<TASK_DEFINITION>',
      containerName: 'web',
      containerPort: 8080,
      network: RUNNING.tasks.network,
      capacityProviders: [
        { name: 'FARGATE', base: 1, weight: 1 },
        { name: 'FARGATE_SPOT', weight: 3 },
      ],
      hooks: RUNNING.hooks,
    });
  });

  it('tell of secrets in plain text by name, never by value', () => {
    const { notes } = planInit(SERVED);
    expect(notes.join('\n')).toMatch(/container web has DB_PASSWORD in plain text/);
    expect(notes.join('\n')).not.toContain('hunter2');
  });

  it('name the environment and what is told of it in a header that editors read', () => {
    const text = filesOf({ ...SERVED, application: 'shop' })['bg-deploy.yml'] ?? '';
    expect(text.split('\n')[0]).toBe(
      '# yaml-language-server: $schema=./node_modules/bg-deploy/schema/bg-deploy.schema.json',
    );
    expect(parse(text)).toEqual({
      cluster: 'main',
      service: 'web',
      application: 'shop',
      region: 'eu-west-1',
      taskDefinition: 'taskdef.json',
      appSpec: 'appspec.yml',
    });
  });

  it('are refused where no load balancer is', () => {
    const tasks = { ...RUNNING.tasks, containerName: null };
    expect(() => planInit({ ...SUBJECT, running: { ...RUNNING, tasks } })).toThrow(/no load balancer/);
  });

  it('say what stands in the way of a release', () => {
    const taskDefinition: TaskDefinition = { ...DEFINITION, executionRoleArn: undefined };
    const { notes } = planInit({ ...SUBJECT, running: { ...RUNNING, taskDefinition } });
    expect(notes.join('\n')).toMatch(/to be mended before a release: taskdef\.json:\d+:\d+: .*executionRoleArn/);
  });
});

describe('what looks like a placeholder in a task definition that runs', () => {
  const part = fc.constantFrom(
    ...['${COLOUR}', '$COLOUR', '$$COLOUR', '<COLOUR>', '{{ colour }}', '{COLOUR}', '%COLOUR%', '__COLOUR__'],
    ...[
      '@@COLOUR@@',
      '#{COLOUR}',
      '${COLOUR:-red}',
      '$(COLOUR)',
      '<<COLOUR>>',
      '{% if x %}',
      '{{#each x}}',
      '[COLOUR]',
      'COLOUR',
      '\\',
      '"',
      ' ',
      'é',
      '😀',
      'a',
    ],
  );
  const literal = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));

  it('comes out as it went in', () => {
    fc.assert(
      fc.property(literal, literal, (value, label) => {
        const taskDefinition: TaskDefinition = {
          ...DEFINITION,
          containerDefinitions: DEFINITION.containerDefinitions?.map((one) => ({
            ...one,
            environment: [{ name: 'ODD', value }],
            dockerLabels: { odd: label },
          })),
        };
        const made = generated({ ...SUBJECT, running: { ...RUNNING, taskDefinition } }, `IMAGE1_NAME=${REPOSITORY}:42`);
        const [web] = made.taskDefinition.containerDefinitions ?? [];
        expect([web?.environment?.[0]?.value, web?.dockerLabels?.odd]).toEqual([value, label]);
      }),
    );
  });
});

describe('a beginning without a service', () => {
  it('generates at once', () => {
    const { taskDefinition, appSpec } = generated(SUBJECT, 'web:1');
    expect(taskDefinition.executionRoleArn).toBe('arn:aws:iam::123456789012:role/ecsTaskExecutionRole');
    expect(appSpec).toMatchObject({ containerName: 'web', containerPort: 8080 });
  });

  it.each([{ service: 'web; rm -rf /' }, { region: "eu'" }, { cluster: 'a\nb' }])('refuses the name %j', (name) => {
    expect(() => planInit({ ...SUBJECT, ...name })).toThrow(/is no name for --/);
  });
});

const BUILDSPEC = 'version: 0.2\nenv:\n  variables:\n    IMAGE_REPO_NAME: web\nphases: {}\n';

describe('the file of a pipeline', () => {
  const named: readonly (readonly [(typeof PIPELINES)[number], string | undefined])[] = [
    ['codebuild', 'buildspec.yml'],
    ['gitlab', '.gitlab-ci.yml'],
    ['github', '.github/workflows/release.yml'],
    ['jenkins', 'Jenkinsfile'],
    ['none', undefined],
  ];

  it.each(named)('for %s is %s', (pipeline, path) => {
    const paths = planInit({ ...SERVED, pipeline, buildspec: BUILDSPEC }).files.map((file) => file.path);
    expect(paths).toEqual(['bg-deploy.yml', 'taskdef.json', 'appspec.yml', ...(path ? [path] : [])]);
  });

  it('covers every pipeline', () => {
    expect(named.map(([pipeline]) => pipeline)).toEqual([...PIPELINES]);
  });

  it('is a buildspec for the repository of the image', () => {
    const text = filesOf({ ...SERVED, pipeline: 'codebuild', buildspec: BUILDSPEC })['buildspec.yml'] ?? '';
    expect(parse(text).env.variables.IMAGE_REPO_NAME).toBe('team/web');
  });

  it('is a job for GitLab that releases the image to the container', () => {
    const { release } = parse(filesOf({ ...SERVED, pipeline: 'gitlab' })['.gitlab-ci.yml'] ?? '');
    expect(release.variables).toMatchObject({ IMAGE: `${REPOSITORY}:$CI_COMMIT_SHORT_SHA`, AWS_REGION: 'eu-west-1' });
    expect(release.script.at(-1)).toBe(
      'npx bg-deploy start --image IMAGE1_NAME="$IMAGE" --description "$CI_PIPELINE_URL"',
    );
  });

  it('is a workflow for GitHub that logs in where the image goes', () => {
    const { jobs } = parse(filesOf({ ...SERVED, pipeline: 'github' })['.github/workflows/release.yml'] ?? '');
    expect(jobs.release.env.IMAGE).toBe(`${REPOSITORY}:\${{ github.sha }}`);
    expect(jobs.release.steps.map(({ run }: { run?: string }) => run).filter(Boolean)).toEqual([
      'npm ci',
      'aws ecr get-login-password | docker login --username AWS --password-stdin "${IMAGE%%/*}"',
      'docker build --tag "$IMAGE" .',
      'docker push "$IMAGE"',
      'npx bg-deploy start --image IMAGE1_NAME="$IMAGE" --description "$RUN"',
    ]);
  });

  it('leaves the login to those whose registry it does not know', () => {
    const [web, ...others] = DEFINITION.containerDefinitions ?? [];
    const taskDefinition = { ...DEFINITION, containerDefinitions: [{ ...web, image: 'shop/web:1' }, ...others] };
    const plan = planInit({ ...SERVED, pipeline: 'jenkins', running: { ...RUNNING, taskDefinition } });
    expect(plan.files.at(-1)?.text).toContain('IMAGE = "shop/web:${env.GIT_COMMIT}"');
    expect(plan.files.at(-1)?.text).not.toContain('docker login');
    expect(plan.notes.join('\n')).toContain('log in to the registry of shop/web');
  });

  it('asks for what is not known', () => {
    const { region: _region, ...nowhere } = SUBJECT;
    const github = filesOf({ ...nowhere, pipeline: 'github' })['.github/workflows/release.yml'] ?? '';
    expect(parse(github).jobs.release.env.IMAGE).toBe('${{ vars.IMAGE_REPOSITORY }}:${{ github.sha }}');
    expect(github).toContain('aws-region: ${{ vars.AWS_REGION }}');
    const gitlab = filesOf({ ...nowhere, pipeline: 'gitlab' })['.gitlab-ci.yml'] ?? '';
    expect(parse(gitlab).release.variables.IMAGE).toBe('$IMAGE_REPOSITORY:$CI_COMMIT_SHORT_SHA');
  });
});
