import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBgDeployError } from '../../src/errors.js';
import { parseTerraformAddress } from '../../src/lookup/terraform-address.js';
import { parseTerraformState } from '../../src/lookup/terraform-state.js';
import { terraformValue } from '../../src/lookup/terraform-value.js';
import { asking, request } from './asking.js';
import { folder } from './folder.js';

const instance = (attributes: object, more: object = {}) => ({ schema_version: 1, attributes, ...more });
const managed = (type: string, name: string, instances: readonly object[], more: object = {}) => ({
  mode: 'managed',
  type,
  name,
  provider: 'provider["registry.terraform.io/hashicorp/aws"]',
  instances,
  ...more,
});

const STATE = {
  version: 4,
  terraform_version: '1.9.5',
  serial: 7,
  lineage: 'b1d5c8',
  outputs: {
    vpc_id: { value: 'vpc-1', type: 'string' },
    count: { value: 3, type: 'number' },
    ratio: { value: 0.25, type: 'number' },
    on: { value: true, type: 'bool' },
    subnets: { value: ['subnet-1', 'subnet-2'], type: ['list', 'string'] },
    map: { value: { 'a.b': { c: ['x', 'y'] }, plain: 'p' }, type: 'dynamic' },
    none: { value: null, type: 'string' },
    password: { value: 'hunter2', type: 'string', sensitive: true },
  },
  resources: [
    managed('aws_vpc', 'main', [instance({ id: 'vpc-1', tags: { Name: 'main' }, gone: null })]),
    managed('aws_subnet', 'a', [
      instance({ id: 'subnet-0' }, { index_key: 0 }),
      instance({ id: 'subnet-1' }, { index_key: 1 }),
    ]),
    managed('aws_ecr_repository', 'all', [
      instance({ repository_url: 'r/app' }, { index_key: 'app' }),
      instance({ repository_url: 'r/web' }, { index_key: 'web.v2' }),
    ]),
    managed('aws_iam_role', 'task', [instance({ arn: 'arn:old' }, { deposed: 'd1' }), instance({ arn: 'arn:new' })]),
    managed('aws_iam_role', 'task', [instance({ arn: 'arn:in' })], { module: 'module.app["web"].module.role' }),
    managed('aws_instance', 'x', [
      instance(
        { id: 'i-1', user_data: 'hunter2', list: [{ a: 'hunter2', b: 'open' }] },
        {
          sensitive_attributes: [
            [{ type: 'get_attr', value: 'user_data' }],
            [
              { type: 'get_attr', value: 'list' },
              { type: 'index', value: { value: 0, type: 'number' } },
              { type: 'get_attr', value: 'a' },
            ],
          ],
        },
      ),
    ]),
    managed('aws_thing', 'odd', [instance({ a: 'hunter2' }, { sensitive_attributes: [[{ type: 'splat' }]] })]),
    managed('aws_ssm_parameter', 'open', [instance({ type: 'String', value: 'v', name: '/n' })]),
    managed('aws_ssm_parameter', 'shut', [instance({ type: 'SecureString', value: 'hunter2', name: '/n' })]),
    managed('random_password', 'db', [instance({ result: 'hunter2', length: 12 })]),
    managed('aws_db_instance', 'db', [instance({ password: 'hunter2', address: 'db.example' })]),
    { ...managed('aws_caller_identity', 'me', [instance({ account_id: '123456789012' })]), mode: 'data' },
    {
      ...managed('terraform_remote_state', 'net', [
        instance({ outputs: { value: { vpc_id: 'vpc-9' }, type: ['object', { vpc_id: 'string' }] } }),
      ]),
      mode: 'data',
    },
  ],
};

const state = parseTerraformState(JSON.stringify(STATE), 'terraform.tfstate');

function refused(work: () => unknown): { message: string; remedy: string; text: string } {
  try {
    return { message: `no error but ${JSON.stringify(work())}`, remedy: '', text: '' };
  } catch (error) {
    if (!isBgDeployError(error)) throw error;
    expect(error.code).toBe('lookup-failed');
    return { message: error.message, remedy: error.remedy, text: `${error.message} ${error.remedy}` };
  }
}

