import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { APPSPEC_RULES } from '../../src/appspec/rules.js';
import { TASK_DEFINITION_RULES } from '../../src/taskdef/rules/catalogue.js';
import { absent, present } from '../corpus/collection.js';
import { type Judgement, judgeAll } from '../corpus/judgement.js';
import { hasBoto3, unless } from './witness/witness.js';

const PARAMETERS = fileURLToPath(new URL('./boto/parameters.py', import.meta.url));

/** What botocore's parameter validation says of inputs of `RegisterTaskDefinition`; '' where it would send it. */
function botocoreSays(inputs: readonly unknown[]): string[] {
  const { stdout, stderr, status } = spawnSync('python3', [PARAMETERS], {
    input: JSON.stringify(inputs),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(stderr);
  const said: string[] = JSON.parse(stdout);
  return said;
}

/** Rules that stand in a page of the documentation, by its own words. */
const DOCUMENTED = new Set<string>([
  ...[
    ...readFileSync(new URL('../../docs/taskdef-rules.md', import.meta.url), 'utf8').matchAll(/^\| `([\w-]+)` \|/gm),
  ].map(([, rule = '']) => rule),
  ...Object.keys(APPSPEC_RULES),
  // docs/templates.md: other languages are refused by their name, and what is made without an appspec.
  ...['template-language', 'template-syntax', 'appspec-missing'],
]);

describe.skipIf(!hasBoto3 || !present)(
  `AWS's own input model (botocore) of other people's task definitions${unless(hasBoto3, 'boto3')}${absent}`,
  () => {
    const judged = hasBoto3 && present ? judgeAll() : [];
    const generated = judged.flatMap(({ file, result }) => ('code' in result ? [] : [{ file, result }]));

    it('takes every one that is generated', () => {
      const said = botocoreSays(generated.map(({ result }) => result.artifacts.taskDefinition));
      expect(generated.flatMap(({ file }, index) => (said[index] ? [`${file}: ${said[index]}`] : []))).toEqual([]);
      expect(generated.length).toBeGreaterThan(50);
    });

    it('takes none after plain filling that is refused without a documented rule', () => {
      const said = botocoreSays(judged.map(({ plain }) => plain ?? null));
      const disagreeing = judged.filter(({ result }, index) => said[index] === '' && 'code' in result);
      console.info(['taken by botocore after plain filling, refused here:', ...disagreeing.map(reasonText)].join('\n'));
      const undocumented = disagreeing.flatMap(({ file, result }) =>
        'code' in result
          ? result.findings
              .filter(({ rule }) => !DOCUMENTED.has(rule ?? ''))
              .map(({ message }) => `${file}: ${message}`)
          : [],
      );
      expect(undocumented).toEqual([]);
      // The model knows types only; what the type alone decides must be refused by both.
      const byType = disagreeing.flatMap(({ file, result }) =>
        'code' in result ? result.findings.filter(({ rule }) => rule === 'value-type').map(() => file) : [],
      );
      expect(byType).toEqual([]);
    });
  },
);

const reasonText = ({ file, result }: Judgement): string =>
  `${file}\t${'code' in result ? [...new Set(result.findings.map(({ rule }) => rule))].join(', ') : ''}`;

it('documents every rule that refuses a task definition', () => {
  expect(Object.keys(TASK_DEFINITION_RULES).filter((rule) => !DOCUMENTED.has(rule))).toEqual([]);
});
