import { describe, expect, it } from 'vitest';
import { run } from '../cli/console.js';
import { project } from '../cli/project.js';
import { type Account, fakeAws } from './fake-aws.js';

const ARN = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf';

/** A task definition whose container has these members too. */
function taskDefinition(members: object): string {
  const container = { name: 'web', image: '<IMAGE1_NAME>', essential: true, portMappings: [{ containerPort: 8080 }] };
  return JSON.stringify(
    {
      family: 'web',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      executionRoleArn: 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole',
      containerDefinitions: [{ ...container, ...members }],
    },
    null,
    2,
  );
}

const ecspresso = taskDefinition({
  environment: [
    { name: 'URL', value: '{{ ssm `/app/url` }}' },
    { name: 'HOST', value: '{{ ssm `/app/hosts` 1 }}' },
    { name: 'VPC', value: "{{ cfn_output `net` `VpcId` }} {{tfstate `aws_ecr_repository.all['app'].repository_url`}}" },
    { name: 'OTHER', value: '{{ network_tfstate `output.id` }}' },
    { name: 'VERSION', value: '${file:VERSION}' },
    { name: 'EXPORT', value: '<cfn-export:Zone>' },
  ],
  secrets: [{ name: 'DB', valueFrom: '{{ secretsmanager_arn `db` }}:password::' }],
});

const state = (id: string) =>
  JSON.stringify({
    version: 4,
    outputs: { id: { value: id, type: 'string' }, url_name: { value: '/app/url', type: 'string' } },
    resources: [
      {
        mode: 'managed',
        type: 'aws_ecr_repository',
        name: 'all',
        instances: [{ index_key: 'app', attributes: { repository_url: 'registry/app' } }],
      },
    ],
  });

const account: Account = {
  parameters: {
    '/app/url': { type: 'String', value: 'say "hello"\nto C:\\' },
    '/app/hosts': { type: 'StringList', value: 'a,b' },
    '/app/password': { type: 'SecureString', value: 'AQICAHg' },
  },
  secrets: { db: { arn: ARN } },
  stacks: { net: { VpcId: 'vpc-1' } },
  exports: { Zone: 'Z1' },
  objects: { 'states/network': state('far') },
};

const CONFIG = `service: web
region: eu-west-1
lookups:
  tfstate: { default: terraform.tfstate, network: s3://states/network }
`;

async function generate(files: Readonly<Record<string, string | null>>, argv: readonly string[] = [], of = account) {
  await using aws = await fakeAws(of);
  const cwd = await project({ 'bg-deploy.yml': CONFIG, ...files });
  const args = ['generate', '--image', 'web=registry.example/web:1', '-o', 'json', ...argv];
  const ran = await run(args, { cwd, env: { AWS_ENDPOINT_URL: aws.endpoint } });
  return { ...ran, cwd, seen: aws.seen, told: JSON.parse(ran.stdout) };
}

async function made({ cwd, told }: { cwd: string; told: { taskDefinition: string } }) {
  const { readFile } = await import('node:fs/promises');
  const { join } = await import('node:path');
  return JSON.parse(await readFile(join(cwd, told.taskDefinition), 'utf8')).containerDefinitions[0];
}

