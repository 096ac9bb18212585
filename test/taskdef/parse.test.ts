import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBgDeployError } from '../../src/errors.js';
import { renderTaskDefinition } from '../../src/taskdef/render.js';
import { parse } from './definitions.js';

const minimal = { family: 'web', containerDefinitions: [{ name: 'web', image: 'web:1', memory: 128 }] };
const withContainer = (container: object, task: object = {}) =>
  parse(
    JSON.stringify({
      ...minimal,
      ...task,
      containerDefinitions: [{ ...minimal.containerDefinitions[0], ...container }],
    }),
  );
const found = ({ findings }: ReturnType<typeof parse>) =>
  findings.map(({ message, place }) => `${place?.line}:${place?.column} ${message}`);

describe('what describe-task-definition prints', () => {
  const text = readFileSync(new URL('../fixtures/templates/described/taskdef.json', import.meta.url), 'utf8');

  it('is unwrapped, and read-only members and nulls are dropped with a note', () => {
    const { taskDefinition, findings, notes } = parse(text);
    expect(findings).toEqual([]);
    expect(Object.keys(taskDefinition)).toEqual([
      'containerDefinitions',
      'family',
      'networkMode',
      'cpu',
      'memory',
      'tags',
    ]);
    expect(taskDefinition.tags).toEqual([{ key: 'team', value: 'shop' }]);
    expect(notes.join('\n')).toMatch(/only describe-task-definition has them: taskDefinitionArn, revision, status/);
    expect(notes.join('\n')).toMatch(/null: .*taskRoleArn/);
  });
});

describe('values of another type', () => {
  it('are converted where there is only one way to read them, with a note', () => {
    const { taskDefinition, notes, findings } = withContainer(
      {
        memory: '128',
        essential: 'true',
        portMappings: [{ containerPort: ' 80 ' }],
        environment: [{ name: 'A', value: 1 }],
      },
      { cpu: 256, memory: 512 },
    );
    expect(findings).toEqual([]);
    expect(taskDefinition).toMatchObject({
      cpu: '256',
      memory: '512',
      containerDefinitions: [
        {
          memory: 128,
          essential: true,
          portMappings: [{ containerPort: 80 }],
          environment: [{ name: 'A', value: '1' }],
        },
      ],
    });
    expect(notes).toHaveLength(6);
  });

  it('keep the digits that were written when a number becomes text', () => {
    const text =
      '{"family": "web", "containerDefinitions": [{"name": "w", "image": "w", "memory": 4, "environment": [{"name": "V", "value": 1.10}]}]}';
    expect(parse(text).taskDefinition.containerDefinitions?.[0]?.environment).toEqual([{ name: 'V', value: '1.10' }]);
  });

  it.each([
    [{ memory: 'lots' }, /memory must be a whole number, and is text: "lots"/],
    [{ memory: 1.5 }, /whole number/],
    [{ essential: 1 }, /true or false/],
    [{ portMappings: {} }, /portMappings must be a list, and is an object/],
    [{ portMappings: ['80'] }, /portMappings\[0\] must be an object/],
    [{ environment: { A: '1' } }, /environment must be a list/],
    [{ name: ['web'] }, /name must be text, and is a list/],
    [{ dockerLabels: ['a'] }, /dockerLabels must be an object/],
  ])('%j is a finding', (container, message) => {
    const { findings } = withContainer(container);
    expect(findings.map((one) => one.message)).toEqual([expect.stringMatching(message)]);
  });

  it('show how a list of names and values is written', () => {
    expect(withContainer({ environment: { A: '1' } }).findings[0]?.remedy).toContain('[{ "name": "…", "value": "…" }]');
  });
});

