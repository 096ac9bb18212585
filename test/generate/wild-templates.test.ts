import { describe, expect, it } from 'vitest';
import { readBuildOutput } from '../../src/build-output/read.js';
import { isBgDeployError } from '../../src/errors.js';
import { explanationLines } from '../../src/generate/explanation.js';
import { type GenerateInput, generate, lookupsFor } from '../../src/generate/generate.js';
import { lookupKey } from '../../src/template/lookup-request.js';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const images = (...flags: string[]) => readBuildOutput({ images: flags });
const container = (members: string) =>
  `{ "name": "web", "portMappings": [{ "containerPort": 8080 }], "essential": true, ${members} }`;
const taskdef = (members: string, ...more: string[]) =>
  `{ "family": "web", "memory": "512", "executionRoleArn": "arn:aws:iam::123456789012:role/exec", "containerDefinitions": [${[container(members), ...more].join(',')}] }`;
const APP_SPEC = `version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: <TASK_DEFINITION>
        LoadBalancerInfo: { ContainerName: web, ContainerPort: 8080 }
`;

const input = (text: string, more: Partial<GenerateInput> = {}, file = 'taskdef.json'): GenerateInput => ({
  taskDefinition: { file, text },
  appSpec: { file: 'appspec.yml', text: APP_SPEC },
  buildOutput: images(),
  ...more,
});
const made = (text: string, more: Partial<GenerateInput> = {}, file?: string) => generate(input(text, more, file));
const webOf = (text: string, more: Partial<GenerateInput> = {}, file?: string) =>
  made(text, more, file).taskDefinition.containerDefinitions?.[0];
const refusal = (text: string, more: Partial<GenerateInput> = {}, file?: string) => {
  try {
    made(text, more, file);
  } catch (error) {
    if (!isBgDeployError(error)) throw error;
    const { line, column } = error.place ?? {};
    return `${error.code} ${line}:${column} ${error.message} / ${error.remedy}`;
  }
  throw new Error('nothing was refused');
};

describe('words that stand for values', () => {
  it('are filled without quotes, and with quotes where a value of that name was given', () => {
    const text = taskdef('"image": IMAGE, "memory": MEMORY, "user": "RUN_AS", "hostname": "OTHER"');
    const web = webOf(text, { set: { MEMORY: '256', RUN_AS: '1000' }, buildOutput: images('r.example/web:1') });
    expect(web).toMatchObject({ image: 'r.example/web:1', memory: 256, user: '1000', hostname: 'OTHER' });
  });

  it('are never taken from the environment while they stand in quotes', () => {
    expect(webOf(taskdef('"image": "web:1", "user": "USER"'), { env: { USER: 'root' } })?.user).toBe('USER');
  });

  it('are no names of variables', () => {
    const text = taskdef('"image": "web:1", "environment": [{ "name": "PORT", "value": "PORT" }]');
    expect(webOf(text, { set: { PORT: '80' } })?.environment).toEqual([{ name: 'PORT', value: '80' }]);
  });

  it('without a value are told of as placeholders', () => {
    expect(refusal(taskdef('"image": "web:1", "memory": MEMORY'))).toMatch(
      /placeholder-unfilled 1:\d+ MEMORY has no value/,
    );
  });
});

