import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTurns } from '../../../src/engine/balancer/turns.js';

const weights = fc
  .array(fc.integer({ min: 0, max: 999 }), { minLength: 1, maxLength: 5 })
  .filter((all) => all.some((weight) => weight > 0));

describe('the turns of weighted target groups', () => {
  it('are as many as the weights say, at any time, but for one turn a group', () => {
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 3000 }), (all, total) => {
        const turns = createTurns();
        const counts = all.map(() => 0);
        for (let turn = 0; turn < total; turn += 1) {
          const index = turns.weighted('rule', all) ?? -1;
          counts[index] = (counts[index] ?? 0) + 1;
        }
        const sum = all.reduce((one, other) => one + other, 0);
        for (const [index, weight] of all.entries()) {
          expect(Math.abs((counts[index] ?? 0) - (total * weight) / sum)).toBeLessThanOrEqual(all.length);
          if (weight === 0) expect(counts[index]).toBe(0);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('are nobody’s when no group has a weight', () => {
    expect(createTurns().weighted('rule', [0, 0])).toBeUndefined();
  });

  it('give a group nothing from the moment when its weight is 0', () => {
    const turns = createTurns();
    for (let turn = 0; turn < 7; turn += 1) turns.weighted('rule', [50, 50]);
    const after = Array.from({ length: 100 }, () => turns.weighted('rule', [0, 100]));
    expect(new Set(after)).toEqual(new Set([1]));
  });
});
