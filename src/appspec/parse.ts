import { isMap, parseDocument, type YAMLMap } from 'yaml';
import type { Finding } from '../errors.js';
import { throwFindings } from '../errors.js';
import { type RenderedText, renderEdits } from '../template/rendered-text.js';
import type { AppSpec } from './appspec.js';
import { foreignPlatform } from './foreign-platform.js';
import { readHooks } from './hooks.js';
import { readTargetService, type TargetService, type TargetServiceReading } from './target-service.js';
import { type Member, YamlReading } from './yaml-reading.js';

/** What an appspec says, with all that is wrong with it. */
export interface AppSpecReading {
  /** Absent where there are findings. */
  readonly appSpec?: AppSpec;
  readonly findings: readonly Finding[];
  /** What was tolerated, a sentence each. */
  readonly notes: readonly string[];
  /** Where container name and port stand. */
  readonly places: TargetServiceReading['places'];
}

/**
 * Reads an AppSpec for Amazon ECS, YAML or JSON: capitals of keys may differ, what AWS tolerates is noted, anything
 * else is an error.
 *
 * @param file - as messages are to name it
 * @throws BgDeployError `template-invalid` for text that is not YAML, `appspec-invalid` with all findings
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure.html
 */
export function parseAppSpec(
  content: string,
  file = 'appspec.yml',
): { readonly appSpec: AppSpec; readonly notes: readonly string[] } {
  const { appSpec, findings, notes } = readAppSpec(renderEdits(file, content, []));
  throwFindings('appspec-invalid', findings);
  if (!appSpec) throw new Error('an appspec without findings was not read');
  return { appSpec, notes };
}

/**
 * As {@link parseAppSpec}, for a filled template: places are those in the template, and findings are returned.
 *
 * @throws BgDeployError `template-invalid` for text that is not YAML
 */
export function readAppSpec(source: RenderedText): AppSpecReading {
  // Nothing but JSON begins with a brace here, and JSON may be indented by tabs, YAML not.
  const text = /^\s*\{/.test(source.text) ? source.text.replaceAll('\t', ' ') : source.text;
  const document = parseDocument(text);
  throwFindings(
    'template-invalid',
    // The first mistake makes the reader stumble over what follows it.
    document.errors.slice(0, 3).map(({ code, message, pos }) => ({
      message: code === 'DUPLICATE_KEY' ? 'a key is given twice' : `this is not YAML: ${firstSentence(message)}`,
      remedy: code === 'DUPLICATE_KEY' ? 'Keep one of the two.' : 'Check indentation, colons and quotes.',
      place: source.placeAt(pos[0]),
    })),
  );
  const reading = new YamlReading(document, source);
  const root = document.contents;
  if (!isMap(root)) {
    reading.report(
      root ?? undefined,
      root ? 'an appspec is a mapping, and this is none' : 'the appspec is empty',
      'Begin it with `version: 0.0` and `Resources:`.',
    );
    return { findings: reading.findings, notes: [], places: {} };
  }
  const platform = foreignPlatform(root, reading);
  if (platform) {
    reading.report(
      platform.node,
      `this appspec is for ${platform.name}, and bg-deploy releases Amazon ECS services`,
      "Write one for ECS: a Resources item with Type AWS::ECS::Service; the package's appspec/ folder has templates.",
    );
    return { findings: reading.findings, notes: [], places: {} };
  }

  const members = reading.members(root, '', ['version', 'Resources', 'Hooks']);
  checkVersion(members.get('version'), root, reading);
  const properties = readTargetService(members.get('Resources'), root, reading);
  const hooks = readHooks(members.get('Hooks'), reading);
  const complete = properties && reading.findings.length === 0;
  return {
    ...(complete && isComplete(properties.values) ? { appSpec: { ...properties.values, hooks } } : {}),
    findings: reading.findings,
    notes: reading.notes,
    places: properties?.places ?? {},
  };
}

function isComplete(values: Partial<TargetService>): values is TargetService {
  return (
    values.taskDefinition !== undefined && values.containerName !== undefined && values.containerPort !== undefined
  );
}

function checkVersion(version: Member | undefined, root: YAMLMap, reading: YamlReading): void {
  const remedy = 'Write `version: 0.0`, the only version there is.';
  if (!version) {
    reading.report(root, 'version is missing', remedy);
    return;
  }
  const text = reading.text(version, remedy)?.trim();
  if (text === undefined) return;
  if (!/^(?:0|1)(?:\.0)?$/.test(text)) {
    reading.report(version.value, `version must be 0.0, and is ${text}`, remedy);
  } else if (version.value && reading.quoted(version.value) !== '0.0') {
    reading.note(version.value, `version ${reading.quoted(version.value)} is written 0.0 in the result`);
  }
}

const firstSentence = (message: string) => message.split('\n')[0]?.replace(/ at line \d+.*$/, '') ?? message;
