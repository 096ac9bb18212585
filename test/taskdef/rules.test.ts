import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TASK_DEFINITION_RULES } from '../../src/taskdef/rules/catalogue.js';
import { bridgeDefinition, brokenRules, fargateDefinition, parse } from './definitions.js';
import { MUTATIONS } from './mutations.js';

/** Rules on the text, of which a value cannot tell. */
const ON_TEXT = ['document-kind', 'document-depth', 'member-twice'];

describe('definitions that ECS would take', () => {
  it('break no rule on Fargate, and come out as they went in', () => {
    fc.assert(
      fc.property(fargateDefinition, (definition) => {
        expect(brokenRules(definition)).toEqual([]);
        expect(parse(definition).taskDefinition).toEqual(JSON.parse(JSON.stringify(definition)));
      }),
      { numRuns: 60 },
    );
  });

  it('break no rule with the bridge', () => {
    fc.assert(
      fc.property(bridgeDefinition, (definition) => {
        expect(brokenRules(definition)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('one thing made wrong', () => {
  it.each(MUTATIONS)('$rule: $what', ({ base, rule, apply }) => {
    fc.assert(
      fc.property(base === 'fargate' ? fargateDefinition : bridgeDefinition, (definition) => {
        apply(definition);
        expect(new Set(brokenRules(definition))).toEqual(new Set([rule]));
        const { findings, warnings } = parse(definition);
        const level = TASK_DEFINITION_RULES[rule].level;
        for (const { place, remedy } of level === 'error' ? findings : warnings) {
          expect(place?.line).toBeGreaterThan(0);
          expect(remedy).toMatch(/\S/);
        }
        expect(level === 'error' ? warnings : findings).toEqual([]);
      }),
      { numRuns: 4 },
    );
  });

  it('is known for every rule', () => {
    const shown = new Set([...MUTATIONS.map(({ rule }) => rule), ...ON_TEXT]);
    expect(Object.keys(TASK_DEFINITION_RULES).filter((rule) => !shown.has(rule))).toEqual([]);
  });
});

describe('a finding of a rule', () => {
  const definition = `{
  "family": "web",
  "requiresCompatibilities": ["FARGATE"],
  "networkMode": "awsvpc",
  "cpu": "256",
  "memory": "4096",
  "containerDefinitions": [
    {
      "name": "web",
      "image": "nginx",
      "hostname": "web",
      "portMappings": [{ "containerPort": 80, "hostPort": 8080 }]
    },
    { "name": "web", "image": "nginx", "essential": false, "privileged": true }
  ]
}`;

  it('says where, what and what to do; all of them are told at once', () => {
    const { findings } = parse(definition);
    expect(findings.map(({ rule, message, place }) => `${place?.line}:${place?.column} ${rule}: ${message}`)).toEqual([
      '6:13 fargate-size: Fargate has no tasks with cpu "256" and memory "4096"',
      '14:74 fargate-unsupported: Fargate has no privileged containers, and container "web" asks for it',
      '14:15 container-name-twice: two containers are named "web"',
      '12:59 host-port-mismatch: with networkMode awsvpc, hostPort must be the same as containerPort',
      '11:19 awsvpc-unsupported: container "web" has hostname, which networkMode awsvpc does not support',
    ]);
    expect(findings[0]?.remedy).toBe('With this cpu, memory may be 512, 1024 or 2048 (MiB).');
  });

  it('does not follow from a value of the wrong type', () => {
    const rules = brokenRules({
      family: 'web',
      requiresCompatibilities: ['FARGATE'],
      networkMode: ['awsvpc'],
      cpu: {},
      memory: '512',
      volumes: 'data',
      containerDefinitions: [
        { name: {}, image: 'nginx', mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }] },
        { name: 'a', image: 'nginx', dependsOn: [{ containerName: 'b', condition: 'START' }] },
      ],
    });
    expect(new Set(rules)).toEqual(new Set(['value-type']));
  });
});

it('a circle of many containers is found once, and a long chain is none', () => {
  const chain = (length: number, closed: boolean) => ({
    family: 'web',
    containerDefinitions: Array.from({ length }, (_, index) => ({
      name: `c${index}`,
      image: 'nginx',
      memory: 8,
      ...(index + 1 < length || closed
        ? { dependsOn: [{ containerName: `c${(index + 1) % length}`, condition: 'START' }] }
        : {}),
    })),
  });
  expect(brokenRules(chain(4, true))).toEqual(['depends-on-cycle']);
  expect(parse(chain(3, true)).findings[0]?.message).toBe(
    'containers depend on each other in a circle: "c0" → "c1" → "c2" → "c0"',
  );
  expect(new Set(brokenRules(chain(1000, false)))).toEqual(new Set(['container-count', 'definition-size']));
});
