import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { EngineOptions } from '../../../src/engine/engine-options.js';
import { settleOptions } from '../../../src/engine/engine-options.js';
import { countdownModel, countdownOf } from './support/countdown.js';
import { countdownClient } from './support/countdown-client.js';
import { sendRaw } from './support/raw-request.js';
import { startTestEngine } from './support/test-model.js';

let engine: Awaited<ReturnType<typeof startTestEngine>> | undefined;

async function start(options: EngineOptions) {
  engine = await startTestEngine(countdownModel, options);
  return engine;
}

afterEach(async () => {
  await engine?.close();
  engine = undefined;
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(1);
}

describe('a clock that runs by itself', () => {
  it('lets things happen when their time has come, also when nobody asks', async () => {
    const running = await start({ speed: 100_000 });
    await countdownClient(running.endpoint).note('by itself', 600);
    const region = countdownOf(running.world.regions['eu-west-1'] ?? never());
    await until(() => region.done.length > 0);
    expect(region.done).toEqual([expect.stringContaining('by itself')]);
  });

  it('does at its own instant what came due while the engine was busy', async () => {
    const running = await start({ speed: 1_000_000 });
    const { note, done } = countdownClient(running.endpoint);
    await note('a', 5);
    await note('b', 10);
    const begun = performance.now();
    while (performance.now() - begun < 3);
    const [first = '', second = '', asked = ''] = await done();
    expect([first.slice(0, 2), second.slice(0, 2), asked.slice(0, 5)]).toEqual(['a ', 'b ', 'asked']);
    expect(first.slice(-8) <= second.slice(-8) && second.slice(-8) <= asked.slice(-8)).toBe(true);
  });

  it('sleeps so much shorter as it is faster', async () => {
    const { clock } = await start({ speed: 600 });
    const begun = clock.now();
    await clock.sleep(60_000);
    expect(clock.now() - begun).toBeGreaterThanOrEqual(59_000);
    expect(clock.speed).toBe(600);
  });

  it('cannot be moved by hand', async () => {
    const running = await start({ speed: 60 });
    await expect(running.clock.advance(1)).rejects.toMatchObject({ code: 'usage-invalid' });
    const reply = await sendRaw(running.endpoint, { path: '/_bg-deploy/clock', body: '{"advanceSeconds":1}' });
    expect([reply.status, JSON.parse(reply.body).message]).toEqual([
      409,
      'The clock is not virtual: it runs by itself at speed 60',
    ]);
  });

  it('reports once that the engine is at fault, and serves on', async () => {
    const running = await start({ speed: 100_000 });
    const { note, client } = countdownClient(running.endpoint);
    await note('explode', 100);
    await until(() => running.warnings.length > 0);
    await delay(20);
    expect(running.warnings).toEqual(['The embedded engine does not get on: the countdown exploded']);
    await expect(note('more', 1)).rejects.toMatchObject({ name: 'InternalFailure' });
    client.destroy();
    await running.reset();
    await note('again', 100_000);
  });
});

describe('the options of an engine', () => {
  it.each([
    { speed: -1 },
    { speed: Number.NaN },
    { speed: Number.POSITIVE_INFINITY },
    { port: 70_000 },
    { port: 1.5 },
  ])('refuse %j', (options) => {
    expect(() => settleOptions(options)).toThrow(expect.objectContaining({ code: 'usage-invalid' }));
  });
});

function never(): never {
  throw new Error('There is no such region');
}
