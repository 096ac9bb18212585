import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passesFilter } from '../../../src/engine/sns/filter/match.js';
import { readFilterPolicy } from '../../../src/engine/sns/filter/policy.js';

const passes = (policy: object, body: unknown) =>
  passesFilter(
    { FilterPolicy: JSON.stringify(policy), FilterPolicyScope: 'MessageBody' },
    { text: JSON.stringify(body), attributes: {} },
  );

describe('a filter policy on the body of a message', () => {
  it.each<[object, unknown, boolean]>([
    [{ price: [{ numeric: ['>', 1] }] }, { price: 2 }, true],
    [{ price: [{ numeric: ['>', 1] }] }, { price: 1 }, false],
    [{ price: [{ numeric: ['>', 1] }] }, { price: '2' }, false],
    [{ price: [{ numeric: ['>=', 1, '<', 3] }] }, { price: 1 }, true],
    [{ price: [{ numeric: ['>=', 1, '<', 3] }] }, { price: 3 }, false],
    [{ price: [{ numeric: ['=', 3] }] }, { price: 3 }, true],
    [{ price: [{ numeric: ['<=', 3] }] }, { price: 3.5 }, false],
    [{ from: [{ cidr: '10.0.0.0/24' }] }, { from: '10.0.0.200' }, true],
    [{ from: [{ cidr: '10.0.0.0/24' }] }, { from: '10.0.1.1' }, false],
    [{ from: [{ cidr: 'fd00::/8' }] }, { from: 'fd12::1' }, true],
    [{ from: [{ cidr: '10.0.0.0/24' }] }, { from: 'nowhere' }, false],
    [{ file: [{ wildcard: 'a*.log' }] }, { file: 'app.log' }, true],
    [{ file: [{ wildcard: 'a*.log' }] }, { file: 'app.log.gz' }, false],
    [{ file: [{ wildcard: '*p*p*' }] }, { file: 'app' }, true],
    [{ file: [{ wildcard: 'ab*ba' }] }, { file: 'aba' }, false],
    [{ file: [{ suffix: '.log' }] }, { file: 'app.log' }, true],
    [{ file: [{ 'equals-ignore-case': 'APP' }] }, { file: 'app' }, true],
    [{ file: [{ 'anything-but': { prefix: 'a' } }] }, { file: 'app' }, false],
    [{ file: [{ 'anything-but': { suffix: ['.log', '.gz'] } }] }, { file: 'app.txt' }, true],
    [{ file: [{ 'anything-but': { suffix: ['.log', '.gz'] } }] }, { file: 'app.gz' }, false],
    [{ file: [{ 'anything-but': { wildcard: 'a*p' } }] }, { file: 'app' }, false],
    [{ file: [{ 'anything-but': ['app', 3] }] }, { file: 3 }, false],
    [{ file: [{ 'anything-but': 'app' }] }, {}, false],
    [{ done: [true, null] }, { done: null }, true],
    [{ done: [true] }, { done: 'true' }, false],
    [{ task: { state: { code: [1] } } }, { task: { state: { code: 1 } } }, true],
    [{ task: { state: { code: [1] } } }, { task: { state: { code: 2 } } }, false],
    [{ task: { state: ['x'] } }, { 'task.state': 'x' }, true],
    [{ tasks: { id: [2] } }, { tasks: [{ id: 1 }, { id: 2 }] }, true],
    [{ tags: ['b'] }, { tags: ['a', 'b'] }, true],
    [{ tags: [{ exists: false }] }, { tags: [] }, true],
    [{ a: [1], $or: [{ b: [1] }, { c: [1], d: [1] }] }, { a: 1, c: 1, d: 1 }, true],
    [{ a: [1], $or: [{ b: [1] }, { c: [1], d: [1] }] }, { a: 1, c: 1 }, false],
    [{ a: { $or: [{ b: [1] }, { c: [1] }] } }, { a: { c: 1 } }, true],
    [{ a: [1] }, [{ a: 1 }], false],
    [{ a: [{ exists: false }] }, 'no object', false],
    [{}, 'no object', true],
  ])('%j lets %j pass: %s', (policy, body, expected) => {
    expect(passes(policy, body)).toBe(expected);
  });

  it('compares attributes by their types, and binary ones never', () => {
    const attributes = {
      price: { type: 'Number', value: '2' },
      name: { type: 'String', value: '2' },
      photo: { type: 'Binary', value: 'AAAA' },
    };
    const holds = (policy: object) =>
      passesFilter({ FilterPolicy: JSON.stringify(policy) }, { text: 'no JSON', attributes });
    expect([holds({ price: [2] }), holds({ name: [2] }), holds({ name: ['2'] })]).toEqual([true, false, true]);
    expect(holds({ photo: [{ exists: true }] })).toBe(false);
  });

  it('finds by a wildcard what a regular expression finds', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 5 });
    fc.assert(
      fc.property(
        text.filter((pattern) => pattern.split('*').length < 5),
        fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 7 }),
        (wildcard, value) => {
          expect(passes({ key: [{ wildcard }] }, { key: value })).toBe(
            new RegExp(`^${wildcard.replaceAll('*', '.*')}$`).test(value),
          );
        },
      ),
    );
  });
});

