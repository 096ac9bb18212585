import { dirname } from 'node:path';
import { type Finding, isBgDeployError } from '../../src/errors.js';
import type { Artifacts } from '../../src/generate/artifacts.js';
import { taskDefinitionSyntax } from '../../src/taskdef/template-syntax.js';
import { reportStyles } from '../../src/template/style-report.js';
import { readTemplate } from '../../src/template/template.js';
import { filesOf, textOf } from './collection.js';
import {
  type FileSet,
  generateSet,
  IMAGE,
  ownAppSpec,
  plainDefinition,
  plainlyFilled,
  plainValues,
} from './plain-filling.js';

/** What became of one file set of the collection. */
export interface Judgement {
  readonly file: string;
  /** The team's own; absent where the test made one. */
  readonly appSpec?: string;
  /** What the collectors say of the task definition's shape. */
  readonly shape: string;
  readonly styles: readonly string[];
  readonly result: Generated | Refused;
  /** The task definition filled as `sed` would, read by a parser that forgives. */
  readonly plain: unknown;
}

export interface Generated {
  readonly artifacts: Artifacts;
}

export interface Refused {
  readonly code: string;
  readonly exitCode: number;
  readonly findings: readonly Finding[];
}

/** Judges every file set of the collection: each task definition with each appspec beside it, or with one made for it. */
export function judgeAll(): Judgement[] {
  const appSpecs = filesOf('appspec').map(({ file }) => file);
  return filesOf('taskdef').flatMap(({ file, shape }): Judgement[] => {
    const own = appSpecs.filter((appSpec) => dirname(appSpec) === dirname(file));
    return own.length > 0 ? own.map((appSpec) => judge(file, shape, appSpec)) : [judge(file, shape)];
  });
}

function judge(file: string, shape: string, appSpec?: string): Judgement {
  const taskDefinition = { file, text: textOf(file) };
  const given = appSpec === undefined ? undefined : { file: appSpec, text: textOf(appSpec) };
  const { values, images, served } = plainValues({ taskDefinition, ...(given ? { appSpec: given } : {}) });
  const made = given ?? (served && { file: 'appspec.yml', text: ownAppSpec(served) });
  const templates = { taskDefinition, ...(made ? { appSpec: made } : {}) };
  const template = readTemplate(file, taskDefinition.text, taskDefinitionSyntax(file, taskDefinition.text));
  return {
    file,
    ...(appSpec ? { appSpec } : {}),
    shape,
    styles: reportStyles(template).styles.map(({ style }) => style),
    result: firstThatFits([
      // As a pipeline gives it: one image, for whom it fits; then for the container that is served; then by name.
      { ...templates, images: [IMAGE] },
      { ...templates, images: served ? [`${served.name}=${IMAGE}`] : [] },
      { ...templates, images: [], set: Object.fromEntries(images.map((name) => [name, IMAGE])) },
    ]),
    plain: plainDefinition(plainlyFilled(taskDefinition, values)),
  };
}

/** An image that fits no container, or several, is the test's mistake and not the file's. */
function firstThatFits(sets: readonly FileSet[]): Generated | Refused {
  let result: Generated | Refused | undefined;
  for (const set of sets) {
    result = resultOf(set);
    if (!('code' in result) || !result.code.startsWith('image-')) return result;
  }
  if (!result) throw new Error('there is nothing to try');
  return result;
}

function resultOf(set: FileSet): Generated | Refused {
  try {
    return { artifacts: generateSet(set) };
  } catch (error) {
    if (!isBgDeployError(error)) throw new Error(`${set.taskDefinition.file}: ${String(error)}`, { cause: error });
    const { code, exitCode, message, remedy, place, rule, others } = error;
    return {
      code,
      exitCode,
      findings: [{ message, remedy, ...(place ? { place } : {}), ...(rule ? { rule } : {}) }, ...others],
    };
  }
}

/** One line for people: file, styles, result. */
export function rowText({ file, appSpec, styles, result }: Judgement): string {
  const set = appSpec ? `${file} + ${appSpec.slice(dirname(file).length + 1)}` : file;
  const shown = styles.length > 0 ? styles.join(',') : '-';
  if (!('code' in result)) {
    const { warnings } = result.artifacts;
    const doubts = [...new Set(warnings.map(({ rule }) => rule))].join(', ');
    return `${set}\t${shown}\tgenerated${doubts ? `, with warnings: ${doubts}` : ''}`;
  }
  const [first, ...others] = result.findings;
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return `${set}\t${shown}\trefused: ${first?.rule ?? result.code}: ${first?.place?.line ?? '-'}: ${first?.message}${more}`;
}
