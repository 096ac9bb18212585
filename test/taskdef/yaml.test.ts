import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { isBgDeployError } from '../../src/errors.js';
import { stopwatch } from '../support/stopwatch.js';
import { bridgeDefinition, fargateDefinition, parse } from './definitions.js';

const yaml = (text: string) => parse(text, 'taskdef.yml');

const WEB = `family: web
containerDefinitions:
  - name: web
    image: nginx
    memory: 128
`;

function refusal(text: string): string | undefined {
  try {
    yaml(text);
  } catch (error) {
    if (isBgDeployError(error)) return `${error.code} ${error.place?.line}:${error.place?.column} ${error.message}`;
    throw error;
  }
  return undefined;
}

describe('a task definition in YAML', () => {
  it('says what the same one in JSON says', () => {
    fc.assert(
      fc.property(
        fc.oneof(fargateDefinition, bridgeDefinition),
        fc.record({
          indent: fc.constantFrom(2, 4),
          indentSeq: fc.boolean(),
          defaultStringType: fc.constantFrom('PLAIN' as const, 'QUOTE_DOUBLE' as const, 'QUOTE_SINGLE' as const),
          collectionStyle: fc.constantFrom('any' as const, 'flow' as const),
        }),
        (definition, style) => {
          const plain: unknown = JSON.parse(JSON.stringify(definition));
          const { taskDefinition, findings, warnings, notes } = yaml(stringify(plain, { ...style, lineWidth: 0 }));
          expect({ taskDefinition, findings, warnings, notes }).toEqual({
            taskDefinition: plain,
            findings: [],
            warnings: [],
            notes: [],
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('has its places', () => {
    const { findings } = yaml(
      `${WEB}    hostname: |\n      web\n    stopTimeout: soon\nnetworkMode: awsvpc # for all\n`,
    );
    expect(findings.map(({ rule, place }) => `${place?.line}:${place?.column} ${rule}`)).toEqual([
      '8:18 value-type',
      '6:15 awsvpc-unsupported',
    ]);
  });

  it('keeps as text what YAML 1.1 would take for something else', () => {
    const { taskDefinition, findings } = yaml(
      `${WEB}    environment:\n${['on', 'NO', '1.10', '0777', '2024-01-01', '12:30', '~x', '1_000']
        .map((value, index) => `      - { name: V${index}, value: ${value} }\n`)
        .join('')}`,
    );
    expect(findings).toEqual([]);
    expect(taskDefinition.containerDefinitions?.[0]?.environment?.map(({ value }) => value)).toEqual([
      'on',
      'NO',
      '1.10',
      '0777',
      '2024-01-01',
      '12:30',
      '~x',
      '1_000',
    ]);
  });

  it('may use anchors, aliases and merges', () => {
    const { taskDefinition, findings, warnings } = yaml(`family: web
containerDefinitions:
  - &base
    name: web
    image: nginx
    memory: 128
    environment: &environment
      - { name: A, value: "1" }
  - <<: *base
    name: sidecar
    memory: 64
  - { <<: [*base], name: third, environment: *environment }
`);
    expect({ findings, warnings }).toEqual({ findings: [], warnings: [] });
    const environment = [{ name: 'A', value: '1' }];
    expect(taskDefinition.containerDefinitions).toEqual([
      { name: 'web', image: 'nginx', memory: 128, environment },
      { name: 'sidecar', memory: 64, image: 'nginx', environment },
      { name: 'third', environment, image: 'nginx', memory: 128 },
    ]);
  });

  it('names a member that is given twice', () => {
    expect(yaml(`${WEB}family: other\n`).findings.map(({ rule, place }) => `${place?.line} ${rule}`)).toEqual([
      '1 member-twice',
    ]);
  });

  it.each([
    ['', 'template-invalid 1:1 is empty'],
    ['family: web\n\tcpu: 1', 'template-invalid 2:1 this is not YAML: '],
    [`${WEB}cpu: !Ref Cpu\n`, 'template-invalid 6:6 this is not YAML: Unresolved tag: !Ref'],
    [`${WEB}---\n${WEB}`, 'template-invalid 6:1 this is not YAML: '],
    [`${WEB}volumes: *none\n`, 'template-invalid 6:10 '],
    ['? [a, b]\n: 1\n', 'template-invalid 1:3 a name is expected here'],
    [`${WEB}<<: 1\n`, 'template-invalid 6:5 << takes a mapping'],
    [`x: ${'['.repeat(5000)}`, 'template-invalid '],
    [`x: ${'['.repeat(300)}${']'.repeat(300)}`, 'template-invalid 1:1'],
    ['x'.repeat(140_000), 'template-invalid 1:1 is longer than 128 KiB'],
  ])('%#: what is none is refused at its place', (text, expected) => {
    expect(refusal(text)).toContain(expected);
  });

  it('that would stand for billions of values is refused at once', () => {
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x]',
      ...'bcdefghi'
        .split('')
        .map((name, index) => `${name}: &${name} [${`*${'abcdefgh'[index]}, `.repeat(9).slice(0, -2)}]`),
    ].join('\n');
    const taken = stopwatch();
    expect(refusal(bomb)).toContain('stands for more than 50,000 values');
    expect(taken()).toBeLessThan(1000);
  });

  it('is read whatever it holds: findings or a refusal, never a fault', () => {
    const word = fc.constantFrom(
      ...[
        'family:',
        'containerDefinitions:',
        ' - ',
        'name: web',
        '\n',
        '\n  ',
        '{',
        '}',
        '[',
        ']',
        '*a',
        '&a ',
        '!x ',
        '"',
        "'",
      ],
      ...['|', '>', '#', '? ', ': ', '<<: ', '---', '...', '%', '\t', 'é', '💥', '~', 'null', '0x1F', '.nan'],
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        const said = refusal(words.join('')) ?? 'template-invalid';
        expect(said).toContain('template-invalid');
      }),
      { numRuns: 400 },
    );
  });
});
