import * as codedeploy from '@aws-sdk/client-codedeploy';
import * as ecs from '@aws-sdk/client-ecs';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import * as sns from '@aws-sdk/client-sns';
import type { StaticOperationSchema } from '@smithy/types';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyText, type Carriage, valuesOf, xmlText } from './support/shape-arbitrary.js';
import { credentials, type PROTOCOLS, startTestEngine, testOperation, testService } from './support/test-model.js';

/** What the handler was given and what it answers, for the call that is under way. */
const call: { input?: object; answer?: object } = {};

let engine: Awaited<ReturnType<typeof startTestEngine>>;
let clients: {
  codedeploy: codedeploy.CodeDeployClient;
  ecs: ecs.ECSClient;
  elbv2: elbv2.ElasticLoadBalancingV2Client;
  sns: sns.SNSClient;
};

interface Case {
  readonly service: keyof typeof PROTOCOLS;
  readonly schema: StaticOperationSchema;
  readonly send: (input: object) => Promise<object>;
}

const cases: readonly Case[] = [
  {
    service: 'codedeploy',
    schema: codedeploy.CreateDeploymentGroup$,
    send: (input) => clients.codedeploy.send(new codedeploy.CreateDeploymentGroupCommand(input as never)),
  },
  {
    service: 'codedeploy',
    schema: codedeploy.GetDeployment$,
    send: (input) => clients.codedeploy.send(new codedeploy.GetDeploymentCommand(input as never)),
  },
  {
    service: 'codedeploy',
    schema: codedeploy.GetDeploymentTarget$,
    send: (input) => clients.codedeploy.send(new codedeploy.GetDeploymentTargetCommand(input as never)),
  },
  {
    service: 'codedeploy',
    schema: codedeploy.ListDeployments$,
    send: (input) => clients.codedeploy.send(new codedeploy.ListDeploymentsCommand(input as never)),
  },
  {
    service: 'ecs',
    schema: ecs.RegisterTaskDefinition$,
    send: (input) => clients.ecs.send(new ecs.RegisterTaskDefinitionCommand(input as never)),
  },
  {
    service: 'ecs',
    schema: ecs.DescribeServices$,
    send: (input) => clients.ecs.send(new ecs.DescribeServicesCommand(input as never)),
  },
  {
    service: 'ecs',
    schema: ecs.CreateTaskSet$,
    send: (input) => clients.ecs.send(new ecs.CreateTaskSetCommand(input as never)),
  },
  {
    service: 'elasticloadbalancing',
    schema: elbv2.ModifyListener$,
    send: (input) => clients.elbv2.send(new elbv2.ModifyListenerCommand(input as never)),
  },
  {
    service: 'elasticloadbalancing',
    schema: elbv2.CreateRule$,
    send: (input) => clients.elbv2.send(new elbv2.CreateRuleCommand(input as never)),
  },
  {
    service: 'elasticloadbalancing',
    schema: elbv2.DescribeLoadBalancers$,
    send: (input) => clients.elbv2.send(new elbv2.DescribeLoadBalancersCommand(input as never)),
  },
  {
    service: 'sns',
    schema: sns.PublishBatch$,
    send: (input) => clients.sns.send(new sns.PublishBatchCommand(input as never)),
  },
  {
    service: 'sns',
    schema: sns.GetTopicAttributes$,
    send: (input) => clients.sns.send(new sns.GetTopicAttributesCommand(input as never)),
  },
  {
    service: 'sns',
    schema: sns.SetTopicAttributes$,
    send: (input) => clients.sns.send(new sns.SetTopicAttributesCommand(input as never)),
  },
  {
    service: 'sns',
    schema: sns.CreateTopic$,
    send: (input) => clients.sns.send(new sns.CreateTopicCommand(input as never)),
  },
];

beforeAll(async () => {
  const names = [...new Set(cases.map(({ service }) => service))];
  const services = names.map((name) =>
    testService(
      name,
      cases
        .filter(({ service }) => service === name)
        .map(({ schema }) =>
          testOperation(schema, (input) => {
            call.input = input;
            return call.answer;
          }),
        ),
    ),
  );
  engine = await startTestEngine({ services });
  const settings = { endpoint: engine.endpoint, region: 'eu-west-1', credentials, maxAttempts: 1 };
  clients = {
    codedeploy: new codedeploy.CodeDeployClient(settings),
    ecs: new ecs.ECSClient(settings),
    elbv2: new elbv2.ElasticLoadBalancingV2Client(settings),
    sns: new sns.SNSClient(settings),
  };
});

afterAll(() => engine.close());

describe('what an SDK client sends and gets', () => {
  it.each(cases.map((entry) => ({ ...entry, name: `${entry.service} ${entry.schema[2]}` })))('survives $name', async ({
    service,
    schema,
    send,
  }) => {
    const json = service === 'ecs' || service === 'codedeploy';
    const sent: Carriage = { text: anyText, empty: json };
    const answered: Carriage = { text: json ? anyText : xmlText, empty: true };
    await fc.assert(
      fc.asyncProperty(valuesOf(schema[4], sent), outputs(schema, answered), async (input, output) => {
        call.answer = output;
        const { $metadata, ...got }: { $metadata?: unknown } = await send(input);
        expect(call.input).toEqual(input);
        expect(got).toEqual(output);
        expect($metadata).toMatchObject({ httpStatusCode: 200, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
      }),
      { numRuns: 25 },
    );
    expect(engine.warnings).toEqual([]);
  });
});

function outputs(schema: StaticOperationSchema, carriage: Carriage): fc.Arbitrary<object> {
  return schema[2] === 'SetTopicAttributes' ? fc.constant({}) : valuesOf(schema[5], carriage);
}
