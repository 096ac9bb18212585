import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readBuildOutput } from '../../src/build-output/read.js';
import { isBgDeployError } from '../../src/errors.js';
import { type GenerateInput, generate } from '../../src/generate/generate.js';

const IMAGE = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.4.2';
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const fixture = (path: string) => ({
  file: path.split('/').at(-1) ?? path,
  text: read(`test/fixtures/templates/${path}`),
});
const images = (...flags: string[]) => readBuildOutput({ images: flags });

const APP_SPEC = fixture('bare/appspec.yml');
const taskDefinition = (...containers: object[]) => ({
  file: 'taskdef.json',
  text: JSON.stringify({ family: 'web', memory: '512', containerDefinitions: containers }),
});
const container = (name: string, image: string) => ({ name, image, portMappings: [{ containerPort: 8080 }] });
const appSpecFor = (name: string) => ({
  file: 'appspec.yml',
  text: APP_SPEC.text.replaceAll('<APP>', name).replace('<PORT>', '8080'),
});

const made = (input: Partial<GenerateInput>) =>
  generate({
    taskDefinition: taskDefinition(container('web', '<IMAGE1_NAME>')),
    appSpec: appSpecFor('web'),
    buildOutput: images(IMAGE),
    ...input,
  });
const imagesOf = (input: Partial<GenerateInput>) =>
  made(input).taskDefinition.containerDefinitions?.map(({ name, image }) => `${name}: ${image}`);
const refusal = (input: Partial<GenerateInput>) => {
  try {
    made(input);
  } catch (error) {
    if (!isBgDeployError(error)) throw error;
    const all = [{ message: error.message, remedy: error.remedy, place: error.place }, ...error.others];
    return {
      code: error.code,
      findings: all.map(({ message, place }) => `${place?.file}:${place?.line}:${place?.column} ${message}`),
      text: JSON.stringify(all),
    };
  }
  throw new Error('nothing was refused');
};

describe('templates that are no JSON until they are filled', () => {
  const input = {
    taskDefinition: fixture('bare/taskdef.json'),
    appSpec: APP_SPEC,
    set: { APP: 'shop', MEMORY: '128', PORT: '8080', COMMAND: '["serve", "--fast"]', GREETING: 'say "hi" \\ bye' },
    env: { ACCOUNT: '123456789012' },
  };

  it('become a task definition and an appspec', () => {
    const { taskDefinition, appSpec, taskDefinitionText } = made(input);
    expect(taskDefinition).toEqual({
      family: 'shop',
      executionRoleArn: 'arn:aws:iam::123456789012:role/shop-execution',
      containerDefinitions: [
        {
          name: 'shop',
          image: IMAGE,
          memoryReservation: 128,
          portMappings: [{ containerPort: 8080, hostPort: 0 }],
          command: ['serve', '--fast'],
          environment: [
            { name: 'PORT', value: '8080' },
            { name: 'GREETING', value: 'say "hi" \\ bye' },
          ],
        },
      ],
    });
    expect(appSpec).toEqual({
      taskDefinition: '<TASK_DEFINITION>',
      containerName: 'shop',
      containerPort: 8080,
      hooks: [],
    });
    expect(JSON.parse(taskDefinitionText)).toEqual(taskDefinition);
  });

  it('list everything that is missing, over both files, with places', () => {
    const { code, findings } = refusal({ ...input, set: { APP: 'shop' }, env: {}, buildOutput: images() });
    expect(code).toBe('placeholder-unfilled');
    expect(findings).toEqual([
      'taskdef.json:3:37 <ACCOUNT> has no value',
      'taskdef.json:9:28 <MEMORY> has no value',
      'taskdef.json:10:43 <PORT> has no value (also at 13:37, appspec.yml:9:26)',
      'taskdef.json:11:18 <COMMAND> has no value',
      'taskdef.json:14:41 <GREETING> has no value',
      'taskdef.json:8:16 "<IMAGE_NAME>", the image of container "shop", has no value, and the build named no image for it',
    ]);
  });

  it('refuse a value of the wrong type at its place in the template, without repeating it', () => {
    const { code, findings, text } = refusal({
      ...input,
      set: { ...input.set, MEMORY: '' },
      env: { ...input.env },
      values: {},
    });
    expect(code).toBe('taskdef-invalid');
    expect(findings).toEqual([
      'taskdef.json:9:28 containerDefinitions[0].memoryReservation must be a whole number, and is text: <MEMORY>',
    ]);
    const secret = refusal({ ...input, set: { ...input.set, MEMORY: 'hunter2' } });
    expect(text + secret.text).not.toContain('hunter2');
  });
});

