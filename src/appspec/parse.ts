import { isMap, isSeq, parseDocument, type YAMLMap } from 'yaml';
import type { Finding, SourcePlace } from '../errors.js';
import { throwFindings } from '../errors.js';
import { type RenderedText, renderEdits } from '../template/rendered-text.js';
import type { AppSpec } from './appspec.js';
import { readCapacityProviders } from './capacity-providers.js';
import { foreignPlatform } from './foreign-platform.js';
import { readHooks } from './hooks.js';
import { readNetwork } from './network.js';
import { readTaskDefinition } from './task-definition-member.js';
import { type Member, YamlReading } from './yaml-reading.js';

/** What an appspec says, with all that is wrong with it. */
export interface AppSpecReading {
  /** Absent where there are findings. */
  readonly appSpec?: AppSpec;
  readonly findings: readonly Finding[];
  /** What was tolerated, a sentence each. */
  readonly notes: readonly string[];
  /** Where container name and port stand. */
  readonly places: { readonly containerName?: SourcePlace; readonly containerPort?: SourcePlace };
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
    document.errors.map(({ code, message, pos }) => ({
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
  const properties = readProperties(members.get('Resources'), root, reading);
  const hooks = readHooks(members.get('Hooks'), reading);
  const complete = properties && reading.findings.length === 0;
  return {
    ...(complete && isComplete(properties.values) ? { appSpec: { ...properties.values, hooks } } : {}),
    findings: reading.findings,
    notes: reading.notes,
    places: properties?.places ?? {},
  };
}

type Properties = Omit<AppSpec, 'hooks'>;

function isComplete(values: Partial<Properties>): values is Properties {
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

interface FoundProperties {
  readonly values: Partial<Properties>;
  readonly places: AppSpecReading['places'];
}

function readProperties(
  resources: Member | undefined,
  root: YAMLMap,
  reading: YamlReading,
): FoundProperties | undefined {
  const shape = 'Write Resources: and under it one item, `- TargetService:` with Type and Properties.';
  if (!resources) return reading.report(root, 'Resources is missing', shape);
  const items = reading.list(resources, shape);
  if (!items) return undefined;
  const [only, another] = items;
  if (items.length !== 1) {
    return reading.report(
      reading.resolve(another) ?? resources.key,
      `Resources must have exactly one item, and has ${items.length}`,
      'An ECS deployment releases one service: keep one item.',
    );
  }
  const item = reading.resolve(only);
  const path = 'Resources[0]';
  const itemMap = reading.map({ key: resources.key, value: item, path }, shape);
  if (!itemMap) return undefined;
  const target = reading.members(itemMap, path, ['TargetService']).get('TargetService');
  if (!target) return reading.missing(itemMap, `${path}.TargetService`, shape);
  const service = reading.map(target, shape);
  if (!service) return undefined;

  const parts = reading.members(service, 'TargetService', ['Type', 'Properties']);
  const type = parts.get('Type');
  const typeRemedy = 'Write `Type: AWS::ECS::Service`.';
  if (!type) reading.missing(service, 'TargetService.Type', typeRemedy);
  else if ((reading.text(type, typeRemedy) ?? 'AWS::ECS::Service') !== 'AWS::ECS::Service') {
    reading.report(type.value, 'TargetService.Type must be AWS::ECS::Service', typeRemedy);
  }
  const properties = parts.get('Properties');
  if (!properties)
    return reading.missing(
      service,
      'TargetService.Properties',
      'Add Properties with TaskDefinition and LoadBalancerInfo.',
    );
  const map = reading.map(properties, 'Write TaskDefinition: and LoadBalancerInfo: under it.');
  return map && readService(map, reading);
}

function readService(map: YAMLMap, reading: YamlReading): FoundProperties {
  const members = reading.members(map, 'Properties', [
    'TaskDefinition',
    'LoadBalancerInfo',
    'PlatformVersion',
    'NetworkConfiguration',
    'CapacityProviderStrategy',
  ]);
  const taskDefinition = members.get('TaskDefinition');
  const loadBalancer = members.get('LoadBalancerInfo');
  const platform = members.get('PlatformVersion');
  const network = members.get('NetworkConfiguration');
  const strategy = members.get('CapacityProviderStrategy');
  if (!taskDefinition) reading.missing(map, 'TaskDefinition', 'Write `TaskDefinition: <TASK_DEFINITION>`.');
  if (!loadBalancer)
    reading.missing(map, 'LoadBalancerInfo', 'Add LoadBalancerInfo with ContainerName and ContainerPort.');
  for (const optional of [platform, network, strategy]) {
    if (optional && !optional.value) reading.note(optional.key, `${optional.path} is empty and left out`);
  }
  const balanced = loadBalancer && readLoadBalancer(loadBalancer, reading);
  const platformVersion = platform?.value && reading.text(platform, 'Write e.g. `PlatformVersion: LATEST`.');
  const awsvpc = network?.value && readNetwork(network, reading);
  const capacityProviders = strategy?.value && readCapacityProviders(strategy, reading);
  return {
    values: {
      taskDefinition: taskDefinition && readTaskDefinition(taskDefinition, reading),
      containerName: balanced?.name,
      containerPort: balanced?.port,
      ...(platformVersion ? { platformVersion } : {}),
      ...(awsvpc ? { network: awsvpc } : {}),
      ...(capacityProviders ? { capacityProviders } : {}),
    },
    places: { containerName: balanced?.namePlace, containerPort: balanced?.portPlace },
  };
}

function readLoadBalancer(member: Member, reading: YamlReading) {
  if (isSeq(member.value)) {
    return reading.report(
      member.value,
      'LoadBalancerInfo is a list; CodeDeploy then takes the whole file for malformed',
      'Remove the dash: ContainerName and ContainerPort stand directly under LoadBalancerInfo.',
    );
  }
  const map = reading.map(member, 'Write ContainerName: and ContainerPort: under it.');
  if (!map) return undefined;
  const parts = reading.members(map, 'LoadBalancerInfo', ['ContainerName', 'ContainerPort']);
  const name = parts.get('ContainerName');
  const port = parts.get('ContainerPort');
  if (!name) reading.missing(map, 'LoadBalancerInfo.ContainerName', 'Name the container that serves requests.');
  if (!port) reading.missing(map, 'LoadBalancerInfo.ContainerPort', 'Give the container port that serves requests.');
  return {
    name: name && reading.text(name, 'Name the container that serves requests.'),
    port: port && reading.integer(port, 1, 65_535),
    namePlace: name && reading.place(name.value ?? name.key),
    portPlace: port && reading.place(port.value ?? port.key),
  };
}

const firstSentence = (message: string) => message.split('\n')[0]?.replace(/ at line \d+.*$/, '') ?? message;
