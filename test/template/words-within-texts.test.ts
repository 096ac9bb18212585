import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { readBuildOutput } from '../../src/build-output/read.js';
import { generate } from '../../src/generate/generate.js';
import { stopwatch } from '../support/stopwatch.js';

const definition = (members: object = {}, container: object = {}) =>
  JSON.stringify(
    {
      family: 'web',
      executionRoleArn: 'arn:aws:iam::ACCOUNT_ID:role/[role_name]',
      cpu: '256',
      memory: '512',
      containerDefinitions: [
        { name: 'web', image: 'registry.example/web:1', portMappings: [{ containerPort: 80 }], ...container },
      ],
      ...members,
    },
    null,
    2,
  );

function generated(text: string, set: Readonly<Record<string, string>>, more: object = {}) {
  return generate({
    taskDefinition: { file: 'taskdef.json', text },
    buildOutput: readBuildOutput({}),
    set,
    ...more,
  });
}

const GIVEN = { ACCOUNT_ID: '123456789012', role_name: 'ecs', STAGE: 'live', TAG: 'v7' };

describe('a word in capitals within a text', () => {
  it('is filled where --set names it, as sed would', () => {
    const text = definition(
      { family: 'STAGE' },
      {
        image: 'registry.example/web:TAG',
        environment: [{ name: 'URL', value: 'https://STAGE.example/STAGE?x=MY_STAGE&y=STAGE2' }],
        logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': '/ecs/STAGE', 'awslogs-region': 'r' } },
      },
    );
    const program = [
      's/\\[role_name\\]/ecs/g',
      ...Object.entries(GIVEN).map(([name, value]) => `s/\\b${name}\\b/${value}/g`),
    ];
    const bySed = execFileSync('sed', ['-E', program.join(';')], { input: text, encoding: 'utf8' });
    expect(generated(text, GIVEN).taskDefinition).toEqual(JSON.parse(bySed));
  });

  it('is filled from values: too, and in an appspec without quotes', () => {
    const appSpec = `version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: <TASK_DEFINITION>
        LoadBalancerInfo: { ContainerName: web, ContainerPort: 80 }
Hooks:
  - BeforeInstall: arn:aws:lambda:eu-west-1:ACCOUNT_ID:function:check-STAGE # of ACCOUNT_ID
`;
    const { appSpec: made } = generated(
      definition(),
      {},
      { values: GIVEN, appSpec: { file: 'appspec.yml', text: appSpec } },
    );
    expect(made.hooks).toEqual([
      { event: 'BeforeInstall', function: 'arn:aws:lambda:eu-west-1:123456789012:function:check-live' },
    ]);
  });

  it('is left alone where the same name has marks elsewhere', () => {
    const environment = [
      { name: 'A', value: '${STAGE}' },
      { name: 'B', value: 'the STAGE of it' },
    ];
    const { taskDefinition } = generated(definition({}, { environment }), GIVEN);
    expect(taskDefinition.containerDefinitions?.[0]?.environment).toEqual([
      { name: 'A', value: 'live' },
      { name: 'B', value: 'the STAGE of it' },
    ]);
  });

  it('is left alone where only the environment or the build has a value of that name', () => {
    const text = definition({ executionRoleArn: 'arn:aws:iam::123456789012:role/x' }, { command: ['run', 'on STAGE'] });
    const { taskDefinition } = generated(text, {}, { env: GIVEN });
    expect(taskDefinition.containerDefinitions?.[0]?.command).toEqual(['run', 'on STAGE']);
  });

  it('is no name of a variable, and no part of a longer word', () => {
    const environment = [{ name: 'STAGE', value: 'NO_STAGE STAGES xSTAGE STAGE-1 $STAGE_' }];
    const text = definition({}, { environment }).replace(' $STAGE_', '');
    const { taskDefinition } = generated(text, GIVEN);
    expect(taskDefinition.containerDefinitions?.[0]?.environment).toEqual([
      { name: 'STAGE', value: 'NO_STAGE STAGES xSTAGE live-1' },
    ]);
  });

  it.each([
    ['"image": "registry.example/web:1"', '"image": "registry.example/web:IMAGE_TAG"', 'IMAGE_TAG'],
    ['"family": "web"', '"family": "TASK_FAMILY"', 'TASK_FAMILY'],
    [
      '"cpu": "256"',
      '"cpu": "256", "taskRoleArn": "arn:aws:iam::123456789012:role/ROLE_PLACEHOLDER"',
      'ROLE_PLACEHOLDER',
    ],
  ])('is told of where nobody gave it and it can hardly be meant: %s → %s', (from, to, word) => {
    const text = definition().replace(from, to);
    const { warnings } = generated(text, { ACCOUNT_ID: '123456789012', role_name: 'ecs' });
    const at = text.slice(0, text.indexOf(word)).split('\n');
    expect(warnings).toContainEqual(
      expect.objectContaining({
        rule: 'placeholder-leftover',
        message: `"${word}" looks like something that was to be replaced`,
        place: { file: 'taskdef.json', line: at.length, column: (at.at(-1)?.length ?? 0) + 1 },
      }),
    );
  });
});

