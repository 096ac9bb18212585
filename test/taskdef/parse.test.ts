import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBgDeployError } from '../../src/errors.js';
import { parseTaskDefinition } from '../../src/taskdef/parse.js';
import { renderTaskDefinition } from '../../src/taskdef/render.js';
import { renderEdits } from '../../src/template/rendered-text.js';

const parse = (text: string) => parseTaskDefinition(renderEdits('taskdef.json', text, []));
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
      /containerPort must be between/,
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
    ['{"a": 1,\n}', 'template-invalid 1:8 there is a comma behind the last member'],
    ['{"a": [1,\n 2,]}', 'template-invalid 2:3 there is a comma behind the last item'],
    ['{"a": 1\n "b": 2}', 'template-invalid 2:2 a comma is missing before this'],
    ['{"a": True}', 'template-invalid 1:7 this is not a JSON value'],
    ['{\n// c\n}', 'template-invalid 2:1 there is a comment, and JSON has none'],
    ['', 'template-invalid 1:1 is empty'],
    ['{"a": 1', 'template-invalid 1:8 a closing bracket is missing'],
    ['['.repeat(100_000), 'template-invalid 1:1 is nested too deeply to be read'],
  ])('%#: is refused at its place', (text, expected) => {
    expect(refusal(text)).toBe(expected);
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