describe('generate with lookups', () => {
  it('fills what ecspresso and plain names ask for, escaped for where it stands', async () => {
    const ran = await generate({
      'taskdef.json': ecspresso,
      'terraform.tfstate': state('near'),
      VERSION: '1.2.3\n',
    });
    expect(ran.exitCode, ran.stdout).toBe(0);
    expect(await made(ran)).toMatchObject({
      environment: [
        { name: 'URL', value: 'say "hello"\nto C:\\' },
        { name: 'HOST', value: 'b' },
        { name: 'VPC', value: 'vpc-1 registry/app' },
        { name: 'OTHER', value: 'far' },
        { name: 'VERSION', value: '1.2.3' },
        { name: 'EXPORT', value: 'Z1' },
      ],
      secrets: [{ name: 'DB', valueFrom: `${ARN}:password::` }],
    });
    expect(ran.seen.map(({ operation }) => operation).sort()).toEqual([
      'DescribeSecret',
      'DescribeStacks',
      'GET object',
      'GetParameters',
      'ListExports',
    ]);
  });

  it('asks with what another lookup answered', async () => {
    const ran = await generate({
      'taskdef.json': taskDefinition({
        environment: [{ name: 'URL', value: '{{ ssm (tfstate `output.url_name`) }}' }],
      }),
      'terraform.tfstate': state('near'),
    });
    expect(ran.exitCode, ran.stdout).toBe(0);
    expect((await made(ran)).environment).toEqual([{ name: 'URL', value: 'say "hello"\nto C:\\' }]);
  });

  it('names the place in the template of each that has no answer', async () => {
    const text = taskDefinition({
      environment: [
        { name: 'A', value: '${ssm:/no}' },
        { name: 'B', value: '${ssm:/app/password}' },
      ],
    });
    const ran = await generate({ 'taskdef.json': text });
    const place = (of: string) => {
      const lines = text.slice(0, text.indexOf(of)).split('\n');
      return { file: 'taskdef.json', line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
    };
    expect(ran.exitCode).toBe(2);
    expect(ran.told).toMatchObject({
      code: 'lookup-failed',
      message: 'Parameter Store has no parameter /no',
      place: place('${ssm:/no}'),
      others: [{ message: expect.stringContaining('SecureString'), place: place('${ssm:/app/password}') }],
    });
  });

  it('takes the answer that --set gives, and says which one nobody asked for', async () => {
    const text = taskDefinition({ environment: [{ name: 'A', value: '${ssm:/app/url}' }] });
    const set = ['--set', 'ssm:/app/url=here', '--set', 'ssm:/app/uri=there', '--offline'];
    const ran = await generate({ 'taskdef.json': text }, set);
    expect(ran.exitCode, ran.stdout).toBe(0);
    expect((await made(ran)).environment).toEqual([{ name: 'A', value: 'here' }]);
    expect(ran.seen).toEqual([]);
    expect(ran.told.notes.filter((note: string) => note.startsWith('--set'))).toEqual([
      '--set ssm:/app/uri: no template looks that up',
    ]);
  });

  it('refuses to ask AWS offline', async () => {
    const text = taskDefinition({ environment: [{ name: 'A', value: '${ssm:/app/url}' }] });
    const ran = await generate({ 'taskdef.json': text }, ['--offline']);
    expect(ran.told).toMatchObject({ code: 'lookup-failed', exitCode: 2, place: { file: 'taskdef.json' } });
    expect(ran.seen).toEqual([]);
  });

  it('asks for nothing where the file is no task definition, and says what it is', async () => {
    const list = JSON.stringify([{ name: 'web', image: '<IMAGE1_NAME>', command: ['{{ ssm `/app/url` }}'] }]);
    const ran = await generate({ 'taskdef.json': list });
    expect(ran.exitCode).toBe(2);
    expect(ran.told).toMatchObject({ code: 'taskdef-invalid', message: expect.stringContaining('list of containers') });
    expect(ran.seen).toEqual([]);
  });

  it('asks for nothing that has a value already', async () => {
    const ran = await generate({
      'taskdef.json': taskDefinition({
        environment: [{ name: 'A', value: '{{ or (env `APP_URL` `own`) (ssm `/app/url`) }}' }],
      }),
    });
    expect(ran.exitCode, ran.stdout).toBe(0);
    expect(ran.seen).toEqual([]);
  });

  it('logs each request that it makes, where that is asked for', async () => {
    const files = { 'taskdef.json': ecspresso, 'terraform.tfstate': state('near'), VERSION: '1.2.3\n' };
    const { stderr } = await generate(files, ['--log-level', 'debug']);
    const requests = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(requests.map(({ msg, errorCode }) => ({ msg, errorCode }))).toContainEqual({
      msg: 'ssm GetParameters',
      errorCode: null,
    });
    expect(await generate(files).then(({ stderr: quiet }) => quiet)).toBe('');
  });

  it('never shows an answer in what it tells', async () => {
    const ran = await generate({ 'taskdef.json': ecspresso, 'terraform.tfstate': state('near'), VERSION: '1.2.3\n' }, [
      '--explain',
      '--log-level',
      'debug',
    ]);
    for (const value of ['hello', 'vpc-1', 'registry/app', 'far', '1.2.3', 'Z1', 'AbCdEf']) {
      expect(`${ran.stdout}${ran.stderr}`).not.toContain(value);
    }
  });
});
