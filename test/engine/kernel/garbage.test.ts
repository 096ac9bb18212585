import { CreateDeployment$ } from '@aws-sdk/client-codedeploy';
import { RegisterTaskDefinition$ } from '@aws-sdk/client-ecs';
import { CreateRule$ } from '@aws-sdk/client-elastic-load-balancing-v2';
import { Publish$ } from '@aws-sdk/client-sns';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonCall, sendBytes, sendRaw } from './support/raw-request.js';
import { startTestEngine, testOperation, testService } from './support/test-model.js';

let engine: Awaited<ReturnType<typeof startTestEngine>>;

beforeAll(async () => {
  const answer = () => ({});
  engine = await startTestEngine({
    services: [
      testService('codedeploy', [testOperation(CreateDeployment$, answer)]),
      testService('ecs', [testOperation(RegisterTaskDefinition$, answer)]),
      testService('elasticloadbalancing', [testOperation(CreateRule$, answer)]),
      testService('sns', [testOperation(Publish$, answer)]),
    ],
  });
});

afterAll(() => engine.close());

const targets = fc.constantFrom(
  'AmazonEC2ContainerServiceV20141113.RegisterTaskDefinition',
  'CodeDeploy_20141006.CreateDeployment',
  'CodeDeploy_20141006.',
  '.',
  '__proto__.constructor',
);
const names = fc.constantFrom(
  'family',
  'containerDefinitions',
  'tags',
  'revision',
  'applicationName',
  '__proto__',
  'x',
);
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom<unknown>(null, true, 'text', '', 7, -1.5, 1e308, []),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(names, tie('value'), { maxKeys: 3 }),
  ),
})).value;
const parameter = fc.tuple(
  fc.array(fc.constantFrom('Actions', 'member', '1', '2', '0', 'entry', 'Priority', 'MessageAttributes', 'Value', ''), {
    minLength: 1,
    maxLength: 8,
  }),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const forms = fc
  .tuple(fc.constantFrom('Publish', 'CreateRule', 'Nothing', ''), fc.array(parameter, { maxLength: 6 }))
  .map(([action, parameters]) =>
    [
      `Action=${action}`,
      `Version=${action === 'CreateRule' ? '2015-12-01' : '2010-03-31'}`,
      ...parameters.map(([path, value]) => `${path.join('.')}=${encodeURIComponent(value)}`),
    ].join('&'),
  );
const bytesOfALine = fc
  .uint8Array({ minLength: 1, maxLength: 100 })
  .filter(([first = 10]) => first !== 10 && first !== 13);
const headerText = fc.string({ unit: fc.constantFrom('a', '/', '=', ',', ' ', '.', '2', 'é', '"'), maxLength: 30 });

describe('whatever is sent to the engine', () => {
  it('is answered in the form of AWS JSON, when it is any JSON', async () => {
    await fc.assert(
      fc.asyncProperty(targets, json, async (target, body) => {
        const reply = await sendRaw(engine.endpoint, jsonCall(target, JSON.stringify(body)));
        expect([200, 400]).toContain(reply.status);
        if (reply.status === 400) expect(JSON.parse(reply.body)).toMatchObject({ __type: expect.any(String) });
      }),
      { numRuns: 150 },
    );
  });

  it('is answered in the form of AWS Query, when it is any form', async () => {
    await fc.assert(
      fc.asyncProperty(forms, async (body) => {
        const headers = { 'content-type': 'application/x-www-form-urlencoded' };
        const reply = await sendRaw(engine.endpoint, { headers, body });
        expect([200, 400]).toContain(reply.status);
        expect(reply.body).toMatch(
          reply.status === 200 ? /Response xmlns=/ : /<ErrorResponse xmlns=.*<Code>\w+<\/Code>/,
        );
      }),
      { numRuns: 150 },
    );
  });

  it('is answered when body and headers are garbage', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom('application/x-amz-json-1.1', 'application/x-www-form-urlencoded', 'text/plain', ''),
        headerText,
        headerText,
        fc.constantFrom('POST', 'GET', 'PUT', 'DELETE', 'OPTIONS'),
        async (body, type, target, authorization, method) => {
          const headers = {
            'content-type': type,
            authorization: Buffer.from(authorization).toString('latin1'),
            ...(target === '' ? {} : { 'x-amz-target': Buffer.from(target).toString('latin1') }),
          };
          const reply = await sendRaw(engine.endpoint, { method, path: '/a/b?c=d', headers, body });
          expect([400, 404]).toContain(reply.status);
          expect(reply.body).toMatch(/"__type":|<Code>/);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('never leaves a client without an answer, also when it is no HTTP', async () => {
    await fc.assert(
      // A request may be preceded by empty lines; only those would not be a request at all.
      fc.asyncProperty(bytesOfALine, async (bytes) => {
        const reply = await sendBytes(engine.endpoint, new Uint8Array([...bytes, 13, 10, 13, 10]));
        expect(reply).toMatch(/^HTTP\/1\.1 4\d\d .*"__type":/s);
      }),
      { numRuns: 60 },
    );
  });

  it('leaves the engine alive and without a fault', async () => {
    const health = await sendRaw(engine.endpoint, { method: 'GET', path: '/_bg-deploy/health' });
    expect(health.status).toBe(200);
    expect(engine.warnings.filter((line) => !line.includes('does not model'))).toEqual([]);
  });
});