describe('a file of another language', () => {
  it.each([
    ['{% if live %}', 'Jinja'],
    ['{{ if .Live }}', 'Go template'],
    ['{{#each env}}', 'Handlebars'],
    ['%{ for e in env }', 'Terraform'],
    ['<%= env %>', 'ERB'],
    ['<+env.name>', 'Harness'],
    ['#{Stage | ToLower}', 'Octopus'],
  ])('is refused for %s at its place, whether or not it could be JSON', (mark, language) => {
    const bare = refusal(`{ "family": "web",\n  ${mark}\n "cpu": "256" }`);
    expect(bare).toMatch(/^template-invalid 2:3 /);
    expect(bare).toContain(language);
    expect(refusal(taskdef(`"image": "web:1", "user": "${mark}"`))).toContain(language);
  });

  it('is no matter where the build made the image that it would have named', () => {
    const text = taskdef('"image": "<+artifacts.primary.image>"');
    const { taskDefinition } = made(text, { buildOutput: images('registry.example/web:2') });
    expect(taskDefinition.containerDefinitions?.[0]?.image).toBe('registry.example/web:2');
    expect(refusal(text)).toContain('Harness');
  });

  it('is a program of its own in a command', () => {
    const command = `["ruby", "-e", "#{if x then 1 end} #{a | Foo}"]`;
    expect(webOf(taskdef(`"image": "web:1", "command": ${command}`))?.command).toEqual(JSON.parse(command));
  });

  it('is no template of Docker in a command or a log option', () => {
    const command = `["CMD", "docker", "inspect", "--format", "{{if .State}}{{json .State}}{{end}}"]`;
    const log = `{ "logDriver": "json-file", "options": { "tag": "{{.Name}}{{ if .ID }}x{{ end }}" } }`;
    const web = webOf(
      taskdef(`"image": "web:1", "healthCheck": { "command": ${command} }, "logConfiguration": ${log}`),
    );
    expect(web?.healthCheck?.command?.at(-1)).toBe('{{if .State}}{{json .State}}{{end}}');
    expect(web?.logConfiguration?.options?.tag).toBe('{{.Name}}{{ if .ID }}x{{ end }}');
  });

  it('is Jsonnet by its name or its first words', () => {
    expect(refusal("local x = 1;\n{ family: 'web' }")).toContain('Jsonnet');
    expect(refusal("{ family: 'web' }", {}, 'taskdef.jsonnet')).toContain('`jsonnet taskdef.jsonnet > taskdef.json`');
  });
});

describe('declared styles', () => {
  const text = taskdef('"image": "web:1", "user": "${USER_ID}", "hostname": "<h> {{x}} %A_B% {% if %}"');

  it('leave every other mark as text', () => {
    const artifacts = made(text, {
      set: { USER_ID: '7' },
      styles: ['dollar-brace'],
      appSpec: { file: 'a', text: APP_SPEC.replace('<TASK_DEFINITION>', '${TASK}') },
    });
    expect(artifacts.taskDefinition.containerDefinitions?.[0]).toMatchObject({
      user: '7',
      hostname: '<h> {{x}} %A_B% {% if %}',
    });
    expect(artifacts.explanation.templates[0]?.styles.why).toContain('declared: dollar-brace');
  });

  it('keep what stands behind TaskDefinition the placeholder that it is', () => {
    expect(made(text, { set: { USER_ID: '7' }, styles: ['dollar-brace'] }).appSpec.taskDefinition).toBe(
      '<TASK_DEFINITION>',
    );
  });
});

describe('a part of an image', () => {
  const text = (image: string, value: string) =>
    taskdef(`"image": "${image}", "environment": [{ "name": "V", "value": "${value}" }]`);
  const variableOf = (template: string, ...flags: string[]) =>
    webOf(template, { buildOutput: images(...flags) })?.environment?.[0]?.value;

  it.each([
    ['${ECR}/web:${TAG}', '${TAG}', 'r.example/web:1.4', '1.4'],
    ['${ECR}/web:${TAG}', '${ECR}', 'r.example/web:1.4', 'r.example'],
    ['web@${IMAGE_DIGEST}', '${IMAGE_DIGEST}', `web@${DIGEST}`, DIGEST],
    ['{{ECR_REGISTRY}}/{{REPO}}:{{IMAGE_TAG}}', '{{REPO}} {{IMAGE_TAG}}', 'r.example/web:1.4', 'web 1.4'],
  ])('%s tells elsewhere what %s is', (image, value, flag, expected) => {
    expect(variableOf(text(image, value), `web=${flag}`)).toBe(expected);
  });

  it('is not taken where it could be read in two ways', () => {
    const template = text('${ECR}/${REPO}:${TAG}', '${REPO}');
    expect(() => variableOf(template, 'web=r.example/team/web:1')).toThrow(/\$\{REPO\} has no value/);
  });

  it('gives way to any other value', () => {
    const web = webOf(text('${ECR}/web:${TAG}', '${TAG}'), {
      buildOutput: images('web=r.example/web:1'),
      env: { TAG: '2' },
    });
    expect(web).toMatchObject({ image: 'r.example/web:1', environment: [{ value: '2' }] });
  });

  it('is not taken from two images that differ', () => {
    const proxy = '{ "name": "proxy", "image": "proxy:${TAG}" }';
    const template = taskdef('"image": "web:${TAG}", "environment": [{ "name": "V", "value": "${TAG}" }]', proxy);
    const both = (tag: string) => made(template, { buildOutput: images('web=web:1', `proxy=proxy:${tag}`) });
    expect(both('1').taskDefinition.containerDefinitions?.[0]?.environment?.[0]?.value).toBe('1');
    expect(() => both('2')).toThrow(/\$\{TAG\} has no value/);
  });
});

