import {
  ApplicationNameRequiredException$,
  CreateDeployment$,
  DeploymentLimitExceededException$,
  GetDeployment$,
} from '@aws-sdk/client-codedeploy';
import {
  CreateCluster$,
  DescribeClusters$,
  ECSClient,
  ListClustersCommand,
  RegisterTaskDefinition$,
} from '@aws-sdk/client-ecs';
import {
  CreateRule$,
  DescribeTargetGroups$,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
  TargetGroupNotFoundException,
  TargetGroupNotFoundException$,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { Publish$, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Fault } from '../../../src/engine/fault.js';
import { formCall, jsonCall, sendRaw } from './support/raw-request.js';
import { credentials, startTestEngine, testOperation, testService } from './support/test-model.js';

const ECS = 'AmazonEC2ContainerServiceV20141113';
const CODEDEPLOY = 'CodeDeploy_20141006';
let engine: Awaited<ReturnType<typeof startTestEngine>>;
let seen: object | undefined;

const settings = () => ({ endpoint: engine.endpoint, region: 'eu-west-1', credentials, maxAttempts: 1 });

beforeAll(async () => {
  const look = (input: object) => {
    seen = input;
    return {};
  };
  engine = await startTestEngine({
    services: [
      {
        ...testService('codedeploy', [
          testOperation(GetDeployment$, () => {
            throw new Fault(DeploymentLimitExceededException$, "already has an active Deployment 'd-1'");
          }),
          testOperation(CreateDeployment$, look),
        ]),
        missingMember: (operation, member) =>
          operation === 'CreateDeployment' && member === 'applicationName'
            ? new Fault(ApplicationNameRequiredException$, 'Application name is required')
            : undefined,
      },
      testService('ecs', [
        testOperation(RegisterTaskDefinition$, look),
        testOperation(DescribeClusters$, () => ({ clusters: [{ clusterNmae: 'main' }] })),
        testOperation(CreateCluster$, () => {
          throw new TypeError('cannot read properties of undefined');
        }),
      ]),
      testService('elasticloadbalancing', [
        testOperation(DescribeTargetGroups$, () => {
          throw new Fault(TargetGroupNotFoundException$, "Target groups '<blue>' & co not found");
        }),
        testOperation(CreateRule$, look),
      ]),
      testService('sns', [testOperation(Publish$, look)]),
    ],
  });
});

afterAll(() => engine.close());

async function refusalOf(target: string, body: unknown) {
  const reply = await sendRaw(engine.endpoint, jsonCall(target, body));
  return { status: reply.status, ...JSON.parse(reply.body) };
}

describe('AWS JSON', () => {
  it.each([
    ['a number for text', { family: 7, containerDefinitions: [] }, 'NUMBER_VALUE cannot be converted to String'],
    ['a boolean for text', { family: true, containerDefinitions: [] }, 'TRUE_VALUE cannot be converted to String'],
    [
      'text for a number, deep inside',
      { family: 'web', containerDefinitions: [{ name: 'web', memory: '512' }] },
      'STRING_VALUE cannot be converted to Integer',
    ],
    ['text for a list', { family: 'web', containerDefinitions: 'web' }, 'Unexpected field type'],
    [
      'a structure for a list',
      { family: 'web', containerDefinitions: {} },
      'Start of structure or map found where not expected.',
    ],
    ['a list for the whole body', [], 'Unrecognized collection type class java.util.ArrayList'],
  ])('refuses %s', async (_what, body, message) => {
    expect(await refusalOf(`${ECS}.RegisterTaskDefinition`, body)).toEqual({
      status: 400,
      __type: 'SerializationException',
      message,
    });
  });

  it('refuses a body that is no JSON', async () => {
    expect(await refusalOf(`${ECS}.RegisterTaskDefinition`, '{"family": "web"')).toMatchObject({
      status: 400,
      __type: 'SerializationException',
    });
  });

  it('names every required member that is missing or null', async () => {
    expect(await refusalOf(`${ECS}.RegisterTaskDefinition`, { family: null })).toEqual({
      status: 400,
      __type: 'ValidationException',
      message:
        "2 validation errors detected: Value null at 'family' failed to satisfy constraint: Member must not be null; " +
        "Value null at 'containerDefinitions' failed to satisfy constraint: Member must not be null",
    });
  });

  it('lets a service refuse a missing member in its own words', async () => {
    expect(await refusalOf(`${CODEDEPLOY}.CreateDeployment`, {})).toEqual({
      status: 400,
      __type: 'ApplicationNameRequiredException',
      message: 'Application name is required',
    });
  });

  it('passes over members that the schema does not know, and takes null for absent', async () => {
    const body = { family: 'web', containerDefinitions: [{ name: 'a', image: null, invented: 1 }], other: {} };
    await sendRaw(engine.endpoint, jsonCall(`${ECS}.RegisterTaskDefinition`, body));
    expect(seen).toEqual({ family: 'web', containerDefinitions: [{ name: 'a' }] });
  });

  it('gives a refusal its name in the body and in the header', async () => {
    const reply = await sendRaw(engine.endpoint, jsonCall(`${CODEDEPLOY}.GetDeployment`, { deploymentId: 'd-1' }));
    expect(reply.status).toBe(400);
    expect(JSON.parse(reply.body)).toEqual({
      __type: 'DeploymentLimitExceededException',
      message: "already has an active Deployment 'd-1'",
    });
    expect(reply.headers).toMatchObject({
      'x-amzn-errortype': 'DeploymentLimitExceededException',
      'x-amzn-requestid': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'content-type': 'application/x-amz-json-1.1',
    });
  });

  it('answers AWS JSON 1.0 to a client that speaks it', async () => {
    const call = jsonCall(`${ECS}.RegisterTaskDefinition`, { family: 'web', containerDefinitions: [] });
    const headers = { ...call.headers, 'content-type': 'application/x-amz-json-1.0' };
    const reply = await sendRaw(engine.endpoint, { ...call, headers });
    expect([reply.status, reply.headers['content-type'], reply.body]).toEqual([
      200,
      'application/x-amz-json-1.0',
      '{}',
    ]);
  });

  it('does not know operations that are not served, and says so on the side', async () => {
    const client = new ECSClient(settings());
    await expect(client.send(new ListClustersCommand({}))).rejects.toMatchObject({
      name: 'UnknownOperationException',
      $metadata: { httpStatusCode: 400 },
    });
    expect(engine.warnings).toContain('The embedded engine does not model ecs ListClusters');
  });

  it('answers requests that are addressed to nothing', async () => {
    expect(await refusalOf('Nothing_20200101.DoIt', {})).toMatchObject({ __type: 'UnknownOperationException' });
    expect(await refusalOf('', {})).toMatchObject({ __type: 'UnknownOperationException' });
    const got = await sendRaw(engine.endpoint, { method: 'GET', path: '/some/bucket' });
    expect([got.status, JSON.parse(got.body).__type]).toEqual([404, 'UnknownOperationException']);
  });
});

describe('AWS Query', () => {
  const sns = 'Version=2010-03-31';

  it('gives the short code that the wire has, which the SDK knows again', async () => {
    const client = new ElasticLoadBalancingV2Client(settings());
    const failure = client.send(new DescribeTargetGroupsCommand({}));
    await expect(failure).rejects.toBeInstanceOf(TargetGroupNotFoundException);
    await expect(failure).rejects.toMatchObject({ message: "Target groups '<blue>' & co not found" });
    const raw = await sendRaw(engine.endpoint, formCall('Action=DescribeTargetGroups&Version=2015-12-01'));
    expect(raw.status).toBe(400);
    expect(raw.body).toContain('<Type>Sender</Type><Code>TargetGroupNotFound</Code>');
    expect(raw.body).toContain('<Message>Target groups &apos;&lt;blue&gt;&apos; &amp; co not found</Message>');
  });

  it('refuses a missing member', async () => {
    const client = new SNSClient(settings());
    await expect(client.send(new PublishCommand({ Message: undefined }))).rejects.toMatchObject({
      name: 'ValidationError',
      message:
        "1 validation error detected: Value null at 'message' failed to satisfy constraint: Member must not be null",
    });
  });

  it.each([
    ['a number', 'Priority=first'],
    ['a number', 'Priority='],
    ['a boolean', 'Actions.member.1.ForwardConfig.TargetGroupStickinessConfig.Enabled=perhaps'],
  ])('refuses text where %s is wanted', async (_what, parameter) => {
    const complete = 'ListenerArn=a&Conditions.member.1.Field=f&Actions.member.1.Type=forward';
    const priority = parameter.startsWith('Priority') ? '' : '&Priority=1';
    const body = `Action=CreateRule&Version=2015-12-01&${complete}${priority}&${parameter}`;
    const reply = await sendRaw(engine.endpoint, formCall(body));
    expect(reply.status).toBe(400);
    expect(reply.body).toContain('<Code>MalformedInput</Code>');
  });

  it('reads lists in the order of their numbers, and maps by the names of the schema', async () => {
    const entries = [
      'MessageAttributes.entry.10.Name=ten&MessageAttributes.entry.10.Value.DataType=Number',
      'MessageAttributes.entry.2.Name=__proto__&MessageAttributes.entry.2.Value.DataType=String',
    ];
    await sendRaw(engine.endpoint, formCall(`Action=Publish&${sns}&Message=a%20+b&${entries.join('&')}`));
    expect(JSON.stringify(seen)).toBe(
      '{"Message":"a  b","MessageAttributes":{"__proto__":{"DataType":"String"},"ten":{"DataType":"Number"}}}',
    );
  });

  it.each([
    [`${sns}`, 'MissingAction'],
    [`Action=Invent&${sns}`, 'InvalidAction'],
    ['Action=Publish&Version=1999-01-01', 'InvalidAction'],
    ['', 'MissingAction'],
  ])('answers %j with %s', async (body, code) => {
    const reply = await sendRaw(engine.endpoint, formCall(body));
    expect([reply.status, /<Code>(.*)<\/Code>/.exec(reply.body)?.[1]]).toEqual([400, code]);
  });

  it('finds the service by the signature when the form names no version', async () => {
    seen = undefined;
    const reply = await sendRaw(engine.endpoint, formCall('Action=Publish&Message=m', 'sns'));
    expect([reply.status, seen]).toEqual([200, { Message: 'm' }]);
  });
});

describe('a fault of the engine itself', () => {
  it.each([
    ['a handler that throws', `${ECS}.CreateCluster`, 'cannot read properties of undefined'],
    ['an answer with a member that the schema lacks', `${ECS}.DescribeClusters`, 'clusterNmae'],
  ])('is answered as AWS answers its own: %s', async (_what, target, warning) => {
    expect(await refusalOf(target, {})).toMatchObject({ status: 500, __type: 'InternalFailure' });
    expect(engine.warnings.at(-1)).toContain(warning);
    const alive = await sendRaw(engine.endpoint, { method: 'GET', path: '/_bg-deploy/health' });
    expect(alive.status).toBe(200);
  });
});
