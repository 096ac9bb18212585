import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AlarmRule, alarmsIn, holds, readAlarmRule } from '../../../src/engine/cloudwatch/alarm-rule.js';

const STATES = ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const;
const NAMES = ['a', 'web 5xx', 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:b', 'q"uote\\d', '(c)'];

/** Rules with their meaning, in a state of the alarms. */
const { rule } = fc.letrec<{ rule: AlarmRule }>((tie) => ({
  rule: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ kind: fc.constant('constant' as const), value: fc.boolean() }),
    fc.record({
      kind: fc.constant('state' as const),
      state: fc.constantFrom(...STATES),
      alarm: fc.constantFrom(...NAMES),
    }),
    fc.record({ kind: fc.constant('not' as const), operand: tie('rule') }),
    fc.record({
      kind: fc.constantFrom('all' as const, 'any' as const),
      operands: fc.array(tie('rule'), { minLength: 2, maxLength: 3 }),
    }),
  ),
}));

/** A rule as text, with parentheses wherever they may stand. */
function written(one: AlarmRule): string {
  switch (one.kind) {
    case 'constant':
      return one.value ? 'TRUE' : 'FALSE';
    case 'state':
      return `${one.state}("${one.alarm.replace(/["\\]/g, '\\$&')}")`;
    case 'not':
      return `NOT (${written(one.operand)})`;
    case 'all':
      return `(${one.operands.map(written).join(' AND ')})`;
    case 'any':
      return `(${one.operands.map(written).join('  OR\n')})`;
  }
}

describe('the rule of a composite alarm', () => {
  it('means the same read as it was written', () => {
    fc.assert(
      fc.property(rule, fc.array(fc.constantFrom(...STATES), { minLength: 5, maxLength: 5 }), (one, states) => {
        const read = readAlarmRule(written(one));
        const stateOf = (name: string) => states[NAMES.indexOf(name)];
        expect(holds(read, stateOf)).toBe(holds(one, stateOf));
        expect(new Set(alarmsIn(read))).toEqual(new Set(alarmsIn(one)));
      }),
    );
  });

  it('is read or refused, whatever it consists of', () => {
    const pieces = fc.constantFrom('ALARM(a)', 'OK("b")', 'AND', 'OR', 'NOT', '(', ')', 'TRUE', 'x', '"', ' ');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        try {
          readAlarmRule(parts.join(' '));
        } catch (error) {
          expect(error).toMatchObject({ name: 'Fault', schema: expect.arrayContaining(['ValidationException']) });
        }
      }),
    );
  });

  it.each([
    ['TRUE OR TRUE AND FALSE', true],
    ['NOT FALSE AND FALSE', false],
    ['NOT (FALSE AND FALSE)', true],
    ['FALSE OR NOT NOT TRUE', true],
    ['true and not false', true],
    ['ALARM(on)', true],
    ['ALARM( on )', true],
    ['ALARM("on") AND NOT OK(on)', true],
    ['OK(two words)', true],
    ['OK(gone)', false],
    ['NOT ALARM(gone)', true],
    ['INSUFFICIENT_DATA(OK)', true],
  ])('%s is %s', (text, expected) => {
    const states = { on: 'ALARM', 'two words': 'OK', OK: 'INSUFFICIENT_DATA' } as const;
    const stateOf = (name: string) => Object.entries(states).find(([known]) => known === name)?.[1];
    expect(holds(readAlarmRule(text), stateOf)).toBe(expected);
  });

  it('may name a hundred alarms and no more', () => {
    const naming = (count: number) => Array.from({ length: count }, (_, index) => `ALARM(a${index})`).join(' OR ');
    expect(alarmsIn(readAlarmRule(naming(100)))).toHaveLength(100);
    expect(() => readAlarmRule(naming(101))).toThrow('it names more than 100 alarms');
  });
});