describe('templates of several styles', () => {
  const input = {
    taskDefinition: fixture('mustache/taskdef.json'),
    appSpec: fixture('mustache/appspec.json'),
    set: { app: 'shop', CPU: '256', MEMORY: '512', port: '8080', REPOSITORY: 'shop', TAG: '1.4.2' },
    env: { PORT: '1', HOME: '/root', TASK_ARN: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/old:1' },
    buildOutput: images(),
  };

  it('are filled, and what is for the container at run time is left to it', () => {
    const { taskDefinition, notes } = made(input);
    const [shop] = taskDefinition.containerDefinitions ?? [];
    expect(shop).toMatchObject({
      image: 'shop:1.4.2',
      portMappings: [{ containerPort: 8080 }],
      command: ['sh', '-c', "exec serve --port $PORT --home $HOME --pid $BASHPID ${MODE:-fast} | awk '{print}'"],
      logConfiguration: { options: { tag: '{{.Name}}' } },
    });
    for (const token of ['$PORT', '$HOME', '${MODE:-fast}', '{print}', '{{.Name}}']) {
      expect(notes.join('\n')).toContain(`${token} is left as it stands`);
    }
  });

  it('never take the task definition of an appspec from the environment', () => {
    expect(made(input).appSpec.taskDefinition).toBe('<TASK_DEFINITION>');
  });

  it('take it from --set, and say that it is then not the one made here', () => {
    const { appSpec, notes } = made({ ...input, set: { ...input.set, TASK_ARN: input.env.TASK_ARN } });
    expect(appSpec.taskDefinition).toBe(input.env.TASK_ARN);
    expect(notes.join('\n')).toContain('write <TASK_DEFINITION>');
  });

  it('warn of an ARN that an appspec has for good, at its place', () => {
    const arn = 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:7';
    const text = input.appSpec.text.replace(/"TaskDefinition": .*(?=,$)/m, `"TaskDefinition": "${arn}"`);
    const { warnings } = made({ ...input, appSpec: { file: 'appspec.json', text } });
    const line = text.slice(0, text.indexOf(arn)).split('\n').length;
    expect(warnings).toContainEqual(
      expect.objectContaining({
        rule: 'appspec-task-definition',
        message: expect.stringContaining('CodePipeline and create-deployment release that one'),
        place: expect.objectContaining({ line }),
      }),
    );
  });

  it('fill what a command names when it is given on purpose', () => {
    const { taskDefinition } = made({ ...input, set: { ...input.set, PORT: '9090' } });
    expect(taskDefinition.containerDefinitions?.[0]?.command?.[2]).toContain('--port 9090');
  });

  it('refuse a $NAME in a command that nobody knows, and say how to leave it to the shell', () => {
    const { findings, text } = refusal({
      taskDefinition: taskDefinition({ ...container('web', 'web:1'), command: ['sh', '-c', 'echo $GREETING'] }),
      buildOutput: images(),
    });
    expect(findings).toEqual([expect.stringContaining('$GREETING has no value')]);
    expect(text).toContain('write $$GREETING');
  });
});

describe('which container gets the image', () => {
  const sidecar = container('proxy', 'nginx:1.27');

  it.each<[string, Partial<GenerateInput>, string[]]>([
    [
      'the one whose image is a placeholder',
      { taskDefinition: taskDefinition(sidecar, container('web', '<IMAGE1_NAME>')) },
      ['proxy: nginx:1.27', `web: ${IMAGE}`],
    ],
    [
      'the one that is named',
      { taskDefinition: taskDefinition(sidecar, container('web', 'old:1')), buildOutput: images(`web=${IMAGE}`) },
      ['proxy: nginx:1.27', `web: ${IMAGE}`],
    ],
    [
      'the one whose placeholder is named',
      {
        taskDefinition: taskDefinition(container('web', '<IMAGE1_NAME>'), container('b', '<IMAGE2_NAME>')),
        buildOutput: images(`IMAGE1_NAME=${IMAGE}`, 'IMAGE2_NAME=b:2'),
      },
      [`web: ${IMAGE}`, 'b: b:2'],
    ],
    [
      'the one whose repository is named',
      {
        taskDefinition: taskDefinition(sidecar, container('web', 'r.example/team/web:1')),
        buildOutput: images(`team/web=${IMAGE}`),
      },
      ['proxy: nginx:1.27', `web: ${IMAGE}`],
    ],
    [
      'those with an image of the same repository',
      { taskDefinition: taskDefinition(sidecar, container('web', IMAGE.replace('1.4.2', 'latest'))) },
      ['proxy: nginx:1.27', `web: ${IMAGE}`],
    ],
    ['the only one there is', { taskDefinition: taskDefinition(container('web', 'httpd:2.4')) }, [`web: ${IMAGE}`]],
    [
      'every one with the same placeholder',
      { taskDefinition: taskDefinition(container('web', '<IMAGE>'), container('worker', '<IMAGE>')) },
      [`web: ${IMAGE}`, `worker: ${IMAGE}`],
    ],
    [
      'the one whose placeholder has no other value',
      {
        taskDefinition: taskDefinition(container('web', '<IMAGE>'), container('proxy', '<PROXY_IMAGE>')),
        values: { PROXY_IMAGE: 'nginx:2' },
      },
      [`web: ${IMAGE}`, 'proxy: nginx:2'],
    ],
    [
      'the one whose placeholder is part of the image',
      { taskDefinition: taskDefinition(container('web', '${REPO}:${TAG}'), sidecar) },
      [`web: ${IMAGE}`, 'proxy: nginx:1.27'],
    ],
    [
      'the one with a placeholder, from the build environment alone',
      { buildOutput: readBuildOutput({ env: { IMAGE_URI: IMAGE } }) },
      [`web: ${IMAGE}`],
    ],
    [
      'none, where --set gives the placeholder',
      { set: { IMAGE1_NAME: 'web:set' }, buildOutput: images() },
      ['web: web:set'],
    ],
  ])('%s', (_what, input, expected) => {
    expect(imagesOf(input)).toEqual(expected);
  });

  it.each<[string, Partial<GenerateInput>, string, RegExp]>([
    [
      'two placeholders',
      { taskDefinition: taskDefinition(container('web', '<IMAGE1_NAME>'), container('b', '<IMAGE2_NAME>')) },
      'image-ambiguous',
      /could go to container "web" or container "b"/,
    ],
    [
      'two containers of other repositories',
      { taskDefinition: taskDefinition(container('web', 'a:1'), container('b', 'c:1')) },
      'image-ambiguous',
      /"web" or container "b"/,
    ],
    ['two images for one container', { buildOutput: images(IMAGE, 'web=web:2') }, 'image-ambiguous', /./],
    [
      'a container that does not exist',
      { buildOutput: images(`wev=${IMAGE}`) },
      'image-missing',
      /is for wev, and no container/,
    ],
    ['no image', { buildOutput: images() }, 'image-missing', /the build named no image/],
  ])('%s: refused', (_what, input, code, message) => {
    const { code: found, findings } = refusal(input);
    expect([found, findings[0]]).toEqual([code, expect.stringMatching(message)]);
  });

  it('is told in a note', () => {
    expect(made({}).notes).toContain(`${IMAGE} (--image) goes to container "web": its image is a placeholder`);
  });

  it('also fills the image placeholder elsewhere', () => {
    const web = { ...container('web', '<IMAGE>'), environment: [{ name: 'IMAGE', value: '<IMAGE>' }] };
    expect(made({ taskDefinition: taskDefinition(web) }).taskDefinition.containerDefinitions?.[0]?.environment).toEqual(
      [{ name: 'IMAGE', value: IMAGE }],
    );
  });
});

describe('task definition and appspec', () => {
  it.each([
    [
      'name another container',
      { appSpec: appSpecFor('wep') },
      'appspec.yml:8:26 the task definition has no container "wep"; it has "web"',
    ],
    [
      'name a port that is not mapped',
      { appSpec: { file: 'appspec.yml', text: appSpecFor('web').text.replace('8080', '80') } },
      'appspec.yml:9:26 container "web" does not map port 80: its port mappings have 8080',
    ],
    [
      'disagree about the network',
      {
        appSpec: {
          file: 'appspec.yml',
          text: `${appSpecFor('web').text}        NetworkConfiguration:\n          AwsvpcConfiguration: { Subnets: [a], SecurityGroups: [b], AssignPublicIp: DISABLED }\n`,
        },
      },
      'appspec.yml:10:9 there is a NetworkConfiguration',
    ],
  ])('must not %s', (_what, input, finding) => {
    const { code, findings } = refusal(input);
    expect([code, findings.length]).toEqual(['appspec-invalid', 1]);
    expect(findings[0]).toContain(finding);
  });

  it('are reported on together when both are wrong', () => {
    const { code, findings } = refusal({
      taskDefinition: taskDefinition({ ...container('web', '<I>'), portMapings: [] }),
      appSpec: { file: 'appspec.yml', text: appSpecFor('web').text.replace('version: 0.0', 'version: 3') },
    });
    expect(code).toBe('taskdef-invalid');
    expect(findings).toHaveLength(2);
  });

  it('may hold placeholders in read-only members, which are dropped', () => {
    const { text } = taskDefinition(container('web', '<IMAGE>'));
    const described = { file: 'taskdef.json', text: text.replace('{', '{"taskDefinitionArn": "<TASK_DEFINITION>", ') };
    expect(imagesOf({ taskDefinition: described })).toEqual([`web: ${IMAGE}`]);
  });

  it('note a --set that no placeholder asked for', () => {
    expect(made({ set: { TYPO: 'x' } }).notes).toContain('--set TYPO: no placeholder has that name');
  });

  it('are the same text for the same input', () => {
    expect(made({})).toEqual(made({}));
  });

  it.each([
    ['taskdef.jsonnet', "{ family: 'web' }", /Jsonnet/],
    ['taskdef.yml', 'family: [web\n', /YAML/],
    ['taskdef.json', '{"family": <A>:<B>}', /no quotes around it/],
  ])('%s that is neither JSON nor YAML is refused before anything else', (file, text, message) => {
    const { code, findings } = refusal({ taskDefinition: { file, text } });
    expect(code).toBe('template-invalid');
    expect(findings[0]).toMatch(message);
  });
});

describe('the templates that the package carries', () => {
  const set = {
    AWS_ACCOUNT_ID: '123456789012',
    AWS_REGION: 'eu-west-1',
    SUBNET_1: 'subnet-1',
    SUBNET_2: 'subnet-2',
    SECURITY_GROUP: 'sg-1',
  };
  const pairs = ['taskdef.json', 'taskdef.ec2.json', 'taskdef.with-sidecar.json'].flatMap((taskdef) =>
    ['appspec.yml', 'appspec.with-hooks.yml', 'appspec.network.yml'].map((appspec) => [taskdef, appspec] as const),
  );

  it.each(
    pairs.filter(([taskdef, appspec]) => !(taskdef.includes('ec2') && appspec.includes('network'))),
  )('%s and %s fit together', (taskdef, appspec) => {
    const { taskDefinition, appSpec } = made({
      taskDefinition: { file: taskdef, text: read(`taskdef/${taskdef}`) },
      appSpec: { file: appspec, text: read(`appspec/${appspec}`) },
      buildOutput: images(`web=${IMAGE}`),
      values: set,
    });
    expect(taskDefinition.containerDefinitions?.find(({ name }) => name === appSpec.containerName)?.image).toBe(IMAGE);
    expect(appSpec.taskDefinition).toBe('<TASK_DEFINITION>');
  });

  it('need nothing but an image to start with', () => {
    const { taskDefinition } = made({
      taskDefinition: { file: 'taskdef.json', text: read('taskdef/taskdef.json') },
      appSpec: { file: 'appspec.yml', text: read('appspec/appspec.yml') },
    });
    expect(taskDefinition.family).toBe('web');
  });
});
