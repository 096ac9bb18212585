import { isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import { didYouMean } from '../domain/did-you-mean.js';
import { strayMember } from './member-home.js';
import type { YamlReading } from './yaml-reading.js';

/** What a file is instead of an appspec for ECS. */
export interface ForeignDocument {
  /** The whole sentence. */
  readonly message: string;
  readonly remedy: string;
  /** What gives it away. */
  readonly node: Node;
}

const ECS_ONE =
  "Write one for ECS: a Resources item with Type AWS::ECS::Service; the package's appspec/ folder has templates.";

/** The lifecycle events of EC2 deployments that ECS does not have. */
const EC2_EVENTS = new Set(
  ['ApplicationStop', 'ApplicationStart', 'ValidateService', 'BeforeBlockTraffic', 'AfterBlockTraffic'].map((name) =>
    name.toLowerCase(),
  ),
);

/** Other files of the same projects, by the members at their top that no appspec has. */
const OTHER_FILES: readonly (readonly [members: readonly string[], what: string, remedy: string])[] = [
  [
    ['awstemplateformatversion'],
    'a CloudFormation template',
    'Name the appspec itself; CloudFormation and CDK describe the service, an appspec describes one deployment of it.',
  ],
  [
    ['revisiontype', 'appspeccontent', 'deploymentgroupname'],
    'the request of CreateDeployment, and bg-deploy makes that itself',
    'Keep the appspec alone: what stands in appSpecContent.content, as YAML or JSON.',
  ],
  [['containerdefinitions'], 'a task definition', 'Name it by --taskdef, and the appspec by --appspec.'],
  [['phases'], 'a buildspec for CodeBuild', 'Name the appspec by --appspec.'],
  [['services'], 'a Compose file', 'Name the appspec by --appspec.'],
  [['apiversion', 'kind'], 'a Kubernetes manifest', 'Name an appspec by --appspec.'],
];

/**
 * Whether a file is an appspec for one of CodeDeploy's other platforms, or no appspec at all.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file.html
 */
export function foreignDocument(root: YAMLMap, reading: YamlReading): ForeignDocument | undefined {
  const keys = new Map(
    root.items.flatMap(({ key }) => (isScalar(key) ? [[String(key.value).toLowerCase(), key] as const] : [])),
  );
  for (const [members, what, remedy] of OTHER_FILES) {
    const node = members.map((name) => keys.get(name)).find((found) => found !== undefined);
    if (node) return { message: `this is ${what}`, remedy, node };
  }
  const resources = reading.resolve(memberNamed(root, 'resources'));
  return (
    (isMap(resources) ? cloudFormation(resources, reading) : undefined) ??
    (isSeq(resources) ? lambda(resources.items, reading) : undefined) ??
    (resources === undefined ? (ec2(root, keys, reading) ?? noAppSpec(root, keys)) : undefined)
  );
}

function forPlatform(name: string, node: Node): ForeignDocument {
  return {
    message: `this appspec is for ${name}, and bg-deploy releases Amazon ECS services`,
    remedy: ECS_ONE,
    node,
  };
}

function ec2(root: YAMLMap, keys: ReadonlyMap<string, Node>, reading: YamlReading): ForeignDocument | undefined {
  const member = ['os', 'files', 'permissions', 'file_exists_behavior'].map((name) => keys.get(name)).find(Boolean);
  const hooks = reading.resolve(memberNamed(root, 'hooks'));
  const events = isMap(hooks) ? hooks.items.map(({ key }) => key).filter(isScalar) : [];
  const scripts = isMap(hooks) && hooks.items.some(({ value }) => isSeq(reading.resolve(value)));
  const node =
    member ??
    events.find(({ value }) => EC2_EVENTS.has(String(value).toLowerCase())) ??
    (scripts ? events[0] : undefined);
  return node && forPlatform('EC2 or on-premises servers', node);
}

/** Nothing in it is what an appspec begins with, nor was meant to be. */
function noAppSpec(root: YAMLMap, keys: ReadonlyMap<string, Node>): ForeignDocument | undefined {
  const names = [...keys.keys()].filter((name) => name !== 'version');
  if (names.length === 0) return undefined;
  const known = names
    .slice(0, 20)
    .some((name) => strayMember(name) || didYouMean(name.slice(0, 40), ['resources', 'hooks']));
  if (known) return undefined;
  return {
    message: 'this is not an appspec: it has neither Resources nor Hooks',
    remedy: 'Name the appspec by --appspec; `bg-deploy init` writes one.',
    node: root,
  };
}

function lambda(items: readonly unknown[], reading: YamlReading): ForeignDocument | undefined {
  for (const item of items) {
    const map = reading.resolve(item);
    for (const { value } of isMap(map) ? map.items : []) {
      const resource = reading.resolve(value);
      const type = isMap(resource) ? reading.resolve(memberNamed(resource, 'type')) : undefined;
      if (isScalar(type) && String(type.value).startsWith('AWS::Lambda::')) return forPlatform('AWS Lambda', type);
    }
  }
  return undefined;
}

/** Resources by name, each with a type: what CloudFormation reads and CDK writes. */
function cloudFormation(resources: YAMLMap, reading: YamlReading): ForeignDocument | undefined {
  if (memberNamed(resources, 'targetservice') !== undefined) return undefined;
  for (const { value } of resources.items) {
    const resource = reading.resolve(value);
    const type = isMap(resource) ? reading.resolve(memberNamed(resource, 'type')) : undefined;
    if (!isScalar(type) || !String(type.value).startsWith('AWS::')) continue;
    return {
      message: 'this is a CloudFormation template, as CDK writes them too',
      remedy:
        'Name the appspec itself: its Resources is a list with one TargetService. `bg-deploy init` writes one from the service.',
      node: type,
    };
  }
  return undefined;
}

function memberNamed(map: YAMLMap, name: string): unknown {
  return map.items.find(({ key }) => isScalar(key) && String(key.value).toLowerCase() === name)?.value;
}
