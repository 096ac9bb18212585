import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RegisterTaskDefinitionRequest$ } from '@aws-sdk/client-ecs';
import { NormalizedSchema } from '@smithy/core/schema';
import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { parseAppSpec } from '../../src/appspec/parse.js';
import { readBuildOutput } from '../../src/build-output/read.js';
import { isBgDeployError } from '../../src/errors.js';
import type { Artifacts } from '../../src/generate/artifacts.js';
import { generate } from '../../src/generate/generate.js';
import { checkSchema } from '../../src/taskdef/check-schema.js';
import { findPlaceholders } from '../../src/template/find-placeholders.js';
import { renderEdits } from '../../src/template/rendered-text.js';

const CORPUS = process.env.BG_DEPLOY_CORPUS ?? resolve(fileURLToPath(import.meta.url), '../../../../shared/corpus');
const present = existsSync(join(CORPUS, 'MANIFEST.tsv'));
const absent = present ? '' : ` (skipped: there is no corpus of other people's files at ${CORPUS})`;

const IMAGE = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1.4.2';
const textOf = (file: string) => readFileSync(join(CORPUS, file), 'utf8');

/** An appspec for task definitions that come without one. */
const OWN_APPSPEC = (name: string, port: number) => `version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: <TASK_DEFINITION>
        LoadBalancerInfo: { ContainerName: "${name}", ContainerPort: ${port} }
`;

/** A value that a placeholder of this name may plausibly have. */
function plausible(name: string): string {
  const word = name.toUpperCase();
  if (/COMMAND/.test(word)) return '["serve"]';
  if (/SUBNET/.test(word)) return 'subnet-0abc';
  if (/SECURITY_GROUP/.test(word)) return 'sg-0abc';
  if (/ASSIGN_PUBLIC_IP/.test(word)) return 'DISABLED';
  if (/PORT$/.test(word)) return '8080';
  if (/CPU$/.test(word)) return '256';
  if (/MEMORY/.test(word)) return '512';
  if (/ACCOUNT/.test(word)) return '123456789012';
  if (/ROLE/.test(word)) return 'arn:aws:iam::123456789012:role/task';
  if (/REGION/.test(word)) return 'eu-west-1';
  if (/REVIS/.test(word)) return '7';
  return 'web';
}

interface Pair {
  readonly taskdef: string;
  readonly appspec: string | { readonly name: string; readonly port: number };
  readonly images: readonly string[];
  /** The container that must have got the image. */
  readonly container: string;
  readonly set?: Readonly<Record<string, string>>;
}

function generatePair({ taskdef, appspec, images, set = {} }: Pair): Artifacts {
  const taskDefinition = { file: taskdef, text: textOf(taskdef) };
  const appSpec =
    typeof appspec === 'string'
      ? { file: appspec, text: textOf(appspec) }
      : { file: 'appspec.yml', text: OWN_APPSPEC(appspec.name, appspec.port) };
  const names = [
    ...findPlaceholders(taskDefinition.text, 'json').placeholders,
    ...findPlaceholders(appSpec.text, 'yaml').placeholders,
  ].map(({ name }) => name);
  const values = Object.fromEntries(
    names
      .filter((name) => !/IMAGE|TASK_?DEFINITION(?!_FAMILY)|TASK_ARN/.test(name))
      .map((name) => [name, plausible(name)]),
  );
  return generate({ taskDefinition, appSpec, buildOutput: readBuildOutput({ images }), values, set });
}

/** What must be true of everything that is generated. */
function prove({ taskDefinition, taskDefinitionText, appSpec, appSpecText }: Artifacts): void {
  const root = parseTree(taskDefinitionText);
  if (!root) throw new Error('the task definition is empty');
  const source = renderEdits('taskdef.json', taskDefinitionText, []);
  const again = checkSchema(root, NormalizedSchema.of(RegisterTaskDefinitionRequest$), source);
  expect(again).toMatchObject({ findings: [], nulls: [], converted: [] });
  expect(again.value).toEqual(taskDefinition);
  expect(findPlaceholders(taskDefinitionText, 'json').placeholders.filter(({ style }) => style === 'angle')).toEqual(
    [],
  );
  const served = taskDefinition.containerDefinitions?.find(({ name }) => name === appSpec.containerName);
  expect(served?.portMappings?.map(({ containerPort }) => containerPort)).toContain(appSpec.containerPort);
  expect(parseAppSpec(appSpecText)).toEqual({ appSpec, notes: [] });
}