describe('a filter policy that SNS refuses', () => {
  const five = ['1', '2', '3', '4', '5'];
  it.each<[string, unknown]>([
    ['FilterPolicy: failed to parse JSON.', ['x']],
    ['FilterPolicy: Filter policy can not have more than 5 keys', { a: [1], b: [1], c: [1], d: [1], e: [1], f: [1] }],
    ['FilterPolicy: Filter policy is too complex', { a: five, b: five, c: ['1', '2', '3', '4', '5', '6', '7'] }],
    ['FilterPolicy: Filter policy is too complex', { a: { b: { c: [1, 2, 3, 4] } }, d: { e: [1, 2, 3, 4, 5, 6, 7] } }],
    ['FilterPolicy: Empty arrays are not allowed', { a: [] }],
    ['FilterPolicy: Only one key allowed in match expression', { a: [{ prefix: 'x', suffix: 'y' }] }],
    ['FilterPolicy: prefix match pattern must be a string', { a: [{ prefix: 1 }] }],
    ['FilterPolicy: Match value must be String, number, true, false, or null', { a: [['x']] }],
    ['FilterPolicy: Unsupported anything-but pattern: numeric', { a: [{ 'anything-but': { numeric: ['=', 1] } }] }],
    ['FilterPolicy: Value of equals must be numeric', { a: [{ numeric: ['=', 'x'] }] }],
    ['FilterPolicy: Unrecognized numeric range operator: !', { a: [{ numeric: ['!', 1] }] }],
    ['FilterPolicy: Bottom must be less than top', { a: [{ numeric: ['>', 3, '<', 2] }] }],
    ["FilterPolicy: Malformed CIDR, one '/' required", { a: [{ cidr: '10.0.0.0' }] }],
    ['FilterPolicy: Nonstandard IP address: 10.0.0', { a: [{ cidr: '10.0.0/8' }] }],
    ['too complex', { a: [{ wildcard: '*a*b*c*' }] }],
  ])('%s', (message, policy) => {
    expect(() => readFilterPolicy(JSON.stringify(policy), 'MessageBody')).toThrow(message);
  });

  it('is told apart by the operation that brought it', () => {
    expect(() => readFilterPolicy('{"a":[]}', 'MessageBody', 'Attributes Reason: ')).toThrow(
      'Invalid parameter: Attributes Reason: FilterPolicy: Empty arrays are not allowed',
    );
    expect(() => readFilterPolicy(JSON.stringify({ a: ['x'.repeat(262_144)] }), 'MessageBody')).toThrow('too long');
  });
});
