import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseAppSpec, readAppSpec } from '../../src/appspec/parse.js';
import { renderAppSpec } from '../../src/appspec/render.js';
import { appSpecTreatment } from '../../src/appspec/task-definition-member.js';
import { isBgDeployError } from '../../src/errors.js';
import { fillTemplate } from '../../src/template/fill.js';
import { readTemplate } from '../../src/template/template.js';

/** Other people's appspecs, which are read where they lie and never copied. */
const CORPUS = resolve(fileURLToPath(import.meta.url), '../../../../shared/corpus');
const manifest = resolve(CORPUS, 'MANIFEST.tsv');

interface Row {
  readonly file: string;
  readonly traits: string;
  readonly valid: string;
}

function rows(): Row[] {
  const [, ...lines] = readFileSync(manifest, 'utf8').trimEnd().split('\n');
  return lines
    .map((line) => line.split('\t'))
    .filter(([, , , kind]) => kind === 'appspec')
    .map(([repository = '', path = '', , , , traits = '', valid = '']) => ({
      file: `${repository.replace('/', '+')}/${path}`,
      traits,
      valid,
    }));
}

/** A value that might stand in the place of a placeholder. */
function plausible(name: string): string {
  if (/PORT/i.test(name)) return '8080';
  if (/REVIS/i.test(name)) return '7';
  if (/PUBLIC_IP/i.test(name)) return 'DISABLED';
  if (/ARN|TASK_?DEF/i.test(name)) return 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:1';
  if (/SUBNET/i.test(name)) return 'subnet-1';
  if (/(?:^|_)SG|SECURITY/i.test(name)) return 'sg-1';
  return 'web';
}

interface Outcome {
  readonly style: string;
  /** `read`, `read with notes`, or the rules that were broken. */
  readonly result: string;
  readonly rules: readonly string[];
  readonly sentence: string;
}

function outcomeOf({ file }: Row): Outcome {
  const template = readTemplate(file, readFileSync(resolve(CORPUS, file), 'utf8'), 'yaml');
  const style = [...new Set(template.placeholders.map((one) => one.style))].join(' ') || '-';
  if (template.directives.length > 0) {
    return { style, result: 'another language', rules: ['template-language'], sentence: '' };
  }
  const values = Object.fromEntries(template.placeholders.map(({ name }) => [name, plausible(name)]));
  const layers = { set: {}, images: {}, buildOutput: {}, environment: values, values: {} };
  const filled = fillTemplate(template, { values: layers, treatment: appSpecTreatment(template, layers) });
  try {
    const { appSpec, findings, notes } = readAppSpec(filled.rendered);
    if (appSpec) {
      expect(parseAppSpec(renderAppSpec(appSpec))).toEqual({ appSpec, notes: [] });
      return { style, result: notes.length > 0 ? 'read with notes' : 'read', rules: [], sentence: notes[0] ?? '' };
    }
    for (const { place, remedy } of findings) {
      expect(place).toMatchObject({ file, line: expect.any(Number), column: expect.any(Number) });
      expect(remedy).not.toBe('');
    }
    const rules = [...new Set(findings.map(({ rule }) => rule ?? ''))];
    return { style, result: rules.join(' '), rules, sentence: findings[0]?.message ?? '' };
  } catch (error) {
    if (!isBgDeployError(error) || error.code !== 'template-invalid') throw error;
    return { style, result: error.code, rules: [error.code], sentence: error.message };
  }
}

describe.skipIf(!existsSync(manifest))("other people's appspecs", () => {
  const all = existsSync(manifest) ? rows().map((row) => ({ ...row, ...outcomeOf(row) })) : [];

  it('are read, or refused with a reason: the table', () => {
    const width = Math.min(90, Math.max(...all.map(({ file }) => file.length)));
    const table = all.map(({ file, style, result, sentence }) =>
      `${file.slice(-width).padEnd(width)}  ${style.padEnd(14)}  ${result.padEnd(24)}  ${sentence.slice(0, 90)}`.trimEnd(),
    );
    console.info(table.join('\n'));
    expect(all.length).toBeGreaterThan(60);
    expect(all.filter(({ result }) => result.startsWith('read')).length).toBeGreaterThan(all.length / 2);
  });

  it('for other platforms are all recognised, and no other is', () => {
    const foreign = all.filter(({ rules }) => rules.includes('appspec-platform')).map(({ file }) => file);
    const known = all.filter(({ traits }) => /negative-|no-TaskDefinition/.test(traits)).map(({ file }) => file);
    expect(foreign.filter((file) => !known.includes(file))).toEqual([]);
    expect(all.filter(({ file, traits }) => traits.includes('negative-') && !foreign.includes(file))).toEqual([]);
  });

  it('that are valid by the written rules are all read', () => {
    const refused = all.filter(({ valid, result }) => valid !== 'no' && !result.startsWith('read'));
    expect(refused.map(({ file, result }) => `${file}: ${result}`)).toEqual([
      // "arn::ecs:<region>:<account id>:task-definition/application-stack:*": no partition, and `*` is no revision.
      'Andrew-Chen-Wang+cookiecutter-django-ecs-github/appspec.yaml: appspec-task-definition',
      // "AssignPublicIp": "ENABLED-or-DISABLED".
      'aws-samples+aws-codedeploy-appspec-assistant/ecs-default-appspec-template-advanced.json: appspec-network',
      'aws-samples+aws-codedeploy-appspec-assistant/ecs-default-appspec-template-uncommented.yml: appspec-network',
      // %{ if } of Terraform.
      'toluna-terraform+terraform-aws-ecs-gitflow/templates/appspec.json.tpl: another language',
    ]);
  });
});
