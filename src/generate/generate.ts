import { agreeWithTaskDefinition } from '../appspec/agree-with-task-definition.js';
import type { RunningTasks } from '../appspec/from-service.js';
import { readAppSpec } from '../appspec/parse.js';
import { renderAppSpec } from '../appspec/render.js';
import { appSpecTreatment } from '../appspec/task-definition-member.js';
import { appSpecSyntax } from '../appspec/template-syntax.js';
import { assignImages } from '../build-output/assign-images.js';
import type { BuildOutput } from '../build-output/build-output.js';
import { type Finding, isBgDeployError, throwFindings } from '../errors.js';
import { imageParts } from '../taskdef/image-parts.js';
import { imageTargets, wholeImagePlaceholder } from '../taskdef/image-targets.js';
import { outlineOf } from '../taskdef/outline.js';
import { parseTaskDefinition } from '../taskdef/parse.js';
import { isContainersOwn, taskDefinitionTreatment } from '../taskdef/placeholder-treatment.js';
import { renderTaskDefinition } from '../taskdef/render.js';
import { taskDefinitionSyntax } from '../taskdef/template-syntax.js';
import type { Directive } from '../template/directive.js';
import { fillTemplate } from '../template/fill.js';
import { leftoversIn } from '../template/leftovers.js';
import type { LookupAnswers, LookupRequest } from '../template/lookup-request.js';
import { lookupsIn } from '../template/lookups-in.js';
import type { PlaceholderStyle } from '../template/placeholder.js';
import { rangeAround } from '../template/range-around.js';
import type { RenderedText } from '../template/rendered-text.js';
import type { Syntax } from '../template/syntax.js';
import { readTemplate, TEMPLATE_LIMIT, type Template } from '../template/template.js';
import { unfilledFindings } from '../template/unfilled.js';
import type { ValueLayers } from '../template/values.js';
import { madeAppSpec, withService } from './appspec-reading.js';
import type { Artifacts } from './artifacts.js';
import { type Explanation, explainTemplate } from './explanation.js';
import { tooLong, tooManyPlaceholders, YAML_TEMPLATE_LIMIT } from './template-size.js';
import type { TemplateSource } from './template-source.js';

/** What artifacts are made from. */
export interface GenerateInput {
  readonly taskDefinition: TemplateSource;
  /** Absent: made from `running`, otherwise from the task definition where only one container maps one port. */
  readonly appSpec?: TemplateSource;
  /** How the service runs: it gives what the appspec leaves out and a release would change. */
  readonly running?: RunningTasks;
  readonly buildOutput: BuildOutput;
  /** Values of `--set`. */
  readonly set?: Readonly<Record<string, string>>;
  /** The process's environment; only the names of placeholders are looked up. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** `values:` of the configuration. */
  readonly values?: Readonly<Record<string, string>>;
  /** The styles that placeholders have; every other mark is plain text then. Default: all styles. */
  readonly styles?: readonly PlaceholderStyle[];
  /** What {@link lookupsFor} asked for. */
  readonly lookups?: LookupAnswers;
}

/** The templates of a release, read, and the values that are known before images and lookups. */
interface Read {
  readonly taskDefinition: Template;
  readonly appSpec: Template | undefined;
  readonly layers: ValueLayers;
  readonly styles: ReadonlySet<PlaceholderStyle> | undefined;
}

function read({
  taskDefinition,
  appSpec,
  buildOutput,
  set = {},
  env = {},
  values = {},
  styles,
  lookups,
}: GenerateInput): Read {
  const words = new Set([...Object.keys(set), ...Object.keys(buildOutput.values), ...Object.keys(values)]);
  const inForce = styles && new Set(styles);
  const given = new Set([...Object.keys(set), ...Object.keys(values)]);
  const options = { words, given, ...(inForce ? { styles: inForce } : {}) };
  const syntax = taskDefinitionSyntax(taskDefinition.file, taskDefinition.text);
  throwFindings('template-invalid', [
    ...tooLong(taskDefinition, syntax === 'json' ? TEMPLATE_LIMIT : YAML_TEMPLATE_LIMIT),
    ...(appSpec ? tooLong(appSpec, YAML_TEMPLATE_LIMIT) : []),
  ]);
  const templates = {
    taskDefinition: readTemplate(taskDefinition.file, taskDefinition.text, syntax, options),
    appSpec: appSpec && readTemplate(appSpec.file, appSpec.text, appSpecSyntax(appSpec.text), options),
  };
  throwFindings('template-invalid', [templates.taskDefinition, templates.appSpec].flatMap(tooManyPlaceholders));
  return {
    ...templates,
    layers: {
      set,
      images: {},
      buildOutput: buildOutput.values,
      environment: env,
      values,
      ...(lookups ? { lookups } : {}),
    },
    styles: inForce,
  };
}

