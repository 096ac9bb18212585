import { describe, expect, it } from 'vitest';
import { readBuildOutput } from '../../src/build-output/read.js';
import { generate } from '../../src/generate/generate.js';

const CONTAINER = '{"name":"web","image":"<IMAGE1_NAME>","memory":64,"portMappings":[{"containerPort":80}]}';

const CASES: readonly (readonly [what: string, file: string, text: string, rule: string, says: RegExp])[] = [
  [
    'names in capitals',
    'taskdef.json',
    `{"Family":"web","ContainerDefinitions":[${CONTAINER}]}`,
    'member-misspelt',
    /"Family"/,
  ],
  [
    'names with underscores',
    'taskdef.json',
    `{"family":"web","container_definitions":[${CONTAINER}]}`,
    'member-misspelt',
    /"container_definitions"/,
  ],
  [
    'containers as a text',
    'taskdef.json',
    `{"family":"web","containerDefinitions":${JSON.stringify(`[${CONTAINER}]`)}}`,
    'value-type',
    /must be a list/,
  ],
  [
    'a resource of CloudFormation',
    'taskdef.json',
    '{"Type":"AWS::ECS::TaskDefinition","Properties":{}}',
    'document-kind',
    /CloudFormation/,
  ],
  ['a Compose file', 'taskdef.yml', 'services:\n  web:\n    image: web:1\n', 'document-kind', /Compose/],
  ['a manifest of Kubernetes', 'taskdef.yml', 'apiVersion: apps/v1\nkind: Deployment\n', 'document-kind', /Kubernetes/],
  ['a service', 'taskdef.json', '{"serviceName":"web","desiredCount":1}', 'member-misplaced', /"serviceName"/],
  ['a list of containers', 'taskdef.json', `[${CONTAINER}]`, 'document-kind', /list of containers/],
  [
    'a conflict that git left',
    'taskdef.json',
    '{"family":"web",\n<<<<<<< HEAD\n"cpu":"256"}',
    'template-syntax',
    /conflict/,
  ],
];

describe('what is given as a task definition and is none', () => {
  it.each(
    CASES,
  )('is refused for what it is, before its images and placeholders: %s', (_what, file, text, rule, says) => {
    const input = {
      taskDefinition: { file, text },
      buildOutput: readBuildOutput({ images: ['web=registry.example/web:1'] }),
    };
    expect(() => generate(input)).toThrow(
      expect.objectContaining({ rule, message: expect.stringMatching(says), place: expect.objectContaining({ file }) }),
    );
  });
});