describe('members', () => {
  it('that do not exist are findings, with the one that was probably meant', () => {
    const { findings } = withContainer({ portMapings: [], enviroment: [] });
    expect(findings.map(({ message, remedy }) => [message, remedy])).toEqual([
      ['containerDefinitions[0] has no member "portMapings"', 'Did you mean "portMappings"?'],
      ['containerDefinitions[0] has no member "enviroment"', 'Did you mean "environment"?'],
    ]);
  });

  it('that this version does not know are kept with a warning, wherever they stand', () => {
    const { taskDefinition, findings, warnings } = withContainer(
      { portMappings: [{ containerPort: 80, tomorrow: [1.5, { deep: null, kept: true }] }] },
      { nextYear: 'x' },
    );
    expect(findings).toEqual([]);
    expect(warnings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
      'member-unknown: containerDefinitions[0].portMappings[0] has no member "tomorrow" that this version knows, and it is sent as it stands',
      'member-unknown: a task definition has no member "nextYear" that this version knows, and it is sent as it stands',
    ]);
    expect(JSON.parse(renderTaskDefinition(taskDefinition))).toMatchObject({
      nextYear: 'x',
      containerDefinitions: [{ portMappings: [{ containerPort: 80, tomorrow: [1.5, { kept: true }] }] }],
    });
    expect(renderTaskDefinition(taskDefinition)).not.toContain('deep');
  });

  it('that are remarks for people and editors are left out with a note', () => {
    const { taskDefinition, notes, warnings } = withContainer({ _comment: 'x' }, { $schema: 'https://…', '//': 'x' });
    expect(renderTaskDefinition(taskDefinition)).not.toMatch(/_comment|schema|\/\//);
    expect(notes).toEqual([
      'taskdef.json: dropped, since they are remarks: containerDefinitions[0]._comment, $schema, //',
    ]);
    expect(warnings).toEqual([]);
  });

  it('nested without end are a finding', () => {
    const { findings } = parse(
      `{"family": "w", "x": ${'['.repeat(500)}${']'.repeat(500)}, "containerDefinitions": [{"name": "w", "image": "w", "memory": 4}]}`,
    );
    expect(findings.map(({ rule }) => rule)).toEqual(['document-depth']);
  });

  it('that are required and missing, or null, are findings', () => {
    expect(
      found(
        parse(
          '{"containerDefinitions": [{"name": "w", "image": "w", "memory": 4, "ulimits": [{"name": "nofile"}]}], "family": null}',
        ),
      ),
    ).toEqual([
      expect.stringContaining('ulimits[0].softLimit is missing'),
      expect.stringContaining('ulimits[0].hardLimit is missing'),
      expect.stringContaining('family is missing'),
    ]);
  });

  it('given twice are findings', () => {
    expect(
      found(
        parse('{"family": "a",\n"family": "b", "containerDefinitions": [{"name": "w", "image": "w", "memory": 4}]}'),
      ),
    ).toEqual(['1:2 family is given twice']);
  });

  it('keep the order of the template in the text', () => {
    const { taskDefinition } = parse(
      '{"memory": "512", "family": "web", "containerDefinitions": [{"image": "w", "name": "w"}]}',
    );
    expect(renderTaskDefinition(taskDefinition)).toBe(
      '{\n  "memory": "512",\n  "family": "web",\n  "containerDefinitions": [\n    {\n      "image": "w",\n      "name": "w"\n    }\n  ]\n}\n',
    );
  });
});

describe('comments and commas too many', () => {
  it('are tolerated with a note, and places stay right', () => {
    const { taskDefinition, notes, findings } = parse(
      '// the web\n{"family": "web", /* one */ "containerDefinitions": [{"name": "w", "image": "w", "memory": 4,},],\n"cpu": "x",}',
    );
    expect(taskDefinition.containerDefinitions).toEqual([{ name: 'w', image: 'w', memory: 4 }]);
    expect(notes).toEqual([
      'taskdef.json: left out, since JSON has none of it: comments, commas behind the last member or item',
    ]);
    expect(findings.map(({ rule, place }) => `${place?.line}:${place?.column} ${rule}`)).toEqual([
      '3:8 task-size-text',
    ]);
  });

  it('are looked for outside of text only', () => {
    expect(parse({ ...minimal, family: 'a//b,}' }).notes).toEqual([]);
  });
});

describe('what ECS refuses although the schema allows it', () => {
  it.each([
    ['no containers', { containerDefinitions: [] }, /is empty/],
    ['a family with a slash', { family: 'a/b' }, /family must be/],
    [
      'nothing essential',
      { containerDefinitions: [{ name: 'w', image: 'w', memory: 4, essential: false }] },
      /no container is essential/,
    ],
    [
      'a name twice',
      {
        containerDefinitions: [
          { name: 'w', image: 'w', memory: 4 },
          { name: 'w', image: 'w', memory: 4 },
        ],
      },
      /two containers are named "w"/,
    ],
    ['no name', { containerDefinitions: [{ image: 'w', memory: 4 }] }, /has no name/],
    ['no image', { containerDefinitions: [{ name: 'w', memory: 4 }] }, /has no image/],
    [
      'an image that is a word in capitals',
      { containerDefinitions: [{ name: 'w', image: 'IMAGE', memory: 4 }] },
      /not an image reference/,
    ],
    ['no memory', { containerDefinitions: [{ name: 'w', image: 'w' }] }, /neither memory/],
    [
      'a port too high',
      { containerDefinitions: [{ name: 'w', image: 'w', memory: 4, portMappings: [{ containerPort: 70000 }] }] },
      /containerPort must be between 1 and 65535/,
    ],
    [
      'another host port with awsvpc',
      {
        networkMode: 'awsvpc',
        containerDefinitions: [
          { name: 'w', image: 'w', memory: 4, portMappings: [{ containerPort: 80, hostPort: 81 }] },
        ],
      },
      /hostPort must be the same/,
    ],
    ['Fargate without awsvpc', { requiresCompatibilities: ['FARGATE'], cpu: '256', memory: '512' }, /awsvpc/],
    ['Fargate without cpu', { requiresCompatibilities: ['FARGATE'], networkMode: 'awsvpc', memory: '512' }, /need cpu/],
  ])('%s', (_what, change, message) => {
    const { findings } = parse(JSON.stringify({ ...minimal, ...change }));
    expect(findings.map((one) => one.message)).toEqual([expect.stringMatching(message)]);
  });
});