/**
 * What the templates of a release ask for elsewhere (Parameter Store, Terraform state …). Asks nothing itself: the
 * answers go into {@link GenerateInput.lookups}.
 *
 * @throws BgDeployError `template-invalid` for a template that is too long or has too many placeholders
 */
export function lookupsFor(input: GenerateInput): LookupRequest[] {
  const { taskDefinition, appSpec, layers } = read(input);
  const requests = lookupsIn(appSpec ? [taskDefinition, appSpec] : [taskDefinition], layers);
  if (requests.length === 0) return requests;
  // What is no task definition is refused whatever the answers are.
  const { syntaxError, otherKind } = outlineOf(taskDefinition);
  return syntaxError || otherKind ? [] : requests;
}

/**
 * Makes the task definition and the appspec of a release out of a team's templates and a build's output, and proves
 * that AWS will take them. Pure: reads no file and calls nothing.
 *
 * @throws BgDeployError `template-invalid`, `placeholder-unfilled`, `image-missing`, `image-ambiguous`,
 * `taskdef-invalid` or `appspec-invalid`, each with everything that was found at its stage
 */
export function generate(input: GenerateInput): Artifacts {
  const { buildOutput, set = {} } = input;
  const { taskDefinition: taskDefinitionTemplate, appSpec: appSpecTemplate, layers, styles } = read(input);
  const outline = outlineOf(taskDefinitionTemplate);
  const imageSpans = outline.containers.flatMap(({ index, image }) => (image ? [{ index, ...image }] : []));
  const imageAround = rangeAround(imageSpans);
  const ours = taskDefinitionTemplate.directives.filter((directive) => !isContainersOwn(directive, outline));
  const foreign = [
    ...directiveFindings(
      taskDefinitionTemplate,
      ours.filter((directive) => !imageAround(directive)),
    ),
    ...(appSpecTemplate ? directiveFindings(appSpecTemplate, appSpecTemplate.directives) : []),
  ];
  throwFindings('template-invalid', foreign.length > 0 ? foreign : outline.syntaxError ? [outline.syntaxError] : []);
  // Before it is asked for images and values, which could not help.
  throwFindings('taskdef-invalid', outline.otherKind ? [outline.otherKind] : []);

  const assignment = assignImages(buildOutput, imageTargets(taskDefinitionTemplate, outline.containers, layers));
  // Where the build made the image, it does not matter how the template would have named it.
  const unmade = ours.filter((directive) => {
    const image = imageAround(directive);
    return image && !assignment.images.has(image.index);
  });
  throwFindings('template-invalid', directiveFindings(taskDefinitionTemplate, unmade));
  const withImages: ValueLayers = {
    ...layers,
    images: assignment.byPlaceholder,
    imageParts: imageParts(taskDefinitionTemplate, outline.containers, assignment.images),
  };

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
  const appSpec =
    appSpecTemplate &&
    fillTemplate(appSpecTemplate, {
      values: withImages,
      treatment: appSpecTreatment(appSpecTemplate, withImages),
    });

  // Where there is no container, nothing about images or values helps before it is said what the file is.
  if (outline.containers.length === 0) {
    throwFindings('taskdef-invalid', documentFindings(taskDefinition.rendered, taskDefinitionTemplate.syntax));
  }
  const unfilled = unfilledFindings([...taskDefinition.unfilled, ...(appSpec?.unfilled ?? [])], withImages);
  throwFindings(unfilled.length > 0 ? 'placeholder-unfilled' : (assignment.problems[0]?.code ?? 'image-missing'), [
    ...unfilled,
    ...assignment.problems,
  ]);
  throwFindings('template-invalid', [...taskDefinition.findings, ...(appSpec?.findings ?? [])]);

  const parsed = parseTaskDefinition(taskDefinition.rendered, taskDefinitionTemplate.syntax);
  const containers = (parsed.taskDefinition.containerDefinitions ?? []).map(({ name = '', portMappings = [] }) => ({
    name,
    ports: portMappings.flatMap(({ containerPort }) => containerPort ?? []),
  }));
  const { networkMode } = parsed.taskDefinition;
  // Tasks without a network interface of their own take no network from the service.
  const running = input.running && { ...input.running, ...(networkMode === 'awsvpc' ? {} : { network: null }) };
  const reading = appSpec ? { ...readAppSpec(appSpec.rendered), warnings: [] } : madeAppSpec(containers, running);
  const disagreement =
    parsed.findings.length === 0 ? agreeWithTaskDefinition(reading, { networkMode, containers }) : [];
  const refusal = parsed.findings.length > 0 ? 'taskdef-invalid' : appSpec ? 'appspec-invalid' : 'template-not-found';
  // Of what is no task definition, nobody wants to hear that it maps no port.
  const readable = parsed.findings.length === 0 || appSpec !== undefined || containers.length > 0;
  throwFindings(refusal, [...parsed.findings, ...(readable ? reading.findings : []), ...disagreement]);
  if (!reading.appSpec) throw new Error('an appspec without findings was not read');
  const complete = withService(reading.appSpec, running, input.appSpec?.file ?? 'appspec');

  const changes = [
    ...taskDefinition.notes,
    ...parsed.notes,
    ...(appSpec?.notes ?? []),
    ...reading.notes,
    ...complete.notes,
    ...(appSpecTemplate ? givenTaskDefinition(complete.appSpec.taskDefinition, appSpecTemplate) : []),
    ...unusedValues(set, new Set([...taskDefinition.names, ...(appSpec?.names ?? [])])),
  ];
  // Most callers do not ask for it.
  let explanation: Explanation | undefined;
  return {
    taskDefinition: parsed.taskDefinition,
    appSpec: complete.appSpec,
    taskDefinitionText: renderTaskDefinition(parsed.taskDefinition),
    appSpecText: renderAppSpec(complete.appSpec),
    notes: [...assignment.notes, ...changes],
    warnings: [
      ...assignment.warnings,
      ...parsed.warnings,
      ...leftoversIn(taskDefinitionTemplate),
      ...(appSpecTemplate ? leftoversIn(appSpecTemplate) : []),
      ...reading.warnings,
      ...(appSpecTemplate ? fixedTaskDefinition(complete.appSpec.taskDefinition, appSpecTemplate) : []),
    ],
    get explanation() {
      explanation ??= {
        templates: [
          explainTemplate('task definition', taskDefinitionTemplate, taskDefinition, styles),
          ...(appSpecTemplate && appSpec ? [explainTemplate('appspec', appSpecTemplate, appSpec, styles)] : []),
        ],
        buildOutput: buildOutput.readings ?? [],
        images: assignment.decisions,
        changes,
      };
      return explanation;
    },
  };
}

