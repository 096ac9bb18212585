import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAppSpec } from '../../src/appspec/parse.js';
import { readBuildOutput } from '../../src/build-output/read.js';
import { isBgDeployError } from '../../src/errors.js';
import { generate } from '../../src/generate/generate.js';
import { findPlaceholders } from '../../src/template/find-placeholders.js';
import { bridgeDefinition, type Definition, fargateDefinition } from '../taskdef/definitions.js';

/** How somebody's editor writes JSON. */
interface Layout {
  readonly indent: string;
  readonly lineEnd: string;
  readonly mark: boolean;
  readonly finalLineEnd: boolean;
  readonly trailingCommas: boolean;
  /** Stand behind every so many lines. */
  readonly comments: readonly string[];
}

const layout: fc.Arbitrary<Layout> = fc.record({
  indent: fc.constantFrom('\t', ' ', '  ', '    '),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  mark: fc.boolean(),
  finalLineEnd: fc.boolean(),
  trailingCommas: fc.boolean(),
  comments: fc.array(
    fc.constantFrom('', ' // a note', ' // "<NO_NAME>" 😀 ${x', ' /* { [ 日本語 */', "\t// it's {{ }}"),
    { maxLength: 4 },
  ),
});

function laidOut(
  definition: unknown,
  { indent, lineEnd, mark, finalLineEnd, trailingCommas, comments }: Layout,
): string {
  const lines = JSON.stringify(definition, null, indent).split('\n');
  const written = lines.map((line, index) => {
    const closes = /^\s*[}\]]/.test(lines[index + 1] ?? '') && !/[{[]$/.test(line);
    const comment = comments.length > 0 ? (comments[index % comments.length] ?? '') : '';
    return `${line}${trailingCommas && closes ? ',' : ''}${comment}`;
  });
  return `${mark ? '\uFEFF' : ''}${written.join(lineEnd)}${finalLineEnd ? lineEnd : ''}`;
}

/** A definition whose first container is served, and that holds nothing that looks like a placeholder by chance. */
const definition = fc
  .oneof(fargateDefinition, bridgeDefinition)
  .map((one): Definition => {
    const [first, ...others] = structuredClone(one).containerDefinitions;
    first.portMappings = [{ containerPort: 8000 }];
    first.dockerLabels = { ...first.dockerLabels, emoji: '👩‍🚀 "quoted" \\ tab\t' };
    return { ...one, containerDefinitions: [first, ...others] };
  })
  .filter((one) => {
    const found = findPlaceholders(JSON.stringify(one), 'json');
    return [found.placeholders, found.escapes, found.directives].every(({ length }) => length === 0);
  });

const appSpec = (name: string | undefined) => ({
  file: 'appspec.yml',
  text: `version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: <TASK_DEFINITION>
        LoadBalancerInfo: { ContainerName: "${name}", ContainerPort: 8000 }
`,
});

function generated(text: string, name: string | undefined, set: Readonly<Record<string, string>> = {}) {
  return generate({
    taskDefinition: { file: 'taskdef.json', text },
    appSpec: appSpec(name),
    buildOutput: readBuildOutput({}),
    set,
  });
}

describe('a task definition, however it is laid out', () => {
  it('says afterwards what it said before, and says it again when it is read again', () => {
    fc.assert(
      fc.property(definition, layout, (one, as) => {
        const name = one.containerDefinitions[0].name;
        const made = generated(laidOut(one, as), name);
        expect(made.taskDefinition).toEqual(JSON.parse(JSON.stringify(one)));
        expect(JSON.parse(made.taskDefinitionText)).toEqual(made.taskDefinition);
        const again = generated(made.taskDefinitionText, name);
        expect([again.taskDefinitionText, again.appSpecText]).toEqual([made.taskDefinitionText, made.appSpecText]);
        expect(parseAppSpec(made.appSpecText).appSpec).toEqual(made.appSpec);
      }),
      { numRuns: 60 },
    );
  });

  it('says the same with placeholders in the place of its texts, whatever they are filled with', () => {
    const token = fc.constantFrom<(name: string) => string>(
      (name) => `<${name}>`,
      (name) => `\${${name}}`,
      (name) => `{{ ${name} }}`,
      (name) => `@@${name}@@`,
      (name) => `%${name}%`,
      (name) => `{{ must_env \`${name}\` }}`,
    );
    fc.assert(
      fc.property(definition, layout, fc.array(token, { minLength: 1, maxLength: 5 }), (one, as, tokens) => {
        const set: Record<string, string> = {};
        const template = structuredClone(one);
        const replaced = (value: string | undefined) => {
          const name = `VALUE_${Object.keys(set).length}`;
          set[name] = value ?? '';
          return tokens[Object.keys(set).length % tokens.length]?.(name) ?? '';
        };
        for (const container of template.containerDefinitions) {
          for (const variable of container.environment ?? []) variable.value = replaced(variable.value);
          for (const tag of template.tags ?? [])
            if (tag.value && !/VALUE_/.test(tag.value)) tag.value = replaced(tag.value);
        }
        const made = generated(laidOut(template, as), one.containerDefinitions[0].name, set);
        expect(made.taskDefinition).toEqual(JSON.parse(JSON.stringify(one)));
      }),
      { numRuns: 60 },
    );
  });

  it('has its mistakes where they stand in the file, also behind values that are longer or shorter', () => {
    fc.assert(
      fc.property(
        definition,
        layout,
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.nat(),
        (one, as, value, at) => {
          const template = structuredClone(one);
          const container = template.containerDefinitions[at % template.containerDefinitions.length];
          if (!container) return;
          const { image: _image, environment: _environment, ...rest } = container;
          // What is filled stands before the mistake.
          const wrong = { environment: [{ name: 'FILLED', value: '<FILLED>' }], ...rest, image: 'No Image!' };
          template.containerDefinitions[at % template.containerDefinitions.length] = wrong;
          const text = laidOut(template, as);
          const before = text.slice(0, text.indexOf('"No Image!"'));
          const lines = before.split(/\r\n|\n/);
          const place = { file: 'taskdef.json', line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
          let found: unknown;
          try {
            generated(text, one.containerDefinitions[0].name, { FILLED: value });
          } catch (error) {
            if (!isBgDeployError(error)) throw error;
            found = { rule: error.rule, place: error.place };
          }
          expect(found).toEqual({ rule: 'container-image', place });
        },
      ),
      { numRuns: 60 },
    );
  });
});