describe('text that is no task definition', () => {
  const refusal = (text: string) => {
    try {
      parse(text);
    } catch (error) {
      if (isBgDeployError(error)) return `${error.code} ${error.place?.line}:${error.place?.column} ${error.message}`;
      throw error;
    }
    return undefined;
  };

  it.each([
    ['{"a": 1,,\n}', 'template-invalid 1:8 there is a comma too much'],
    ['{"a": [1,\n ,2]}', 'template-invalid 1:9 there is a comma too much'],
    ['{"a": 1\n "b": 2}', 'template-invalid 2:2 a comma is missing before this'],
    ['{"a": maybe}', 'template-invalid 1:7 this is not a JSON value'],
    ['{"a": True}', "template-invalid 1:7 this is Python's True, and JSON writes true"],
    ['{"a":\n None}', "template-invalid 2:2 this is Python's None, and JSON writes null"],
    ["{'a': 1}", 'template-invalid 1:2 this text is in single quotes, and JSON has double quotes'],
    ['{"a": \'b\'}', 'template-invalid 1:7 this text is in single quotes, and JSON has double quotes'],
    ['{\u201Ca\u201D: 1}', 'template-invalid 1:2 this is a curly quotation mark, as word processors write it'],
    ['{"a": NaN}', 'template-invalid 1:7 JSON has no NaN'],
    ['{"a": -Infinity}', 'template-invalid 1:7 JSON has no Infinity'],
    ['{"a": undefined}', 'template-invalid 1:7 JSON has no undefined'],
    ['{"a":\u00A01}', 'template-invalid 1:6 there is an invisible character (copied from a web page, perhaps)'],
    ['{ # a\n}', 'template-invalid 1:3 there is a comment with #, and JSON has none'],
    ['{ /* a\n}', 'template-invalid 1:3 a comment is not closed'],
    ['{"a": 01}', 'template-invalid 1:8 a comma is missing before this'],
    ['', 'template-invalid 1:1 is empty'],
    ['{"a": 1', 'template-invalid 1:8 a closing bracket is missing'],
    ['['.repeat(100_000), 'template-invalid 1:1 is nested too deeply to be read'],
  ])('%#: is refused at its place', (text, expected) => {
    expect(refusal(text)).toBe(expected);
  });

  it.each([
    ['[{"family": "web"}]', 'this is a list with one task definition in it', 'Remove the [ ] around it.'],
    ['[{"family": "a"}, {"family": "b"}]', 'this is a list of 2 task definitions', 'a file of its own'],
    ['[{"name": "web", "imageUri": "web:1"}]', 'these are image definitions', '--build-output'],
    ['[]', 'this is an empty list', 'Begin it with'],
    ['"web"', 'a task definition is a JSON object, and this is none', 'Begin it with'],
    ['{"Type": "AWS::ECS::TaskDefinition", "Properties": {}}', 'a resource of CloudFormation', '"Properties"'],
    ['{"version": 0.0, "Resources": []}', 'this is an appspec', '--appspec'],
    ['{"name": "web", "image": "web"}', 'this is a container,', 'containerDefinitions'],
    ['{"taskDefinition": "web:1"}', 'a task definition is a JSON object, and this is none', 'Begin it with'],
    [`{"containerDefinitions": [${'0,'.repeat(1000)}0]}`, 'more than 1000 containers', 'ECS takes 10'],
    ['{"taskDefinitionArns": []}', 'list-task-definitions', 'describe-task-definition'],
  ])('%s is told for what it is', (text, message, remedy) => {
    expect(parse(text).findings).toEqual([
      expect.objectContaining({
        rule: 'document-kind',
        message: expect.stringContaining(message),
        remedy: expect.stringContaining(remedy),
      }),
    ]);
  });

  it('but a list of containers says what is missing around it', () => {
    expect(parse('[{"name": "web", "image": "web"}]').findings[0]).toMatchObject({
      message: expect.stringContaining('a list of containers'),
      remedy: expect.stringContaining('containerDefinitions'),
    });
  });
});

it('any JSON gives findings or a task definition, never a fault', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), fc.json(), (definition, container) => {
      for (const text of [definition, `{"family": "w", "containerDefinitions": [${container}]}`]) {
        expect(parse(text).findings.length + 1).toBeGreaterThan(0);
      }
    }),
  );
});