const PASS: readonly Pair[] = [
  {
    taskdef: '19reuelsicatii87+CFProject10/taskdef.json',
    appspec: '19reuelsicatii87+CFProject10/appspec.yaml',
    images: [IMAGE],
    container: 'cf2025-webapp-container',
  },
  {
    taskdef: '7even01+legacyapp/taskdef.json',
    appspec: '7even01+legacyapp/appspec.yaml',
    images: [`legacyapp=${IMAGE}`],
    container: 'legacyapp',
  },
  {
    taskdef: 'nghiatarenovacloud+aqua-ewarranty-cicd/taskdef-backend-template.json',
    appspec: 'nghiatarenovacloud+aqua-ewarranty-cicd/appspec.yml',
    images: [IMAGE],
    container: 'backend',
    set: { CONTAINER_NAME: 'backend', CONTAINER_PORT: '8080' },
  },
  {
    taskdef: 'tuanha168+terminal/taskdef-template.json',
    appspec: 'tuanha168+terminal/appspec.yml',
    images: [IMAGE],
    container: 'web',
  },
  {
    taskdef: 'osushi-academy+sushi-chat/taskdef_template.json',
    appspec: 'osushi-academy+sushi-chat/appspec.yaml',
    images: [`app=${IMAGE}`, 'nginx=nginx:1.27'],
    container: 'app',
  },
  {
    taskdef: 'perforb+sample-rest-api/taskdef-template.json',
    appspec: 'perforb+sample-rest-api/appspec.yaml',
    images: [IMAGE],
    container: 'app',
  },
  {
    taskdef: 'CBIIT+OARS/template-taskdef.json',
    appspec: 'CBIIT+OARS/template-appspec.yaml',
    images: [IMAGE],
    container: 'APPLICATION',
  },
  {
    taskdef: 'Abynahisblue+aws-java-react-app/taskdef.json.template',
    appspec: 'Abynahisblue+aws-java-react-app/appspec.yaml',
    images: [IMAGE],
    container: 'webapp-prod-container',
  },
  {
    taskdef: 'javydekoning+aws-devops-demo/ecs/taskdef.json',
    appspec: 'javydekoning+aws-devops-demo/ecs/appspec.yml',
    images: [],
    container: '',
    set: { IMAGE_TAG: '1.4.2', ECR_REPO: 'aws-devops-demo' },
  },
  {
    taskdef: 'Aton-Kish+ecs-blue-green-deployment/codedeploy/taskdef.json',
    appspec: 'Aton-Kish+ecs-blue-green-deployment/codedeploy/appspec.yaml',
    images: [IMAGE],
    container: 'application',
  },
  {
    taskdef: 'channyein87+codedeploy/ecs/taskdef.json',
    appspec: 'channyein87+codedeploy/ecs/appspec.yml',
    images: [IMAGE],
    container: 'codedeploy-ecs-app',
  },
  {
    taskdef: '2017387-jh+vw-aws-cloud-service/script/taskdef.json.tpl',
    appspec: { name: 'web', port: 8080 },
    images: [IMAGE],
    container: 'web',
  },
  {
    taskdef: 'technocirrus-devops+spring-boot-examples/taskdef_template.json',
    appspec: { name: 'web', port: 8761 },
    images: [IMAGE],
    container: 'web',
  },
  {
    taskdef: 'aws+aws-app-mesh-examples/examples/apps/colorapp/ecs/colorteller-base-task-def.json',
    appspec: { name: 'app', port: 9080 },
    images: [`app=${IMAGE}`],
    container: 'app',
    set: {
      ENVOY_CONTAINER_JSON: '{"name": "envoy", "image": "envoy:1"}',
      XRAY_CONTAINER_JSON: '{"name": "xray", "image": "xray:1"}',
    },
  },
  {
    taskdef: 'DNXLabs+docker-ecs-deploy/templates/task-definition.tpl-default.json',
    appspec: { name: 'web', port: 8080 },
    images: [IMAGE],
    container: 'web',
  },
  {
    taskdef: 'jupitris+wordpress-ecs-demo/taskdef-template.json',
    appspec: 'jupitris+wordpress-ecs-demo/appspec.yml',
    images: [IMAGE],
    container: '',
  },
];

