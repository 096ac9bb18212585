import { describe, expect, it } from 'vitest';
import { createLookupClients } from '../../src/aws/lookup-clients.js';
import { openLookups } from '../../src/lookup/lookups.js';
import { asking, request } from './asking.js';
import { ARN } from './fake-aws.js';

const text = (value: string) => ({ type: 'String', value });

describe('parameters of Parameter Store', () => {
  it('are text, whole lists or items of lists, and ARNs', async () => {
    const { ask, aws } = await asking({
      parameters: {
        '/app/url': text('https://example.com/?a="b"'),
        '/app/hosts': { type: 'StringList', value: 'a,b,c' },
        '/app/url:3': text('third'),
        '/app/password': { type: 'SecureString', value: 'AQICAHg' },
      },
    });
    const answers = await ask(
      request('ssm', ['/app/url']),
      request('ssm', ['/app/hosts']),
      request('ssm', ['/app/hosts', '1']),
      request('ssm', ['/app/url:3']),
      request('ssm-arn', ['/app/password']),
    );
    expect(answers).toEqual(['https://example.com/?a="b"', 'a,b,c', 'b', 'third', `${ARN}/app/password`]);
    expect(aws.seen).toEqual([
      { operation: 'GetParameters', about: ['/app/url', '/app/hosts', '/app/url:3', '/app/password'] },
    ]);
  });

  it('are asked for ten at a time, each once, and never again', async () => {
    const names = Array.from({ length: 23 }, (_, at) => `/app/${at}`);
    const { ask, aws } = await asking({ parameters: Object.fromEntries(names.map((name) => [name, text(name)])) });
    const requests = names.map((name) => request('ssm', [name]));
    expect(await ask(...requests, ...requests)).toEqual(names);
    expect(await ask(...requests)).toEqual(names);
    expect(aws.seen.map(({ about }) => about.length).sort()).toEqual([10, 10, 3]);
  });

  it('are refused where they hold secrets, whose text nobody sees', async () => {
    const { refusal } = await asking({ parameters: { '/app/password': { type: 'SecureString', value: 'AQICAHg' } } });
    const error = await refusal(
      request('ssm', ['/app/password'], 7),
      request('ssm', ['/aws/reference/secretsmanager/db'], 8),
    );
    expect(error).toMatchObject({
      code: 'lookup-failed',
      exitCode: 2,
      place: { file: 'taskdef.json', line: 7, column: 5 },
      remedy: expect.stringContaining('"valueFrom": "/app/password"'),
      others: [{ message: expect.stringContaining('/aws/reference/secretsmanager/db'), place: { line: 8 } }],
    });
    expect(JSON.stringify(error)).not.toContain('AQICAHg');
  });

  it.each([
    [['/app/nothing'], 'Parameter Store has no parameter /app/nothing'],
    [['/app/url', '0'], 'the parameter /app/url is a String, which has no item 0'],
    [['/app/hosts', '2'], 'the parameter /app/hosts has no item 2: it has 2, counted from 0'],
    [['/app/hosts', '-1'], 'the parameter /app/hosts has no item -1: it has 2, counted from 0'],
  ])('have no answer to %j', async (args, message) => {
    const { refusal } = await asking({
      parameters: { '/app/url': text('u'), '/app/hosts': { type: 'StringList', value: 'a,b' } },
    });
    expect(await refusal(request('ssm', args))).toMatchObject({ code: 'lookup-failed', message });
  });

  it('that may not be read take nothing from the others, and each is named with its permission', async () => {
    const { refusal, aws } = await asking({
      parameters: { '/a': text('1'), '/b': text('2'), '/c': text('3') },
      denied: ['/b', '/c'],
    });
    expect(await refusal(...['/a', '/b', '/c'].map((name, at) => request('ssm', [name], at + 1)))).toMatchObject({
      code: 'aws-access-denied',
      exitCode: 5,
      remedy: `Grant ssm:GetParameters on ${ARN}/b to the identity that runs bg-deploy.`,
      place: { line: 2 },
      others: [{ remedy: expect.stringContaining(`ssm:GetParameters on ${ARN}/c`), place: { line: 3 } }],
    });
    expect(aws.seen.map(({ about }) => about)).toEqual([['/a', '/b', '/c'], ['/a'], ['/b'], ['/c']]);
  });
});

describe('ARNs of secrets', () => {
  const arn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf';

  it('are found by name, once for each', async () => {
    const { ask, aws } = await asking({ secrets: { db: { arn } } });
    expect(await ask(request('secretsmanager-arn', ['db']), request('secretsmanager-arn', ['db'], 9))).toEqual([arn]);
    expect(aws.seen).toEqual([{ operation: 'DescribeSecret', about: ['db'] }]);
  });

  it('are refused where the secret is not there, about to go, or not to be seen', async () => {
    const { refusal } = await asking({ secrets: { old: { arn, deletedAt: new Date(0) } }, denied: ['hidden'] });
    const names = ['hidden', 'old', 'nothing'];
    expect(await refusal(...names.map((name, at) => request('secretsmanager-arn', [name], at + 1)))).toMatchObject({
      code: 'lookup-failed',
      message: 'the secret old is marked for deletion: no task that needs it would start',
      others: [
        { message: 'Secrets Manager has no secret nothing', place: { line: 3 } },
        { remedy: expect.stringContaining('secretsmanager:DescribeSecret'), place: { line: 1 } },
      ],
    });
  });
});

