import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { AnswerLost } from '../../src/aws/answer-lost.js';
import { clientSettings } from '../../src/aws/client-settings.js';
import { type AwsClientOptions, createAwsClients } from '../../src/aws/clients.js';
import { getDeployment } from '../../src/aws/codedeploy/deployment.js';
import { createDeployment } from '../../src/aws/codedeploy/deployment-control.js';
import { registerTaskDefinition } from '../../src/aws/ecs/task-definition.js';
import { isLoopback } from '../../src/aws/endpoint.js';
import type { RequestReport } from '../../src/aws/request-report.js';
import { type Answer, refusal, scriptedServer } from '../support/scripted-server.js';

const request = {
  application: 'a',
  deploymentGroup: 'g',
  deploymentConfig: undefined,
  description: 'd',
  appSpec: { content: '{}', sha256: 'abc' },
};

async function against(answers: readonly Answer[], options: AwsClientOptions = {}) {
  const server = await scriptedServer(answers);
  const clients = createAwsClients({ region: 'eu-west-1', endpointUrl: server.endpoint, ...options });
  return {
    server,
    clients,
    async [Symbol.asyncDispose]() {
      clients.destroy();
      await server[Symbol.asyncDispose]();
    },
  };
}

const caught = (promise: Promise<unknown>) => promise.then(() => undefined).catch((error: unknown) => error);

describe('the endpoint', () => {
  const endpointOf = (env: Record<string, string>, service: 'ecs' | 'elbv2' = 'ecs') =>
    clientSettings(service, { env }).config.endpoint;

  it('is the one of the service before the one of all, and none where AWS is meant', () => {
    expect(endpointOf({})).toBeUndefined();
    expect(endpointOf({ AWS_ENDPOINT_URL: 'http://all' })).toBe('http://all');
    expect(endpointOf({ AWS_ENDPOINT_URL: 'http://all', AWS_ENDPOINT_URL_ECS: 'http://ecs' })).toBe('http://ecs');
    expect(endpointOf({ AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2: 'http://elb' }, 'elbv2')).toBe('http://elb');
    expect(endpointOf({ AWS_ENDPOINT_URL: 'http://all', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' })).toBeUndefined();
  });

  it('is an address of this machine or not', () => {
    const local = ['http://127.0.0.1:4566', 'http://localhost', 'http://[::1]:1', 'https://127.1.2.3'];
    expect(local.filter((url) => !isLoopback(url))).toEqual([]);
    const far = ['https://ecs.eu-west-1.amazonaws.com', 'http://127.0.0.1.evil.example', 'http://10.0.0.1', 'nothing'];
    expect(far.filter(isLoopback)).toEqual([]);
  });
});

describe('credentials', () => {
  const given = (options: AwsClientOptions) => clientSettings('ecs', options).config.credentials;

  it('mean nothing on this machine, where nobody configured any', () => {
    expect(given({ endpointUrl: 'http://127.0.0.1:4566', env: {} })).toBeDefined();
  });

  it('are never made up for AWS, nor for another machine, nor where there are some', () => {
    expect(given({ env: {} })).toBeUndefined();
    expect(given({ endpointUrl: 'https://proxy.example', env: {} })).toBeUndefined();
    expect(given({ endpointUrl: 'http://127.0.0.1:4566', profile: 'mine', env: {} })).toBeUndefined();
    expect(given({ endpointUrl: 'http://127.0.0.1:4566', env: { AWS_ACCESS_KEY_ID: 'AKIA' } })).toBeUndefined();
  });
});

describe('createAwsClients', () => {
  it('waits for ever on no connection on which nothing comes', async () => {
    const mute = createServer();
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const address = mute.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const endpointUrl = `http://127.0.0.1:${port}`;
    const clients = createAwsClients({ region: 'eu-west-1', endpointUrl, maxAttempts: 1, answerTimeoutMs: 50 });
    expect(await caught(getDeployment(clients, 'd-1'))).toMatchObject({
      code: 'aws-unreachable',
      message: 'CodeDeploy GetDeployment (d-1): no answer came in time',
    });
    // It may have been carried out: whoever sent it must look.
    expect(await caught(createDeployment(clients, request))).toMatchObject({ cause: { name: 'AnswerLost' } });
    clients.destroy();
    mute.close();
  });

  it('reports every attempt with its outcome and never with its content', async () => {
    const reports: RequestReport[] = [];
    await using it = await against(
      [refusal('ThrottlingException', 'Rate exceeded'), { status: 200, body: { deploymentInfo: { status: 'Ready' } } }],
      { onRequest: (report) => reports.push(report) },
    );
    expect((await getDeployment(it.clients, 'd-1')).status).toBe('Ready');
    expect(reports).toMatchObject([
      { service: 'codedeploy', operation: 'GetDeployment', errorCode: 'ThrottlingException', requestId: 'req-1' },
      { service: 'codedeploy', operation: 'GetDeployment', errorCode: null, requestId: 'req-1' },
    ]);
    expect(Object.keys(reports[0] ?? {}).sort()).toEqual([
      'durationMs',
      'errorCode',
      'operation',
      'requestId',
      'service',
    ]);
  });

  it('ends a request with the reason of the signal', async () => {
    await using it = await against(['cut']);
    const reason = new Error('enough');
    expect(await caught(getDeployment(it.clients, 'd-1', AbortSignal.abort(reason)))).toBe(reason);
    expect(it.server.seen).toEqual([]);
  });

  it('can be used again after its connections were closed', async () => {
    await using it = await against([{ status: 200, body: { deploymentInfo: { status: 'Ready' } } }]);
    await getDeployment(it.clients, 'd-1');
    it.clients.destroy();
    expect((await getDeployment(it.clients, 'd-1')).status).toBe('Ready');
  });
});

describe('a request that makes something anew', () => {
  it.each([
    ['cut'],
    [refusal('InternalFailure', 'oops', 500)],
  ] as Answer[][])('is not repeated when its answer is lost (%j)', async (answer) => {
    await using it = await against([answer]);
    const error = await caught(createDeployment(it.clients, request));
    expect(error).toMatchObject({ cause: expect.any(AnswerLost) });
    expect(it.server.seen).toHaveLength(1);
    const registered = await caught(registerTaskDefinition(it.clients, { family: 'web', containerDefinitions: [] }));
    expect(registered).toMatchObject({ cause: expect.any(AnswerLost) });
    expect(it.server.seen).toHaveLength(2);
  });

  it('is repeated when AWS says that it did nothing yet', async () => {
    await using it = await against([
      refusal('ThrottlingException', 'Rate exceeded'),
      { status: 200, body: { deploymentId: 'd-NEW000001' } },
    ]);
    expect(await createDeployment(it.clients, request)).toBe('d-NEW000001');
  });

  it('is refused with its own error', async () => {
    await using it = await against([refusal('DeploymentLimitExceededException', "has an active Deployment 'd-1'")]);
    expect(await caught(createDeployment(it.clients, request))).toMatchObject({
      code: 'aws-refused',
      cause: { name: 'DeploymentLimitExceededException' },
    });
  });

  it('lets a question be repeated after a lost answer', async () => {
    await using it = await against(['cut', { status: 200, body: { deploymentInfo: { status: 'Ready' } } }]);
    expect((await getDeployment(it.clients, 'd-1')).status).toBe('Ready');
  });
});