describe.skipIf(!present)(`file sets of other people${absent}`, () => {
  it("go through as the seed article's own do: its files, with the imageDetail.json that its buildspec prints", () => {
    const folder = 'Andr1500+CICD_BlueGreen_Codepipeline_ECS';
    const artifacts = generate({
      taskDefinition: { file: 'taskdef.json', text: textOf(`${folder}/taskdef.json`) },
      appSpec: { file: 'appspec.yml', text: textOf(`${folder}/appspec.yml`) },
      buildOutput: readBuildOutput({ files: [{ file: 'imageDetail.json', text: `{"ImageURI":"${IMAGE}"}` }] }),
      env: { AWS_ACCOUNT_ID: '123456789012' },
      values: { APP_NAME: 'app', SERVICE_PORT: '8080', MEMORY_RESV: '128' },
    });
    prove(artifacts);
    expect(artifacts.taskDefinition).toEqual({
      executionRoleArn: 'arn:aws:iam::123456789012:role/app_ecsTaskExecutionRole',
      containerDefinitions: [
        {
          name: 'app',
          image: IMAGE,
          essential: true,
          memoryReservation: 128,
          portMappings: [{ hostPort: 0, protocol: 'tcp', containerPort: 8080 }],
          environment: [
            { name: 'PORT', value: '8080' },
            { name: 'APP_NAME', value: 'app' },
          ],
        },
      ],
      requiresCompatibilities: ['EC2'],
      family: 'app',
    });
    expect(artifacts.appSpec).toEqual({
      taskDefinition: '<TASK_DEFINITION>',
      containerName: 'app',
      containerPort: 8080,
      hooks: [],
    });
    expect(artifacts.notes).toContain('taskdef.json: dropped, since they are null: networkMode');
  });

  it.each(PASS)('go through: $taskdef', (pair) => {
    const artifacts = generatePair(pair);
    prove(artifacts);
    const container = pair.container || artifacts.appSpec.containerName;
    const image = artifacts.taskDefinition.containerDefinitions?.find(({ name }) => name === container)?.image;
    if (pair.images.length > 0) expect(image).toBe(IMAGE);
  });

  it.each([
    [
      'a comma behind the last member',
      'SubrahmanyamRaparti+PetClinicApplication/application',
      'taskdef.json.tpl',
      'appspec.yaml.tpl',
      'template-invalid',
      /comma behind the last/,
    ],
    [
      'a port that is still a word',
      'nataliavaz+pipeline-git-ecs-codedeploy/templates',
      'taskdef.json',
      'appspec.yml',
      'appspec-invalid',
      /ContainerPort must be a whole number/,
    ],
    [
      'a container that the task definition lacks',
      '1308harshit+pearlThought-all-tasks-strapi',
      'taskdef.json',
      'appspec.json',
      'appspec-invalid',
      /no container "strapi"; it has "strapi-container"/,
    ],
    [
      'no family and no name',
      'CBIIT+OARS',
      'taskdef.json',
      'template-appspec.yaml',
      'taskdef-invalid',
      /family is missing/,
    ],
    [
      'an appspec for EC2',
      '2025-softbank-hackathon+backend',
      'taskdef.json',
      'appspec.yml',
      'appspec-invalid',
      /EC2 or on-premises/,
    ],
  ])('are refused for %s', (_what, folder, taskdef, appspec, code, message) => {
    const pair = {
      taskdef: `${folder}/${taskdef}`,
      appspec: `${folder}/${appspec}`,
      images: [IMAGE],
      container: '',
      set: { cpu: '256', memory: '512', port: '80' },
    };
    expect(() => generatePair(pair)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });

  it('are all, whatever they hold, generated soundly or refused with a place and a remedy', () => {
    const pairs = filesOf('taskdef').flatMap((taskdef): Omit<Pair, 'container'>[] => {
      const own = filesOf('appspec').filter((appspec) => dirname(appspec) === dirname(taskdef));
      const served = servedContainer(textOf(taskdef));
      return own.length > 0
        ? own.map((appspec) => ({ taskdef, appspec, images: [IMAGE] }))
        : [{ taskdef, appspec: served, images: [`${served.name}=${IMAGE}`] }];
    });
    const results = { generated: 0, refused: 0 };
    for (const pair of pairs) {
      try {
        prove(generatePair({ ...pair, container: '' }));
        results.generated += 1;
      } catch (error) {
        if (!isBgDeployError(error)) throw new Error(`${pair.taskdef}: ${String(error)}`, { cause: error });
        expect(error.exitCode).toBe(2);
        expect(error.remedy).not.toBe('');
        results.refused += 1;
      }
    }
    expect(results.generated).toBeGreaterThan(60);
    expect(results.generated + results.refused).toBe(pairs.length);
  });
});

/** A container with a port of a task definition that is JSON as it stands. */
function servedContainer(text: string): { name: string; port: number } {
  const root = parseTree(text);
  const definition = (root && findNodeAtLocation(root, ['taskDefinition'])) ?? root;
  const containers = definition && findNodeAtLocation(definition, ['containerDefinitions']);
  for (const container of containers?.children ?? []) {
    const name: unknown = findNodeAtLocation(container, ['name'])?.value;
    const port: unknown = findNodeAtLocation(container, ['portMappings', 0, 'containerPort'])?.value;
    if (typeof name === 'string' && typeof port === 'number') return { name, port };
  }
  return { name: 'web', port: 8080 };
}

/** The corpus's files of a kind, as its manifest names them; blocks cut from documentation are no files of anybody. */
function filesOf(kind: string): string[] {
  return textOf('MANIFEST.tsv')
    .split('\n')
    .map((row) => row.split('\t'))
    .filter((row) => row[3] === kind && row[7] !== 'doc-snippet')
    .map(([repository = '', path = '']) => `${repository.replace('/', '+')}/${path}`)
    .filter((file) => existsSync(join(CORPUS, file)));
}