describe('CloudFormation', () => {
  it('tells outputs, a request for each stack', async () => {
    const { ask, aws } = await asking({ stacks: { net: { VpcId: 'vpc-1', Empty: '' }, app: { Role: 'r&amp;b' } } });
    const answers = await ask(
      request('cfn-output', ['net', 'VpcId']),
      request('cfn-output', ['net', 'Empty']),
      request('cfn-output', ['app', 'Role']),
    );
    expect(answers).toEqual(['vpc-1', '', 'r&b']);
    expect(aws.seen.map(({ about }) => about).sort()).toEqual([['app'], ['net']]);
  });

  it('tells exports from all pages of the list, which is fetched once', async () => {
    const { ask, aws } = await asking({ exports: { A: '1', B: '2', C: '3', D: '4', E: '5' } });
    expect(await ask(request('cfn-export', ['E']), request('cfn-export', ['A']))).toEqual(['5', '1']);
    expect(aws.seen.map(({ about }) => about)).toEqual([['0'], ['2'], ['4']]);
  });

  it.each([
    [request('cfn-output', ['nett', 'VpcId']), { code: 'lookup-failed', message: 'CloudFormation has no stack nett' }],
    [
      request('cfn-output', ['net', 'VpcID']),
      { message: 'the stack net has no output VpcID', remedy: expect.stringContaining('Did you mean VpcId?') },
    ],
    [request('cfn-output', ['net']), { message: 'cfn-output:net names no output' }],
    [request('cfn-export', ['X']), { message: 'no CloudFormation stack of this region exports X' }],
    [
      request('cfn-output', ['hidden', 'VpcId']),
      { code: 'aws-access-denied', remedy: expect.stringContaining('cloudformation:DescribeStacks') },
    ],
  ])('has no answer to %j', async (asked, expected) => {
    const { refusal } = await asking({ stacks: { net: { VpcId: 'vpc-1' } }, exports: { A: '1' }, denied: ['hidden'] });
    expect(await refusal(asked)).toMatchObject(expected);
  });
});

describe('all lookups together', () => {
  it('have at most five requests on their way', async () => {
    const secrets = Object.fromEntries(Array.from({ length: 14 }, (_, at) => [`s${at}`, { arn: `arn:${at}` }]));
    const { ask, aws } = await asking({ secrets, stacks: { net: { Id: '1' } }, delayMs: 15 });
    const requests = Object.keys(secrets).map((name) => request('secretsmanager-arn', [name]));
    expect(await ask(...requests, request('cfn-output', ['net', 'Id']))).toHaveLength(15);
    expect(aws.mostAtOnce).toBe(5);
  });

  it('report everything that went wrong at once, bad input first', async () => {
    const { refusal } = await asking({ denied: ['/secret'] });
    const error = await refusal(
      request('ssm', ['/secret'], 1),
      request('cfn-output', ['net', 'Id'], 2),
      request('tfstate', ['output.x'], 3),
      request('file', ['../x'], 4),
    );
    expect(error).toMatchObject({ code: 'lookup-failed', place: { line: 2 }, others: { length: 3 } });
    const { others } = error as { others: { place: { line: number } }[] };
    expect(others.map(({ place }) => place.line)).toEqual([3, 4, 1]);
  });

  it('tell once what concerns them all', async () => {
    const clients = createLookupClients({ region: 'eu-west-1', endpointUrl: 'http://127.0.0.1:1', maxAttempts: 1 });
    const lookups = openLookups({ clients, folder: '/nowhere' });
    const asked = [request('ssm', ['/a']), request('secretsmanager-arn', ['b']), request('cfn-export', ['c'])];
    await expect(lookups.answer(asked)).rejects.toMatchObject({ code: 'aws-unreachable', exitCode: 5, others: [] });
    clients.destroy();
  });

  it('take an answer that is given already, and ask nobody', async () => {
    const given = { 'ssm:/app/url': 'here', 'cfn-output:net.VpcId': 'vpc-1', 'network_tfstate:output.x': 'y' };
    const { ask, aws } = await asking({}, { given, offline: true });
    const answers = await ask(
      request('ssm', ['/app/url']),
      request('cfn-output', ['net', 'VpcId']),
      request('tfstate', ['output.x'], 1, 'network'),
    );
    expect(answers).toEqual(['here', 'vpc-1', 'y']);
    expect(aws.seen).toEqual([]);
  });

  it('are refused offline, except for what is on this machine', async () => {
    const { refusal, aws } = await asking({}, { offline: true, tfstate: 's3://states/app' });
    const asked = [
      request('ssm', ['/a']),
      request('ssm-arn', ['/a']),
      request('secretsmanager-arn', ['b']),
      request('cfn-output', ['s', 'k']),
      request('cfn-export', ['e']),
      request('tfstate', ['output.x']),
    ];
    expect(await refusal(...asked)).toMatchObject({
      code: 'lookup-failed',
      message: 'ssm:/a would have to be asked of AWS, and --offline is given',
      remedy: "Leave --offline out, or give the value by --set 'ssm:/a=…'.",
      others: { length: 5 },
    });
    expect(aws.seen).toEqual([]);
  });

  it('end with the reason of the signal', async () => {
    const reason = new Error('enough');
    const { refusal, aws } = await asking({}, { signal: AbortSignal.abort(reason) });
    expect(await refusal(request('ssm', ['/a']), request('cfn-export', ['e']))).toBe(reason);
    expect(aws.seen).toEqual([]);
  });

  it('that were refused are not asked again', async () => {
    const { refusal, aws } = await asking({ denied: ['net'] });
    for (let time = 0; time < 3; time++) await refusal(request('cfn-output', ['net', 'Id']), request('ssm', ['/a']));
    expect(aws.seen).toHaveLength(2);
  });
});
