import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRange, isWithinRange } from '../../src/config/version-range.js';

describe('a range of versions', () => {
  it.each([
    ['>=0.2', '0.2.0', true],
    ['>=0.2', '0.1.9', false],
    ['>= 0.2', '1.0.0', true],
    ['>0.2', '0.2.9', false],
    ['>0.2', '0.3.0', true],
    ['>0.2.1', '0.2.2', true],
    ['<2', '1.9.9', true],
    ['<2', '2.0.0', false],
    ['<=1.2', '1.2.9', true],
    ['<=1.2.3', '1.2.4', false],
    ['1.2', '1.2.7', true],
    ['=1.2.3', '1.2.4', false],
    ['v1.2.3', '1.2.3', true],
    ['1.x', '1.9.0', true],
    ['1.2.*', '1.3.0', false],
    ['^1.4', '1.9.0', true],
    ['^1.4', '2.0.0', false],
    ['^0.2.3', '0.2.9', true],
    ['^0.2.3', '0.3.0', false],
    ['^0.0.3', '0.0.4', false],
    ['^0', '0.9.0', true],
    ['~1.4.2', '1.4.9', true],
    ['~1.4.2', '1.5.0', false],
    ['~1', '1.9.0', true],
    ['>=1.2 <2', '1.5.0', true],
    ['>=1.2, <2', '2.0.0', false],
    ['<1 || >=2', '2.1.0', true],
    ['<1 || >=2', '1.1.0', false],
    ['>=1.0.0', '1.0.0-rc.1', false],
    ['>=0.9', '1.0.0-rc.1', true],
  ])('%s and version %s: %s', (range, version, within) => {
    expect(isWithinRange(version, range)).toBe(within);
  });

  it.each([
    '',
    'latest',
    '>=',
    '>=a',
    '1.2.3.4',
    '>=1 nonsense',
    '|| 1',
    '1 ||',
    'x'.repeat(300),
  ])('is not %j', (text) => {
    expect(isRange(text)).toBe(false);
    expect(isWithinRange('1.0.0', text)).toBeUndefined();
  });

  it('holds each version, and divides all versions into those before and those after it', () => {
    const part = fc.nat({ max: 5 });
    const version = fc.tuple(part, part, part).map((parts) => parts.join('.'));
    fc.assert(
      fc.property(version, version, (one, other) => {
        expect(isWithinRange(one, one)).toBe(true);
        expect(isWithinRange(one, `>=${other}`)).toBe(!isWithinRange(one, `<${other}`));
        expect(isWithinRange(one, `>${other}`)).toBe(!isWithinRange(one, `<=${other}`));
        expect(isWithinRange(one, `>=${other} <=${other}`)).toBe(one === other);
      }),
    );
  });
});