/** What is wrong with a task definition as far as it can be read; what is left unfilled may stand in the way of it. */
function documentFindings(rendered: RenderedText, syntax: Syntax): readonly Finding[] {
  try {
    return parseTaskDefinition(rendered, syntax).findings;
  } catch (error) {
    if (isBgDeployError(error) && error.code === 'template-invalid') return [];
    throw error;
  }
}

/** Branches and loops of another language: one finding for each, since the first tells all that is to be done. */
function directiveFindings(template: Template, directives: readonly Directive[]): Finding[] {
  const languages = new Map<string, Directive>();
  for (const directive of directives) {
    if (!languages.has(directive.language)) languages.set(directive.language, directive);
  }
  return [...languages.values()].map(({ language, token, remedy, start }) => ({
    message: `this is ${language} (${token}), of which bg-deploy fills only names`,
    remedy,
    place: template.placeAt(start),
    rule: 'template-language',
  }));
}

/** Where nothing puts the new revision into it, such an appspec releases an old one, and the release succeeds. */
function fixedTaskDefinition(taskDefinition: string, template: Template): Finding[] {
  const at = taskDefinition.startsWith('arn:') ? template.text.indexOf(taskDefinition) : -1;
  if (at === -1) return [];
  return [
    {
      message: `the appspec names ${taskDefinition} itself: bg-deploy start releases the task definition made here all the same, CodePipeline and create-deployment release that one`,
      remedy: 'Write `TaskDefinition: <TASK_DEFINITION>`.',
      place: template.placeAt(at),
      rule: 'appspec-task-definition',
    },
  ];
}

/** `--set` and `values:` mean it. */
function givenTaskDefinition(taskDefinition: string, template: Template): string[] {
  return taskDefinition.startsWith('arn:') && !template.text.includes(taskDefinition)
    ? [`${template.file}: names ${taskDefinition}; write <TASK_DEFINITION> to release the task definition made here`]
    : [];
}

function unusedValues(set: Readonly<Record<string, string>>, names: ReadonlySet<string>): string[] {
  return Object.keys(set)
    .filter((name) => !names.has(name))
    .map((name) => `--set ${name}: no placeholder has that name`);
}
