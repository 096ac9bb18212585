import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeData, encodeData } from '../../../src/engine/state/plain-data.js';
import { createSaver } from '../../../src/engine/state/saver.js';
import {
  type EngineState,
  readState,
  STATE_FILE,
  saveState,
  writeState,
} from '../../../src/engine/state/state-file.js';
import { isBgDeployError } from '../../../src/errors.js';
import { countdownModel, countdownRegion } from './support/countdown.js';
import { countdownClient } from './support/countdown-client.js';
import { startTestEngine } from './support/test-model.js';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bg-deploy-state-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

function state(): EngineState {
  const region = { ...countdownRegion('eu-west-1'), at: new Date(12_345), note: 'grüße', due: [{ at: 5, what: 'x' }] };
  return {
    world: { seed: 42, regions: { 'eu-west-1': region } },
    engineTime: new Date('2026-01-01T00:00:00.123Z'),
    realTime: new Date('2026-02-01T00:00:00Z'),
  };
}

describe('plain data', () => {
  const key = fc.oneof(fc.string(), fc.constantFrom('$date', '$object', '$bytes', '$number', '$x', '__proto__'));
  const data = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string({ unit: 'binary' }),
      fc.boolean(),
      fc.constant(null),
      fc.double().filter((number) => !Object.is(number, -0)),
      fc.date({ noInvalidDate: true }),
      fc.uint8Array({ maxLength: 5 }),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 3, noNullPrototype: true }),
    ),
  })).value;

  it('comes back as it was', () => {
    fc.assert(
      fc.property(data, (value) => {
        expect(decodeData(JSON.parse(JSON.stringify(encodeData(value))))).toStrictEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  it('is nothing else', () => {
    for (const value of [() => 1, new Map(), Symbol('x'), { inner: new Set() }]) {
      expect(() => encodeData(value)).toThrow('cannot be kept');
    }
  });
});

describe('the state file', () => {
  it('gives the state back that was put in', async () => {
    await saveState(directory, state());
    const file = join(directory, STATE_FILE);
    expect(readState(await readFile(file), file)).toEqual(state());
    expect((await stat(file)).mode & 0o077).toBe(0);
  });

  it('is refused when it was cut short, wherever', () => {
    const whole = Buffer.from(writeState(state()));
    for (let length = 0; length < whole.length; length += 1) {
      expect(damageOf(whole.subarray(0, length))).toBe('local-state-damaged');
    }
    expect(damageOf(whole)).toBe('none');
    expect(damageOf(Buffer.concat([whole, Buffer.from('x')]))).toBe('local-state-damaged');
  });

  it('is refused when any byte of it was altered', () => {
    const whole = Buffer.from(writeState(state()));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (place, difference) => {
        const altered = Buffer.from(whole);
        altered[place] = (altered[place] ?? 0) ^ difference;
        expect(damageOf(altered)).toBe('local-state-damaged');
      }),
      { numRuns: 500 },
    );
  });

  it('is named, with the remedy, when it is damaged', async () => {
    const file = join(directory, STATE_FILE);
    await writeFile(file, '{}');
    await expect(startTestEngine(countdownModel, { stateDirectory: directory })).rejects.toMatchObject({
      code: 'local-state-damaged',
      message: 'The state file of the embedded engine is damaged: it has no readable header',
      place: { file },
      remedy: expect.stringContaining(`rm ${JSON.stringify(file)}`),
    });
  });

  function damageOf(bytes: Buffer): string {
    try {
      readState(bytes, 'state.json');
      return 'none';
    } catch (error) {
      return isBgDeployError(error) ? error.code : 'another error';
    }
  }
});

describe('a saver', () => {
  it('writes one at a time, and for every request once after it', async () => {
    const ends: (() => void)[] = [];
    let writing = 0;
    let most = 0;
    const saver = createSaver(async () => {
      writing += 1;
      most = Math.max(most, writing);
      await new Promise<void>((resolve) => ends.push(resolve));
      writing -= 1;
    });
    const first = saver.save();
    const second = saver.save();
    const third = saver.save();
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await first;
    const fourth = saver.save();
    await Promise.resolve();
    await Promise.resolve();
    expect(ends).toHaveLength(2);
    const settled: string[] = [];
    void second.then(() => settled.push('second'));
    void third.then(() => settled.push('third'));
    ends[1]?.();
    await Promise.all([second, third]);
    expect(settled).toEqual(['second', 'third']);
    ends[2]?.();
    await Promise.race([fourth, second]);
    expect(most).toBe(1);
  });

  it('writes again after a write that failed', async () => {
    let attempts = 0;
    const saver = createSaver(async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('disk full');
    });
    await expect(saver.save()).rejects.toThrow('disk full');
    await saver.save();
    expect(attempts).toBe(2);
  });
});

describe('an engine with a state directory', () => {
  const start = (options = {}) => startTestEngine(countdownModel, { stateDirectory: directory, ...options });

  it('has kept a change before it answers, and writes nothing for a question', async () => {
    const engine = await start();
    const file = join(directory, STATE_FILE);
    const { note, done } = countdownClient(engine.endpoint);
    await note('later', 60);
    const kept = await readFile(file);
    expect(readState(kept, file).world).toEqual(engine.world);
    await done();
    expect((await readFile(file)).equals(kept)).toBe(true);
    await engine.close();
  });

  it('goes on where it was: a virtual clock has stood still', async () => {
    const first = await start();
    await countdownClient(first.endpoint).note('later', 60);
    await first.clock.advance(30_000);
    await first.close();
    const second = await start();
    expect(second.clock.now()).toBe(Date.parse('2026-01-01T00:00:30Z'));
    await second.clock.advance(60_000);
    expect(await countdownClient(second.endpoint).done()).toEqual(['later at 00:01:00', 'asked at 00:01:30']);
    await second.close();
  });

  it('goes on where time has got to: a running clock has run on at its speed', async () => {
    const anHourAgo = new Date(Date.now() - 3_600_000);
    const engineTime = new Date('2026-01-01T00:00:00Z');
    const region = { ...countdownRegion('eu-west-1'), due: [{ at: engineTime.getTime() + 60_000, what: 'missed' }] };
    await saveState(directory, {
      world: { seed: 1, regions: { 'eu-west-1': region } },
      engineTime,
      realTime: anHourAgo,
    });
    const engine = await start({ speed: 2 });
    expect(engine.clock.now() - engineTime.getTime()).toBeGreaterThanOrEqual(7_200_000);
    expect(engine.clock.now() - engineTime.getTime()).toBeLessThan(7_300_000);
    expect((await countdownClient(engine.endpoint).done())[0]).toBe('missed at 00:01:00');
    await engine.close();
  });

  it('refuses a second engine there', async () => {
    const engine = await start();
    await expect(start()).rejects.toThrow('held by another engine');
    await engine.close();
    await (await start()).close();
  });

  it('does not keep anything any more when another process has taken its place', async () => {
    const engine = await start();
    await writeFile(
      join(directory, 'engine.lock'),
      JSON.stringify({ pid: 1, endpoint: 'http://127.0.0.1:1', token: 't' }),
    );
    await expect(countdownClient(engine.endpoint).note('x', 0)).rejects.toMatchObject({ name: 'InternalFailure' });
    expect(engine.warnings[0]).toContain('Another process has taken over the embedded engine here');
    await engine.close();
    expect(await readFile(join(directory, 'engine.lock'), 'utf8')).toContain('"pid":1');
  });
});
