import fc from 'fast-check';
import { parseTree } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { checkSchema, soundCheck } from '../../src/taskdef/check-schema.js';
import { TASK_DEFINITION } from '../../src/taskdef/schema.js';
import { isSound } from '../../src/taskdef/sound-value.js';
import { renderEdits } from '../../src/template/rendered-text.js';
import { bridgeDefinition, fargateDefinition } from './definitions.js';

function checked(value: unknown) {
  const text = JSON.stringify(value);
  const root = parseTree(text);
  if (!root) throw new Error(`not read: ${text}`);
  return checkSchema(root, TASK_DEFINITION, renderEdits('taskdef.json', text, []));
}

/** Puts something else in the place of the value that a walk comes to after so many others. */
function spoilt(value: unknown, after: { count: number }, put: unknown): unknown {
  if (after.count-- === 0) return put;
  if (Array.isArray(value)) return value.map((item) => spoilt(item, after, put));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, spoilt(one, after, put)]));
}

const definition = fc.oneof(fargateDefinition, bridgeDefinition);

describe('a task definition that is what the schema wants to the letter', () => {
  it('is known without a walk that could tell of mistakes', () => {
    fc.assert(fc.property(definition, (value) => isSound(JSON.parse(JSON.stringify(value)), TASK_DEFINITION)));
  });

  it('has nothing said of it by that walk, whatever was put into it', () => {
    let sound = 0;
    let others = 0;
    const anything = fc.oneof(
      fc.constantFrom(null, true, 'FARGATE', 'awsvpc', '80', 80, 0.5, [], {}, [null], { name: 'x' }, { nmae: 'x' }),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(definition, fc.nat(60), anything, (value, count, put) => {
        const one: unknown = JSON.parse(JSON.stringify(spoilt(value, { count }, put)));
        if (!isSound(one, TASK_DEFINITION)) {
          others += 1;
          return;
        }
        sound += 1;
        const { unreadable: _, ...said } = checked(one);
        const { unreadable: __, ...nothing } = soundCheck(one);
        expect(said).toEqual(nothing);
      }),
      { numRuns: 1000 },
    );
    expect(Math.min(sound, others)).toBeGreaterThan(20);
  });
});