describe('a name in marks that are everyday text', () => {
  const environment = (value: string) => [{ name: 'A', value }];
  const SOUND = { executionRoleArn: 'arn:aws:iam::123456789012:role/x' };

  it.each([
    '__image_tag__',
    '%image_tag%',
    '%%image_tag%%',
    '@image_tag@',
    '#image_tag#',
    '##image_tag##',
    '[[image_tag]]',
    '((image_tag))',
  ])('is filled where somebody gave it: %s', (token) => {
    const text = definition(SOUND, { environment: environment(`a ${token}-b`) });
    const { taskDefinition } = generated(text, { image_tag: 'v7' });
    expect(taskDefinition.containerDefinitions?.[0]?.environment).toEqual(environment('a v7-b'));
  });

  it('may be part of a name', () => {
    const portMappings = [{ name: '__service_name__-http', containerPort: 80 }];
    const { taskDefinition } = generated(definition(SOUND, { portMappings }), { service_name: 'web' });
    expect(taskDefinition.containerDefinitions?.[0]?.portMappings?.[0]?.name).toBe('web-http');
  });

  it.each([
    '__image_tag__x',
    '100%image_tag%%',
    'me@image_tag@example',
    '$((image_tag))',
    '__other_tag__',
  ])('is left alone in %s', (value) => {
    const text = definition(SOUND, { environment: environment(value) });
    const { taskDefinition } = generated(text, { image_tag: 'v7' });
    expect(taskDefinition.containerDefinitions?.[0]?.environment).toEqual(environment(value));
  });

  it.each([
    ['Python', "if __name__ == '__main__'"],
    ['Datadog', 'http://%%host%%:%%port%%/status'],
    ['SQL', "like '%name%'"],
    ['a log pattern', '%level% %thread%'],
  ])('is more than a word, since a word is text of %s', (_whose, value) => {
    const text = definition(SOUND, { environment: environment(value) });
    const given = { name: 'x', host: 'x', port: 'x', level: 'x', thread: 'x', main: 'x' };
    const { taskDefinition } = generated(text, given);
    expect(taskDefinition.containerDefinitions?.[0]?.environment).toEqual(environment(value));
  });

  it('may be all of a value without quotes', () => {
    const json = definition(SOUND, { memory: 'MEMORY' }).replace('"MEMORY"', '__memory_mib__');
    expect(generated(json, { memory_mib: '128' }).taskDefinition.containerDefinitions?.[0]?.memory).toBe(128);
    const yaml = `family: __family_name__ # __family_name__
containerDefinitions:
  - name: web
    image: registry.example/web:1
    memory: __memory_mib__
    portMappings: [{ containerPort: 80 }]
`;
    const { taskDefinition } = generate({
      taskDefinition: { file: 'taskdef.yml', text: yaml },
      buildOutput: readBuildOutput({}),
      set: { family_name: 'web', memory_mib: '128' },
    });
    expect(taskDefinition).toMatchObject({ family: 'web', containerDefinitions: [{ memory: 128 }] });
  });

  it('has no brackets of its own where there are no quotes: they are those of a list', () => {
    const text = definition(SOUND, { command: ['X'] }).replace(/\[\s*"X"\s*\]/, '[START_CMD]');
    expect(text).toContain('"command": [START_CMD]');
    const { taskDefinition } = generated(text, { START_CMD: 'run' });
    expect(taskDefinition.containerDefinitions?.[0]?.command).toEqual(['run']);
  });

  it('is found at once among a thousand that are given', () => {
    const names = Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`name_${at}`, 'x']));
    const capitals = Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`NAME_${at}`, 'x']));
    const text = definition(SOUND, { environment: environment(`__name_1__ NAME_7 ${'%a _b @c '.repeat(20_000)}`) });
    const taken = stopwatch();
    const { taskDefinition } = generated(text, { ...names, ...capitals });
    expect(taken()).toBeLessThan(1000);
    expect(taskDefinition.containerDefinitions?.[0]?.environment?.[0]?.value).toMatch(/^x x %a /);
  });
});

describe('a list within brackets', () => {
  it.each(['a,b', '"a","b"', '["a", "b"]', 'a, b', ',"a","b",'])('of YAML takes %s as its items', (value) => {
    const text = `family: web
containerDefinitions:
  - name: web
    image: registry.example/web:1
    memory: 512
    command: [ run, $WORDS ]
    portMappings: [{ containerPort: 80 }]
`;
    const { taskDefinition } = generate({
      taskDefinition: { file: 'taskdef.yml', text },
      buildOutput: readBuildOutput({}),
      set: { WORDS: value },
    });
    expect(taskDefinition.containerDefinitions?.[0]?.command).toEqual(['run', 'a', 'b']);
  });

  it.each(['"a","b"', '["a", "b"]'])('of JSON takes %s as its items', (value) => {
    const text = definition({ executionRoleArn: 'arn:aws:iam::123456789012:role/x' }, { command: ['run', 'W'] });
    const { taskDefinition } = generated(text.replace('"W"', '$WORDS'), { WORDS: value });
    expect(taskDefinition.containerDefinitions?.[0]?.command).toEqual(['run', 'a', 'b']);
  });
});

describe('another kind of file', () => {
  it.each([
    ['[{ "name": "web", "imageUri": "registry.example/web:1" }]', 'these are image definitions'],
    ['[{ "name": "web", "image": "${IMAGE}", "memory": ${MEMORY} }]', 'a list of containers'],
    ['{ "name": "web", "image": "<IMAGE>", "cpu": <CPU> }', 'this is a container'],
    [
      'Resources:\n  T:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      Family: !Sub ${AWS::StackName}-web\n',
      'CloudFormation',
    ],
    [
      'Resources:\n  T:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      Family: !Ref Name\n',
      'CloudFormation',
    ],
  ])('is told before values and images are asked for: %s', (text, said) => {
    const file = text.startsWith('R') ? 'taskdef.yml' : 'taskdef.json';
    const buildOutput = readBuildOutput({ images: ['registry.example/web:2'] });
    expect(() => generate({ taskDefinition: { file, text }, buildOutput })).toThrow(
      expect.objectContaining({ message: expect.stringContaining(said), others: [] }),
    );
  });
});