describe('secrets', () => {
  const text = taskdef('"image": "web:1", "secrets": [{ "name": "DB", "valueFrom": "{{ ssm `/db/arn` }}" }]');
  const request = { kind: 'ssm', args: ['/db/arn'] } as const;

  it('are named by what a lookup says, if that is a name', () => {
    const lookups = { [lookupKey(request)]: 'arn:aws:ssm:eu-west-1:123456789012:parameter/db' };
    expect(lookupsFor(input(text))).toMatchObject([request]);
    expect(webOf(text, { lookups })?.secrets?.[0]?.valueFrom).toBe(lookups[lookupKey(request)]);
  });

  it('are never filled with a text that is no name, and the text is not shown', () => {
    const told = refusal(text, { lookups: { [lookupKey(request)]: 'hunter 2!' } });
    expect(told).toContain('must be a name or an ARN');
    expect(told).not.toContain('hunter');
  });
});

describe('the explanation', () => {
  it('tells of styles, placeholders and the sources of their values, and never of a value', () => {
    const text = taskdef('"image": "<IMAGE1_NAME>", "user": "${A}${B:-none}{{ ssm `/c` }}", "hostname": "<${A}>"');
    const { explanation } = made(text, {
      buildOutput: images('r.example/web:1'),
      env: { A: 'hunter2' },
      lookups: { [lookupKey({ kind: 'ssm', args: ['/c'] })]: 'hunter3' },
    });
    const lines = explanationLines(explanation).join('\n');
    for (const expected of [
      /styles: detected: dollar-brace \(3, e\.g\. \$\{A\}\)/,
      /<\$\{A\}> could be read in two ways, and is read as dollar-brace/,
      /\$\{A\} \(1:\d+, 1:\d+\): the environment variable A/,
      /\$\{B:-none\} \(1:\d+\): the template's own text/,
      /\{\{ ssm `\/c` \}\} \(1:\d+\): a lookup: ssm \/c/,
      /<TASK_DEFINITION> \(6:25\): stands for the task definition to be registered/,
      /r\.example\/web:1 \(--image\) goes to web/,
    ]) {
      expect(lines).toMatch(expected);
    }
    expect(JSON.stringify(explanation)).not.toContain('hunter');
  });
});

describe('a task definition in YAML', () => {
  const yaml = `\uFEFF# the service\r\nfamily: \${FAMILY}\r\nmemory: "512"\r\ncontainerDefinitions:\r\n  - name: web\r\n    image: <IMAGE1_NAME>\r\n    essential: true\r\n    portMappings: [{ containerPort: 8080 }]\r\n    command:\r\n      - sh\r\n      - -c\r\n      - |\r\n        echo \${MSG}\r\n        exec serve\r\n`;
  const values = { set: { FAMILY: 'web', MSG: 'a\n: b' }, buildOutput: images('r.example/web:1') };

  it('is filled and read', () => {
    const { taskDefinition } = made(yaml, values, 'taskdef.yml');
    expect(taskDefinition).toMatchObject({
      family: 'web',
      containerDefinitions: [{ image: 'r.example/web:1', command: ['sh', '-c', 'echo a\n: b\nexec serve\n'] }],
    });
  });

  it('has its findings at their places in the template', () => {
    expect(refusal(yaml.replace('essential: true', 'essential: maybe'), values, 'taskdef.yml')).toContain(
      'taskdef-invalid 7:16',
    );
  });

  it('is refused where aliases make more of it than there is', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
      .split('')
      .map((name, i) => `${name}: &${name} [${Array(10).fill(`*${'abcdefghi'[i]}`).join(',')}]`)
      .join('\n')}\nfamily: web\n`;
    expect(refusal(bomb, {}, 'taskdef.yml')).toMatch(/template-invalid .*more than [\d,]+ values/);
  });
});

it('a template of more than 512 KiB is refused', () => {
  expect(refusal(' '.repeat(512 * 1024 + 1))).toContain('longer than 512 KiB');
});
