import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAppSpec } from '../../src/appspec/parse.js';
import { isBgDeployError } from '../../src/errors.js';
import { stopwatch } from '../support/stopwatch.js';

const GOOD = `version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: <TASK_DEFINITION>
        LoadBalancerInfo: { ContainerName: "web", ContainerPort: 8080 }
        CapacityProviderStrategy: [{ CapacityProvider: FARGATE, Weight: 1 }]
Hooks:
  - BeforeInstall: &a gate
  - AfterInstall: *a
`;

/** Whatever it is, it is read or refused in our words, and soon. */
function outcome(text: string): 'read' | 'refused' {
  const taken = stopwatch();
  try {
    parseAppSpec(text);
    return 'read';
  } catch (error) {
    if (!isBgDeployError(error) || error.exitCode !== 2 || error.remedy === '') throw error;
    return 'refused';
  } finally {
    expect(taken()).toBeLessThan(1000);
  }
}

describe('a hostile appspec', () => {
  it('is read or refused, however it was mutilated', () => {
    const junk = fc.constantFrom(
      ...[
        '*a',
        '&a ',
        '{',
        '}',
        '[',
        ']',
        ': ',
        '\n',
        '  ',
        '- ',
        '"',
        "'",
        '|',
        '<<: *a',
        '!!binary ',
        '\t',
        '\0',
        '?',
      ],
    );
    const cut = fc.record({ at: fc.nat(GOOD.length), length: fc.nat(40), insert: fc.array(junk, { maxLength: 3 }) });
    fc.assert(
      fc.property(fc.array(cut, { minLength: 1, maxLength: 4 }), (cuts) => {
        const text = cuts.reduce(
          (before, { at, length, insert }) => before.slice(0, at) + insert.join('') + before.slice(at + length),
          GOOD,
        );
        expect(['read', 'refused']).toContain(outcome(text));
      }),
      { numRuns: 800 },
    );
  });

  it.each([
    ['brackets without end', '['.repeat(60_000)],
    ['mappings without end', '{a: '.repeat(15_000)],
    ['lists in lists', '- '.repeat(30_000)],
    ['a bomb of aliases', bomb()],
    ['one alias a thousand times', `a: &a x\nHooks: [${'*a, '.repeat(15_000)}]`],
    ['one key a thousand times', 'a: 1\n'.repeat(12_000)],
    ['a thousand keys', Array.from({ length: 6000 }, (_, i) => `k${i}: 1\n`).join('')],
    ['a name without end', `${'k'.repeat(60_000)}: 1`],
    ['more than anybody writes', `# ${'x'.repeat(1024 * 1024)}\n${GOOD}`],
    ['an alias of itself', 'version: &a [*a]\nResources: *a\n'],
  ])('is refused soon: %s', (_what, text) => {
    expect(outcome(text)).toBe('refused');
  });

  it('does not fill the screen', () => {
    const keys = Array.from({ length: 5000 }, (_, i) => `k${i}: 1\n`).join('');
    try {
      parseAppSpec(keys);
    } catch (error) {
      if (!isBgDeployError(error)) throw error;
      expect(error.others.length).toBeLessThan(60);
    }
    expect.assertions(1);
  });
});

function bomb(): string {
  const lines = ['a0: &a0 [x, x]'];
  for (let level = 1; level < 30; level++) {
    const alias = `*a${level - 1}`;
    lines.push(`a${level}: &a${level} [${Array.from({ length: 9 }, () => alias).join(', ')}]`);
  }
  return `${lines.join('\n')}\nResources: *a29\n`;
}
