import { agreeWithTaskDefinition } from '../appspec/agree-with-task-definition.js';
import { readAppSpec } from '../appspec/parse.js';
import { renderAppSpec } from '../appspec/render.js';
import { appSpecTreatment } from '../appspec/task-definition-member.js';
import { assignImages } from '../build-output/assign-images.js';
import type { BuildOutput } from '../build-output/build-output.js';
import { throwFindings } from '../errors.js';
import { imageTargets, wholeImagePlaceholder } from '../taskdef/image-targets.js';
import { outlineOf } from '../taskdef/outline.js';
import { parseTaskDefinition } from '../taskdef/parse.js';
import { taskDefinitionTreatment } from '../taskdef/placeholder-treatment.js';
import { renderTaskDefinition } from '../taskdef/render.js';
import { fillTemplate } from '../template/fill.js';
import { readTemplate } from '../template/template.js';
import { unfilledFindings } from '../template/unfilled.js';
import type { ValueLayers } from '../template/values.js';
import type { Artifacts } from './artifacts.js';

/** A template's text. */
export interface TemplateSource {
  /** As messages are to name it. */
  readonly file: string;
  readonly text: string;
}

/** What artifacts are made from. */
export interface GenerateInput {
  readonly taskDefinition: TemplateSource;
  readonly appSpec: TemplateSource;
  readonly buildOutput: BuildOutput;
  /** Values of `--set`. */
  readonly set?: Readonly<Record<string, string>>;
  /** The process's environment; only the names of placeholders are looked up. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** `values:` of the configuration. */
  readonly values?: Readonly<Record<string, string>>;
}

/**
 * Makes the task definition and the appspec of a release out of a team's templates and a build's output, and proves
 * that AWS will take them. Pure: reads no file and calls nothing.
 *
 * @throws BgDeployError `template-invalid`, `placeholder-unfilled`, `image-missing`, `image-ambiguous`,
 * `taskdef-invalid` or `appspec-invalid`, each with everything that was found at its stage
 */
export function generate(input: GenerateInput): Artifacts {
  const { buildOutput, set = {}, env = {}, values = {} } = input;
  const taskDefinitionTemplate = readTemplate(input.taskDefinition.file, input.taskDefinition.text, 'json');
  const appSpecTemplate = readTemplate(input.appSpec.file, input.appSpec.text, 'yaml');
  const outline = outlineOf(taskDefinitionTemplate);
  throwFindings('template-invalid', outline.syntaxError ? [outline.syntaxError] : []);

  const layers: ValueLayers = { set, images: {}, buildOutput: buildOutput.values, environment: env, values };
  const assignment = assignImages(buildOutput, imageTargets(taskDefinitionTemplate, outline.containers, layers));
  const withImages: ValueLayers = { ...layers, images: assignment.byPlaceholder };

  const imageSpans = outline.containers.flatMap(({ index, image }) => (image ? [{ index, ...image }] : []));
  // An image placeholder without an image is told of by the assignment, in the words of images.
  const holes = new Set(
    imageSpans.flatMap(({ start, end }) => wholeImagePlaceholder(taskDefinitionTemplate, start, end) ?? []),
  );
  const treatment = taskDefinitionTreatment(outline);
  const taskDefinition = fillTemplate(taskDefinitionTemplate, {
    values: withImages,
    treatment: (placeholder) => (holes.has(placeholder) ? { kind: 'optional', why: '' } : treatment(placeholder)),
    replacements: imageSpans.flatMap(({ index, start, end }) => {
      const image = assignment.images.get(index);
      return image ? [{ start, end, text: JSON.stringify(image.reference.text) }] : [];
    }),
  });
  const appSpec = fillTemplate(appSpecTemplate, {
    values: withImages,
    treatment: appSpecTreatment(appSpecTemplate, withImages),
  });

  const unfilled = unfilledFindings([...taskDefinition.unfilled, ...appSpec.unfilled], withImages);
  throwFindings(unfilled.length > 0 ? 'placeholder-unfilled' : (assignment.problems[0]?.code ?? 'image-missing'), [
    ...unfilled,
    ...assignment.problems,
  ]);
  throwFindings('template-invalid', [...taskDefinition.findings, ...appSpec.findings]);

  const parsed = parseTaskDefinition(taskDefinition.rendered);
  const reading = readAppSpec(appSpec.rendered);
  const containers = (parsed.taskDefinition.containerDefinitions ?? []).map(({ name = '', portMappings = [] }) => ({
    name,
    ports: portMappings.flatMap(({ containerPort }) => containerPort ?? []),
  }));
  const disagreement =
    parsed.findings.length === 0
      ? agreeWithTaskDefinition(reading, { networkMode: parsed.taskDefinition.networkMode, containers })
      : [];
  throwFindings(parsed.findings.length > 0 ? 'taskdef-invalid' : 'appspec-invalid', [
    ...parsed.findings,
    ...reading.findings,
    ...disagreement,
  ]);
  if (!reading.appSpec) throw new Error('an appspec without findings was not read');

  return {
    taskDefinition: parsed.taskDefinition,
    appSpec: reading.appSpec,
    taskDefinitionText: renderTaskDefinition(parsed.taskDefinition),
    appSpecText: renderAppSpec(reading.appSpec),
    notes: [
      ...assignment.notes,
      ...taskDefinition.notes,
      ...parsed.notes,
      ...appSpec.notes,
      ...reading.notes,
      ...fixedTaskDefinition(reading.appSpec.taskDefinition, input.appSpec.file),
      ...unusedValues(set, new Set([...taskDefinition.names, ...appSpec.names])),
    ],
  };
}

function fixedTaskDefinition(taskDefinition: string, file: string): string[] {
  return taskDefinition.startsWith('arn:')
    ? [`${file}: names ${taskDefinition} itself; write <TASK_DEFINITION> to release the task definition made here`]
    : [];
}

function unusedValues(set: Readonly<Record<string, string>>, names: ReadonlySet<string>): string[] {
  return Object.keys(set)
    .filter((name) => !names.has(name))
    .map((name) => `--set ${name}: no placeholder has that name`);
}
