import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { AssembledEngine, EngineModel } from '../../../src/engine/assembly.js';
import { hookErrand } from '../../../src/engine/codedeploy/hooks/hook-errand.js';
import type { EngineOptions } from '../../../src/engine/engine-options.js';
import type { HookStandIn } from '../../../src/engine/stand-ins.js';
import { countdownModel, countdownOf } from './support/countdown.js';
import { countdownClient } from './support/countdown-client.js';
import { sendRaw } from './support/raw-request.js';
import { startTestEngine } from './support/test-model.js';

let engine: Awaited<ReturnType<typeof startTestEngine>> | undefined;

async function start(
  parts: Partial<EngineModel<string>> = {},
  options: EngineOptions = {},
): Promise<AssembledEngine<string>> {
  engine = await startTestEngine({ ...countdownModel, ...parts }, options);
  return engine;
}

afterEach(async () => {
  await engine?.close();
  engine = undefined;
});

function timeOf({ clock }: AssembledEngine<string>): string {
  return new Date(clock.now()).toISOString().slice(11, 19);
}

describe('a virtual clock', () => {
  it('stands still until it is moved', async () => {
    const { clock } = await start();
    const before = clock.now();
    await delay(5);
    expect(clock.now()).toBe(before);
  });

  it('lets everything happen at its own instant, whatever the length of the step', async () => {
    const running = await start();
    const { note, done } = countdownClient(running.endpoint);
    await note('third', 7200);
    await note('first', 60);
    await note('second', 3600);
    await running.clock.advance(4000_000);
    expect(await done()).toEqual(['first at 00:01:00', 'second at 01:00:00', 'asked at 01:06:40']);
    await running.clock.advance(4000_000);
    expect(await done()).toContain('third at 02:00:00');
  });

  it('can be moved over HTTP, and answers when everything that is due has happened', async () => {
    const running = await start();
    const { note, done } = countdownClient(running.endpoint);
    await note('it', 90);
    const path = '/_bg-deploy/clock';
    const reply = await sendRaw(running.endpoint, { path, body: '{"advanceSeconds": 90}' });
    expect([reply.status, JSON.parse(reply.body)]).toEqual([200, { now: '2026-01-01T00:01:30.000Z' }]);
    expect(await done()).toEqual(['it at 00:01:30', 'asked at 00:01:30']);
    for (const body of [
      '{}',
      '{"advanceSeconds": -1}',
      '{"advanceSeconds": "5"}',
      'soon',
      '{"advanceSeconds": 1e300}',
    ]) {
      expect((await sendRaw(running.endpoint, { path, body })).status).toBe(400);
    }
  });

  it('moves by itself as far as somebody sleeps on it', async () => {
    const running = await start();
    await running.clock.sleep(15_000);
    expect(timeOf(running)).toBe('00:00:15');
  });

  it('wakes each of several sleepers at its own instant', async () => {
    const running = await start();
    const { note } = countdownClient(running.endpoint);
    await note('in between', 7);
    const woken: string[] = [];
    await Promise.all(
      [10, 5, 7.5].map(async (seconds) => {
        await running.clock.sleep(seconds * 1000);
        woken.push(
          `${seconds} s: ${timeOf(running)}, ${countdownOf(running.world.regions['eu-west-1'] ?? never()).done}`,
        );
      }),
    );
    expect(woken).toEqual([
      '5 s: 00:00:05, ',
      '7.5 s: 00:00:07, in between at 00:00:07',
      '10 s: 00:00:10, in between at 00:00:07',
    ]);
  });

  it('does not let a timeout overtake the poll loop beside it', async () => {
    const running = await start();
    const { note, done } = countdownClient(running.endpoint);
    await note('the end', 3600);
    const finished = new AbortController();
    const timeout = running.clock.sleep(7200_000, finished.signal).then(
      () => 'timed out',
      () => 'in time',
    );
    let polls = 0;
    while (!(await done()).includes('the end at 01:00:00')) {
      polls += 1;
      await running.clock.sleep(15_000);
    }
    finished.abort();
    expect([await timeout, timeOf(running), polls]).toEqual(['in time', '01:00:00', 240]);
  });

  it('still gets to a sleeper when another one was woken and never came back', async () => {
    const running = await start();
    await Promise.all([running.clock.sleep(1000), running.clock.sleep(3000)]);
    expect(timeOf(running)).toBe('00:00:03');
  });

  it('ends a sleep when its signal says so, without moving', async () => {
    const running = await start();
    const abort = new AbortController();
    const sleep = running.clock.sleep(Number.POSITIVE_INFINITY, abort.signal);
    abort.abort(new Error('enough'));
    await expect(sleep).rejects.toThrow('enough');
    await expect(running.clock.sleep(1, abort.signal)).rejects.toThrow('enough');
    expect(timeOf(running)).toBe('00:00:00');
  });

  it('refuses to go back', async () => {
    const running = await start();
    await expect(running.clock.advance(-1)).rejects.toMatchObject({ code: 'usage-invalid' });
    await expect(running.clock.advance(Number.NaN)).rejects.toMatchObject({ code: 'usage-invalid' });
  });

  it('tells whoever waits when the engine is at fault on the way', async () => {
    const running = await start();
    await countdownClient(running.endpoint).note('explode', 5);
    await expect(running.clock.advance(10_000)).rejects.toThrow('the countdown exploded');
  });

  it('says so when one instant does not come to an end', async () => {
    const stuck = { nextChange: () => Date.parse('2026-01-01T00:00:10Z'), applyChanges: () => {} };
    const running = await start({ processes: [stuck] });
    await countdownClient(running.endpoint).note('anything', 60);
    await expect(running.clock.advance(20_000)).rejects.toThrow(
      'does not get past 2026-01-01T00:00:10.000Z: something is due again and again',
    );
  });
});