describe('values of a Terraform state', () => {
  it.each([
    ['output.vpc_id', 'vpc-1'],
    ['output.count', '3'],
    ['output.ratio', '0.25'],
    ['output.on', 'true'],
    ['output.subnets', '["subnet-1","subnet-2"]'],
    ['output.subnets[1]', 'subnet-2'],
    ['output.subnets.0', 'subnet-1'],
    ['output.map["a.b"].c[1]', 'y'],
    ["output.map['plain']", 'p'],
    ['aws_vpc.main.id', 'vpc-1'],
    ['aws_vpc.main.tags.Name', 'main'],
    ['aws_vpc.main.tags["Name"]', 'main'],
    ['aws_subnet.a[1].id', 'subnet-1'],
    ["aws_ecr_repository.all['app'].repository_url", 'r/app'],
    ['aws_ecr_repository.all["web.v2"].repository_url', 'r/web'],
    ['aws_iam_role.task.arn', 'arn:new'],
    ['module.app["web"].module.role.aws_iam_role.task.arn', 'arn:in'],
    ["module.app['web'].module.role.aws_iam_role.task.arn", 'arn:in'],
    ['data.aws_caller_identity.me.account_id', '123456789012'],
    ['data.terraform_remote_state.net.outputs.vpc_id', 'vpc-9'],
    ['aws_ssm_parameter.open.value', 'v'],
    ['aws_ssm_parameter.shut.name', '/n'],
    ['aws_instance.x.list[0].b', 'open'],
    ['aws_db_instance.db.address', 'db.example'],
  ])('%s is %s', (address, value) => {
    expect(terraformValue(state, address)).toBe(value);
  });

  it.each([
    ['output.password'],
    ['aws_instance.x.user_data'],
    ['aws_instance.x.list'],
    ['aws_instance.x.list[0]'],
    ['aws_instance.x.list[0].a'],
    ['aws_thing.odd.a'],
    ['aws_ssm_parameter.shut.value'],
    ['random_password.db.result'],
    ['aws_db_instance.db.password'],
  ])('%s is sensitive: it is refused and not told', (address) => {
    const { message, text } = refused(() => terraformValue(state, address));
    expect(message).toBe(`${address} is sensitive: it would stand in the task definition for all to read`);
    expect(text).not.toContain('hunter2');
  });

  it.each([
    ['output.vpcid', 'the Terraform state has no output vpcid', 'Did you mean vpc_id?'],
    ['output.none', 'output.none is null in the Terraform state', ''],
    ['output.toString', 'has no output toString', ''],
    ['output.subnets[2]', 'the Terraform state has no 2 there', 'It is a list of 2, counted from 0.'],
    ['output.map.plains', 'the Terraform state has no plains there', 'Did you mean plain?'],
    ['output.vpc_id.x', 'the Terraform state has no x there', 'There is nothing in it.'],
    ['aws_vpc.main', 'aws_vpc.main names a whole resource', '.id, .tags, .gone'],
    ['aws_vpc.main.gone', 'aws_vpc.main.gone is null', ''],
    ['aws_vpc.main.constructor', 'the Terraform state has no constructor there', 'There are id, tags, gone.'],
    ['aws_vpc.mane.id', 'the Terraform state has no aws_vpc.mane', 'Did you mean aws_vpc.main?'],
    ['aws_vpc.main[0].id', 'aws_vpc.main has no instance [0]', 'leave the index out'],
    ['aws_subnet.a.id', 'aws_subnet.a has 2 instances', 'Name one of them: [0], [1].'],
    ['aws_subnet.a["0"].id', 'aws_subnet.a has no instance ["0"]', '[0], [1]'],
    ['module.role.aws_iam_role.task.arn', 'has no module.role.aws_iam_role.task', 'module.app["web"].module.role'],
    ['module.net.output.id', 'does not hold the outputs of modules', 'root module'],
    ['vpc_id', 'vpc_id is no address in a Terraform state', 'output.NAME'],
    ['output.subnets | join(",")', 'is no address in a Terraform state', ''],
    ['', 'is no address in a Terraform state', ''],
    [`output.${'x.'.repeat(2000)}y`, 'is no address in a Terraform state', ''],
  ])('%s has none, and the reason is told', (address, message, remedy) => {
    const told = refused(() => terraformValue(state, address));
    expect(told.message).toContain(message);
    expect(told.remedy).toContain(remedy);
  });

  it('are numbers only as far as they can be read without loss', () => {
    const big = parseTerraformState('{"version":4,"outputs":{"n":{"value":12345678901234567890}}}', 's');
    expect(refused(() => terraformValue(big, 'output.n')).message).toContain('more digits than can be read');
  });
});

