import { isMap, isScalar, type YAMLMap } from 'yaml';
import type { Finding } from '../errors.js';
import { throwFindings } from '../errors.js';
import { type RenderedText, renderEdits } from '../template/rendered-text.js';
import type { AppSpec } from './appspec.js';
import { parseAppSpecDocument } from './document.js';
import { foreignDocument } from './foreign-document.js';
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
  const reading = new YamlReading(parseAppSpecDocument(source), source);
  const root = reading.root();
  if (!isMap(root)) {
    reading.report(
      root,
      'appspec-platform',
      root
        ? `an appspec is a mapping, and this is ${isJsonText(root) ? 'JSON in quotes' : 'none'}`
        : 'the appspec is empty',
      isJsonText(root) ? 'Remove the quotes around it.' : 'Begin it with `version: 0.0` and `Resources:`.',
    );
    return { findings: reading.findings, notes: [], places: {} };
  }
  const foreign = foreignDocument(root, reading);
  if (foreign) {
    reading.report(foreign.node, 'appspec-platform', foreign.message, foreign.remedy);
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
    reading.missing(root, 'version', remedy);
    return;
  }
  const text = reading.text(version, remedy)?.trim();
  if (text === undefined) return;
  if (!/^(?:0|1)(?:\.0)?$/.test(text)) {
    reading.report(version.value, 'appspec-version', `version must be 0.0, and is ${text}`, remedy);
  } else if (version.value && reading.quoted(version.value) !== '0.0') {
    reading.note(version.value, `version ${reading.quoted(version.value)} is written 0.0 in the result`);
  }
}

/** A JSON document that was written as one text of another. */
function isJsonText(node: unknown): boolean {
  return isScalar(node) && typeof node.value === 'string' && /^\s*\{/.test(node.value.slice(0, 100));
}