describe('what the engine calls outside itself', () => {
  /** Each thing that has happened calls the hook of its name, once. */
  function hooked(hooks: Record<string, HookStandIn>) {
    const called = new Set<string>();
    const outgoing: EngineModel<string>['outgoing'] = (world, ground) =>
      countdownOf(world)
        .done.filter((what) => !called.has(what))
        .map((what) => {
          called.add(what);
          const functionName = what.split(' ')[0] ?? '';
          const ids = { deploymentId: 'd-1', lifecycleEventHookExecutionId: what, functionName };
          const call = { ...ids, event: 'AfterInstall', region: world.region } as const;
          return { ...hookErrand(call, ground), failed: () => {} };
        });
    return start({ outgoing }, { hooks });
  }

  it('is waited for before time goes on', async () => {
    const seen: string[] = [];
    const running = await hooked({
      slow: async (event, context) => {
        await delay(10);
        seen.push(`${event.LifecycleEventHookExecutionId}, ${context.lifecycleEvent}, ended at ${timeOf(running)}`);
      },
    });
    const { note } = countdownClient(running.endpoint);
    await note('slow', 10);
    await note('later', 11);
    await running.clock.advance(60_000);
    expect(seen).toEqual(['slow at 00:00:10, AfterInstall, ended at 00:00:10']);
  });

  it('may itself sleep on the engine: time then goes on for it', async () => {
    const seen: string[] = [];
    const running = await hooked({
      sleepy: async () => {
        await running.clock.sleep(20_000);
        await delay(5);
        await running.clock.sleep(20_000);
        seen.push(`woke at ${timeOf(running)}`);
      },
    });
    const { note, done } = countdownClient(running.endpoint);
    await note('sleepy', 10);
    await note('meanwhile', 25);
    await running.clock.advance(60_000);
    expect(seen).toEqual(['woke at 00:00:50']);
    expect(await done()).toContain('meanwhile at 00:00:25');
  });

  it('may fail without harm: that is reported on the side', async () => {
    const running = await hooked({
      broken: async () => {
        throw new Error('no such host');
      },
    });
    await countdownClient(running.endpoint).note('broken', 1);
    await running.clock.advance(2000);
    expect(engine?.warnings).toEqual(['The hook broken (AfterInstall of d-1) failed: no such host']);
  });

  it('is told when the engine closes', async () => {
    let told: unknown;
    const running = await hooked({
      patient: (_event, { signal }) =>
        running.clock.sleep(Number.POSITIVE_INFINITY, signal).catch((reason: unknown) => {
          told = reason;
        }),
    });
    await countdownClient(running.endpoint).note('patient', 0);
    await running.close();
    await delay(0);
    expect(told).toEqual(new Error('The engine is closing'));
  });
});

function never(): never {
  throw new Error('There is no such region');
}