describe('an address of a Terraform state', () => {
  const name = fc.stringMatching(/^[a-z_][a-z0-9_-]{0,10}$/);
  const key = fc.oneof(fc.nat(99), fc.string({ maxLength: 8 }));
  const written = (index: string | number) =>
    typeof index === 'number' ? `[${index}]` : `["${index.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"]`;

  it('is read back as it was written, whatever its keys hold', () => {
    const word = fc.tuple(name, fc.array(key, { maxLength: 2 }));
    fc.assert(
      fc.property(
        name,
        name,
        fc.option(key, { nil: undefined }),
        fc.array(word, { maxLength: 4 }),
        (type, own, index, path) => {
          fc.pre(!['module', 'data', 'output'].includes(type));
          const rest = path.map(([part, indexes]) => `.${part}${indexes.map(written).join('')}`).join('');
          const address = parseTerraformAddress(`${type}.${own}${index === undefined ? '' : written(index)}${rest}`);
          expect(address).toEqual({
            kind: 'resource',
            module: undefined,
            mode: 'managed',
            type,
            name: own,
            index,
            path: path.flatMap(([part, indexes]) => [part, ...indexes]),
          });
        },
      ),
    );
  });

  it('is read or refused in a moment, whatever it is', () => {
    const hostile = fc.oneof(
      fc.string({
        maxLength: 3000,
        unit: fc.constantFrom('[', ']', '"', '\\', '.', 'a', '0', "'", 'module', 'output'),
      }),
      fc.string({ maxLength: 300, unit: 'binary' }),
    );
    // The processor's time: others may use the machine too.
    const began = process.cpuUsage();
    fc.assert(
      fc.property(hostile, (text) => {
        expect(refused(() => parseTerraformAddress(text)).message).toBeTruthy();
      }),
      { numRuns: 1000 },
    );
    expect(process.cpuUsage(began).user).toBeLessThan(10_000_000);
  });
});

describe('a file that is no Terraform state', () => {
  it.each([
    ['{"version":3,"modules":[]}', 'has version 3, not 4', 'Upgrade it'],
    ['{"version":3,"backend":{"type":"s3"}}', 'only tells where the state is (its backend)', 's3://bucket/key'],
    ['{"encrypted_data":"x","meta":{}}', 'is encrypted', 'terraform state pull'],
    ['resource "aws_vpc" "main" {}', 'is not JSON', 'terraform state pull'],
    ['{"version":4,"resources":{}}', 'is not one that Terraform wrote', 'terraform state pull'],
    ['[]', 'is not one that Terraform wrote', 'terraform state pull'],
    ['null', 'is not one that Terraform wrote', 'terraform state pull'],
    ['['.repeat(200_000), 'is not JSON', ''],
  ])('%.60s: %s', (text, message, remedy) => {
    const told = refused(() => parseTerraformState(text, 'x.tfstate'));
    expect(told.message).toBe(`the Terraform state x.tfstate ${message}`);
    expect(told.remedy).toContain(remedy);
  });

  it('is refused however a state was mutilated, never with another error', () => {
    const mutated = fc
      .tuple(fc.nat(JSON.stringify(STATE).length), fc.string({ maxLength: 3 }))
      .map(([at, piece]) => `${JSON.stringify(STATE).slice(0, at)}${piece}${JSON.stringify(STATE).slice(at + 2)}`);
    fc.assert(
      fc.property(mutated, (text) => {
        refused(() => terraformValue(parseTerraformState(text, 'x'), 'aws_instance.x.list[0].b'));
      }),
      { numRuns: 500 },
    );
  });
});

