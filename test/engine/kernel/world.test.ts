import { DeleteClusterCommand, TagResourceCommand } from '@aws-sdk/client-ecs';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createJournal } from '../../../src/engine/journal.js';
import { seededRandom } from '../../../src/engine/random.js';
import { countdownModel } from './support/countdown.js';
import { countdownClient } from './support/countdown-client.js';
import { sendRaw } from './support/raw-request.js';
import { startTestEngine } from './support/test-model.js';

let engine: Awaited<ReturnType<typeof startTestEngine>>;

beforeEach(async () => {
  engine = await startTestEngine(countdownModel);
});

afterEach(() => engine.close());

describe('the world of an engine', () => {
  it('is another one in each region', async () => {
    await countdownClient(engine.endpoint, 'eu-west-1').note('here', 0);
    expect(await countdownClient(engine.endpoint, 'eu-west-1').done()).toHaveLength(2);
    expect(await countdownClient(engine.endpoint, 'us-west-2').done()).toEqual(['asked at 00:00:00']);
  });

  it('belongs to us-east-1 for callers that do not sign', async () => {
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AmazonEC2ContainerServiceV20141113.CreateCluster',
    };
    await sendRaw(engine.endpoint, { headers, body: '{"clusterName":"x+0"}' });
    expect(await countdownClient(engine.endpoint, 'us-east-1').done()).toContain('x at 00:00:00');
  });

  it('is as it was after a call that was refused or that was at fault', async () => {
    const { client, note } = countdownClient(engine.endpoint);
    await note('kept', 60);
    const before = structuredClone(engine.world);
    await expect(client.send(new DeleteClusterCommand({ cluster: 'x' }))).rejects.toThrow('Cluster not found.');
    await expect(client.send(new TagResourceCommand({ resourceArn: 'x', tags: [] }))).rejects.toMatchObject({
      name: 'InternalFailure',
    });
    expect(engine.world).toEqual(before);
  });

  it('goes on at once when an operation makes something due', async () => {
    const { note, done } = countdownClient(engine.endpoint);
    await note('now', 0);
    expect(await done()).toEqual(['now at 00:00:00', 'asked at 00:00:00']);
  });

  it('is emptied by a reset, after which the same ids come again', async () => {
    const { note, done } = countdownClient(engine.endpoint);
    const fresh = structuredClone(engine.world);
    await note('a', 0);
    const reply = await sendRaw(engine.endpoint, { path: '/_bg-deploy/reset' });
    expect([reply.status, reply.body]).toEqual([200, '{"status":"ok"}']);
    expect(engine.world).toEqual(fresh);
    expect(await done()).toEqual(['asked at 00:00:00']);
  });
});

describe('the journal', () => {
  it('tells what was called, whether that could change anything, and how it ended', async () => {
    const { client, note, done } = countdownClient(engine.endpoint);
    await note('a', 0);
    await done();
    await client.send(new DeleteClusterCommand({ cluster: 'x' })).catch(() => {});
    await sendRaw(engine.endpoint, { method: 'GET', path: '/nowhere' });
    const expected = [
      { service: 'ecs', operation: 'CreateCluster', readOnly: false, status: 200, region: 'eu-west-1' },
      { service: 'ecs', operation: 'DescribeClusters', readOnly: true, status: 200, region: 'eu-west-1' },
      { operation: 'DeleteCluster', readOnly: false, status: 400, errorCode: 'ClusterNotFoundException' },
      { status: 404, errorCode: 'UnknownOperationException' },
    ];
    expect(engine.requests).toMatchObject(expected);
    const reply = await sendRaw(engine.endpoint, { method: 'GET', path: '/_bg-deploy/requests' });
    expect(JSON.parse(reply.body).requests).toMatchObject(expected);
    expect(JSON.parse(reply.body).requests[0].at).toBe('2026-01-01T00:00:00.000Z');
  });

  it('forgets the oldest entries', () => {
    const journal = createJournal(3);
    for (let status = 1; status <= 10; status += 1) {
      journal.add({ at: new Date(0), region: 'r', readOnly: true, status, durationMs: 0 });
    }
    expect(journal.entries().map(({ status }) => status)).toEqual([8, 9, 10]);
  });
});

describe('random choices', () => {
  it('are the same for the same seed, also when they are taken up again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.nat(20), (seed, pause) => {
        const straight = seededRandom({ seed });
        const world = { seed };
        const first = seededRandom(world);
        for (let count = 0; count < pause; count += 1) expect(first.next()).toBe(straight.next());
        const resumed = seededRandom({ ...world });
        expect([resumed.next(), resumed.uuid(), resumed.text(9, 'ABC')]).toEqual([
          straight.next(),
          straight.uuid(),
          straight.text(9, 'ABC'),
        ]);
      }),
    );
  });

  it('lie between 0 and 1, and fill every part of it', () => {
    const random = seededRandom({ seed: 7 });
    const tenths = new Set(Array.from({ length: 1000 }, () => Math.floor(random.next() * 10)));
    expect([...tenths].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('make version 4 UUIDs', () => {
    expect(seededRandom({ seed: 1 }).uuid()).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });
});
