import { parseTree } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { parseAppSpec } from '../../src/appspec/parse.js';
import { APPSPEC_RULES } from '../../src/appspec/rules.js';
import { readBuildOutput } from '../../src/build-output/read.js';
import type { Artifacts } from '../../src/generate/artifacts.js';
import { generate } from '../../src/generate/generate.js';
import { checkSchema } from '../../src/taskdef/check-schema.js';
import { TASK_DEFINITION_RULES } from '../../src/taskdef/rules/catalogue.js';
import { TASK_DEFINITION } from '../../src/taskdef/schema.js';
import { findPlaceholders } from '../../src/template/find-placeholders.js';
import { renderEdits } from '../../src/template/rendered-text.js';
import { absent, filesOf, present, textOf } from './collection.js';
import { judgeAll, rowText } from './judgement.js';
import { generateSet, IMAGE, ownAppSpec, type Served } from './plain-filling.js';

interface Pair {
  readonly taskdef: string;
  readonly appspec: string | Served;
  readonly images: readonly string[];
  /** The container that must have got the image. */
  readonly container: string;
  readonly set?: Readonly<Record<string, string>>;
}

const generatePair = ({ taskdef, appspec, images, set = {} }: Pair): Artifacts =>
  generateSet({
    taskDefinition: { file: taskdef, text: textOf(taskdef) },
    appSpec:
      typeof appspec === 'string'
        ? { file: appspec, text: textOf(appspec) }
        : { file: 'appspec.yml', text: ownAppSpec(appspec) },
    images,
    set,
  });

/** What must be true of everything that is generated. */
function prove({ taskDefinition, taskDefinitionText, appSpec, appSpecText }: Artifacts): void {
  const root = parseTree(taskDefinitionText);
  if (!root) throw new Error('the task definition is empty');
  const source = renderEdits('taskdef.json', taskDefinitionText, []);
  const again = checkSchema(root, TASK_DEFINITION, source);
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
    container: '',
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
    appspec: { name: 'web', port: 8173 },
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

  it('are all, whatever they hold, generated soundly or refused with a place, a rule and a remedy', () => {
    const judged = judgeAll();
    const generated = judged.filter(({ result }) => !('code' in result));
    console.info(
      [
        `file set\tstyles of its placeholders\tresult (${judged.length} sets, ${generated.length} generated)`,
        ...judged.map(rowText),
      ].join('\n'),
    );
    expect(new Set(judged.map(({ file }) => file)).size).toBe(filesOf('taskdef').length);
    for (const { file, result } of judged) {
      if (!('code' in result)) {
        prove(result.artifacts);
        continue;
      }
      expect(result.exitCode).toBe(2);
      for (const { message, remedy, place, rule } of result.findings) {
        expect([file, message.length < 600, remedy !== '']).toEqual([file, true, true]);
        expect([file, message, RULES.has(rule ?? result.code)]).toEqual([file, message, true]);
        if (!WITHOUT_PLACE.has(rule ?? '')) {
          expect([file, message, place]).toEqual([
            file,
            message,
            { file: expect.any(String), line: expect.any(Number), column: expect.any(Number) },
          ]);
        }
      }
    }
    // What is refused is refused for a fault that its kind of file has, and not because nobody could fill it.
    const codes = judged.flatMap(({ result }) => ('code' in result ? [result.code] : []));
    expect(codes.filter((code) => code === 'placeholder-unfilled' || code.startsWith('image-'))).toEqual([]);
    // A floor, so that a rule that suddenly refuses what people have is seen: see the table.
    expect(generated.length).toBeGreaterThan(FLOOR);
  });
});

const FLOOR = 72;

/** The names that refusals may have: the documented rules, and codes that say the same. */
const RULES = new Set<string>([
  ...Object.keys(TASK_DEFINITION_RULES),
  ...Object.keys(APPSPEC_RULES),
  ...['template-language', 'template-syntax', 'appspec-missing', 'placeholder-expression', 'value-does-not-fit'],
]);

/** There is no file for a place to be in. */
const WITHOUT_PLACE = new Set(['appspec-missing']);