describe('where a Terraform state is', () => {
  const text = JSON.stringify(STATE);

  it('is a file, from the folder of the configuration on', async () => {
    const root = folder({ 'infra/terraform.tfstate': text });
    const { ask, aws } = await asking({}, { folder: root, tfstate: 'infra/terraform.tfstate' });
    expect(await ask(request('tfstate', ['output.vpc_id']), request('tfstate', ['aws_subnet.a[0].id']))).toEqual([
      'vpc-1',
      'subnet-0',
    ]);
    expect(aws.seen).toEqual([]);
  });

  it('is an object of S3, fetched once', async () => {
    const { ask, aws } = await asking(
      { objects: { 'states/env:/prod/app.tfstate': text } },
      { tfstate: 's3://states/env:/prod/app.tfstate' },
    );
    await ask(request('tfstate', ['output.count']));
    expect(await ask(request('tfstate', ['output.vpc_id']), request('tfstate', ['output.on']))).toEqual([
      'vpc-1',
      'true',
    ]);
    expect(aws.seen).toEqual([{ operation: 'GET object', about: ['states/env:/prod/app.tfstate'] }]);
  });

  it('is one of several, by name or as the default', async () => {
    const other = text.replaceAll('vpc-1', 'vpc-2');
    const tfstate = { default: 'a.tfstate', network: 's3://states/net' };
    const root = folder({ 'a.tfstate': text });
    const { ask } = await asking({ objects: { 'states/net': other } }, { folder: root, tfstate });
    expect(
      await ask(request('tfstate', ['output.vpc_id'], 1, 'network'), request('tfstate', ['output.vpc_id'])),
    ).toEqual(['vpc-2', 'vpc-1']);
  });

  it.each([
    [undefined, undefined, 'no Terraform state is named', 'lookups: { tfstate: s3://bucket/key }'],
    [{ a: 'x', b: 'y' }, undefined, 'there are several Terraform states', 'a_tfstate, b_tfstate'],
    ['x', 'network', 'no Terraform state is called network', '`network:` under lookups.tfstate'],
    ['https://example.com/state', undefined, 'are not read from https://', 'terraform state pull'],
    ['s3://bucket', undefined, 's3://bucket is not s3://bucket/key', ''],
    ['missing.tfstate', undefined, 'the Terraform state missing.tfstate does not exist', 'lookups.tfstate'],
    ['.', undefined, 'the Terraform state . is no file', ''],
    ['s3://nowhere/x', undefined, 'the Terraform state s3://nowhere/x is in no bucket', ''],
    ['s3://states/x', undefined, 'the Terraform state s3://states/x does not exist', 'env:/WORKSPACE/KEY'],
  ])('%j for %s: %s', async (tfstate, source, message, remedy) => {
    const { refusal } = await asking({ objects: { 'states/y': text } }, { folder: folder({}), tfstate });
    expect(await refusal(request('tfstate', ['output.vpc_id'], 3, source))).toMatchObject({
      code: 'lookup-failed',
      message: expect.stringContaining(message),
      remedy: expect.stringContaining(remedy),
      place: { line: 3 },
    });
  });

  it('may be a bucket that is not to be read', async () => {
    const { refusal } = await asking({ denied: ['states/x'] }, { tfstate: 's3://states/x' });
    expect(await refusal(request('tfstate', ['output.vpc_id']))).toMatchObject({
      code: 'aws-access-denied',
      remedy: 'Grant s3:GetObject to the identity that runs bg-deploy.',
      resource: 's3://states/x',
    });
  });

  it('may be longer than is read', async () => {
    const long = 'x'.repeat(33 * 1024 * 1024);
    const root = folder({ 'long.tfstate': long });
    const message = expect.stringContaining('is longer than 32 MiB');
    const here = await asking({}, { folder: root, tfstate: 'long.tfstate' });
    expect(await here.refusal(request('tfstate', ['output.x']))).toMatchObject({ code: 'lookup-failed', message });
    const there = await asking({ objects: { 'states/long': long } }, { tfstate: 's3://states/long' });
    expect(await there.refusal(request('tfstate', ['output.x']))).toMatchObject({ code: 'lookup-failed', message });
  });

  it('is read offline where it is a file', async () => {
    const root = folder({ 'a.tfstate': text });
    const { ask } = await asking({}, { folder: root, tfstate: 'a.tfstate', offline: true });
    expect(await ask(request('tfstate', ['output.vpc_id']))).toEqual(['vpc-1']);
  });
});
