import type { ImageDecision } from '../build-output/assign-images.js';
import type { BuildOutputReading } from '../build-output/build-output.js';
import { formatPlace, type SourcePlace } from '../errors.js';
import type { ValueSource } from '../template/expression.js';
import type { Fate, Filled } from '../template/fill.js';
import type { PlaceholderStyle } from '../template/placeholder.js';
import { reportStyles, type StyleReport } from '../template/style-report.js';
import type { Syntax } from '../template/syntax.js';
import type { Template } from '../template/template.js';

/** Why the artifacts are as they are. No value is in it but those that are no secret: names of images. */
export interface Explanation {
  readonly templates: readonly TemplateExplanation[];
  /** What each build output file was read as. */
  readonly buildOutput: readonly BuildOutputReading[];
  /** Which image went where. */
  readonly images: readonly ImageDecision[];
  /** What was dropped, converted or left, a sentence each. */
  readonly changes: readonly string[];
}

/** What was made of one template. */
export interface TemplateExplanation {
  readonly kind: 'task definition' | 'appspec';
  readonly file: string;
  readonly syntax: Syntax;
  readonly styles: StyleReport;
  readonly placeholders: readonly PlaceholderExplanation[];
}

/** What became of a placeholder, wherever it stands. */
export interface PlaceholderExplanation {
  readonly token: string;
  readonly style: PlaceholderStyle;
  readonly places: readonly SourcePlace[];
  /** Where its value came from, or what else happened to it; never the value. */
  readonly outcome: string;
}

/** Tells what became of a template. */
export function explainTemplate(
  kind: TemplateExplanation['kind'],
  template: Template,
  { fates }: Filled,
  declared: ReadonlySet<PlaceholderStyle> | undefined,
): TemplateExplanation {
  const byToken = new Map<string, { token: string; style: PlaceholderStyle; outcome: string; places: SourcePlace[] }>();
  for (const { placeholder, fate } of fates) {
    const outcome = outcomeText(fate);
    const key = JSON.stringify([placeholder.token, outcome]);
    const place = template.placeAt(placeholder.start);
    const same = byToken.get(key);
    if (same) same.places.push(place);
    else byToken.set(key, { token: placeholder.token, style: placeholder.style, outcome, places: [place] });
  }
  return {
    kind,
    file: template.file,
    syntax: template.syntax,
    styles: reportStyles(template, declared),
    placeholders: [...byToken.values()],
  };
}

function outcomeText(fate: Fate): string {
  switch (fate.kind) {
    case 'filled':
      return [...new Set(fate.sources.map(sourceText))].join(', ') || 'nothing';
    case 'given':
      return 'stands for the task definition to be registered';
    case 'replaced':
      return 'replaced with the whole image, which the build made';
    case 'left':
      return fate.why ? `left as it stands: ${fate.why}` : 'left as it stands';
    case 'unfilled':
      return 'no value';
  }
}

function sourceText(source: ValueSource): string {
  switch (source.layer) {
    case 'set':
      return `--set ${source.name}`;
    case 'images':
      return 'the image that the build made';
    case 'imageParts':
      return 'a part of the image that the build made';
    case 'buildOutput':
      return `the build output's ${source.name}`;
    case 'environment':
      return `the environment variable ${source.name}`;
    case 'values':
      return `values: ${source.name} in the configuration`;
    case 'lookup':
      return `a lookup: ${source.lookup} ${source.args.join(' ')}`;
    case 'template':
      return "the template's own text";
  }
}

/** The explanation for people, a line each. */
export function explanationLines({ templates, buildOutput, images, changes }: Explanation): string[] {
  const lines: string[] = [];
  for (const { kind, file, syntax, styles, placeholders } of templates) {
    lines.push(`${file} (${kind}, ${syntax === 'json' ? 'JSON' : 'YAML'})`, `  styles: ${styles.why}`);
    for (const { text, place, readAs } of styles.ambiguous) {
      lines.push(`  ${formatPlace(place)}: ${text} could be read in two ways, and is read as ${readAs}`);
    }
    for (const { token, outcome, places } of placeholders) {
      const shown = places.slice(0, 3).map(({ line, column }) => `${line}:${column}`);
      const more = places.length > shown.length ? ` and ${places.length - shown.length} more` : '';
      lines.push(`  ${token} (${shown.join(', ')}${more}): ${outcome}`);
    }
  }
  if (buildOutput.length > 0) lines.push('build output', ...buildOutput.map(({ file, says }) => `  ${file}: ${says}`));
  if (images.length > 0) {
    lines.push(
      'images',
      ...images.map(
        ({ container, name, image, origin, why, place }) =>
          `  ${image} (${origin}) goes to ${name ?? `container number ${container + 1}`} (${formatPlace(place)}): ${why}`,
      ),
    );
  }
  if (changes.length > 0) lines.push('changes', ...changes.map((change) => `  ${change}`));
  return lines;
}
