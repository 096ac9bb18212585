import { findNodeAtLocation, parse, parseTree } from 'jsonc-parser';
import { readBuildOutput } from '../../src/build-output/read.js';
import type { Artifacts } from '../../src/generate/artifacts.js';
import { generate, lookupsFor } from '../../src/generate/generate.js';
import type { TemplateSource } from '../../src/generate/template-source.js';
import { taskDefinitionSyntax } from '../../src/taskdef/template-syntax.js';
import { findPlaceholders } from '../../src/template/find-placeholders.js';
import { lookupKey } from '../../src/template/lookup-request.js';
import type { Syntax } from '../../src/template/syntax.js';

/** The image that a build made. */
export const IMAGE = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1.4.2';

/** Where requests go. */
export interface Served {
  readonly name: string;
  readonly port: number;
}

/** An appspec for task definitions that come without one. */
export const ownAppSpec = ({ name, port }: Served): string => `version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: <TASK_DEFINITION>
        LoadBalancerInfo: { ContainerName: "${name}", ContainerPort: ${port} }
`;

/** A file set of somebody, as it is to be filled. */
export interface FileSet {
  readonly taskDefinition: TemplateSource;
  readonly appSpec?: TemplateSource;
  readonly images: readonly string[];
  readonly set?: Readonly<Record<string, string>>;
}

/** A value that a placeholder may plausibly have, by its name and by what stands before it in its line. */
export function plausible(name: string, before = '', served?: Served): string {
  const word = name.toUpperCase();
  const [, member = '', within = ''] = /"?(\w+)"?\s*[:=]\s*["']?([^"']*)$/.exec(before) ?? [];
  if (member === 'ContainerName' && served) return served.name;
  if (member === 'ContainerPort' && served) return String(served.port);
  if (/ENVOY_CONTAINER_JSON$/.test(word)) {
    return '{"name": "envoy", "image": "envoy:1", "memory": 64, "healthCheck": {"command": ["CMD", "true"]}}';
  }
  if (/CONTAINER_JSON$/.test(word)) return '{"name": "xray", "image": "xray:1", "memory": 64}';
  if (/ENV_VA\w+_JSON$/.test(word)) return '{"name": "MODE", "value": "live"}';
  if (/COMMAND/.test(word)) return '["serve"]';
  if (/SUBNET/.test(word)) return 'subnet-0abc';
  if (/SECURITY_GROUP/.test(word)) return 'sg-0abc';
  if (/ASSIGN_PUBLIC_IP/.test(word)) return 'DISABLED';
  if (/NETWORK_?MODE/.test(word)) return 'awsvpc';
  if (/ARCH$/.test(word)) return 'X86_64';
  if (/PORT$/.test(word) || /^(?:container|host)Port$/.test(member)) return portOf(word);
  if (/CPU$/.test(word)) return '256';
  if (/MEMORY/.test(word)) return '512';
  if (/ACCOUNT/.test(word)) return '123456789012';
  if (/RoleArn$/.test(member) || /ROLE/.test(word)) {
    if (!within) return 'arn:aws:iam::123456789012:role/task';
    if (/role\/$/.test(within)) return 'task';
  }
  if (/REGION/.test(word)) return 'eu-west-1';
  if (/REVIS/.test(word)) return '7';
  if (/^image$/.test(member) && !within) return IMAGE;
  return 'web';
}

/** Names of ports that differ are ports that differ; the plain ones are 8080. */
function portOf(word: string): string {
  const [, own = ''] = /^(.*?)_?(?:CONTAINER|HOST|SERVICE|APP)?_?PORT$/.exec(word) ?? [];
  const sum = [...own].reduce((total, character) => total + character.charCodeAt(0), 0);
  return String(8080 + (sum % 1000));
}

/**
 * A value for every placeholder but those that the release fills itself, the image and the task definition; found by
 * the command's own eye, chosen by the test.
 */
export function plainValues({ taskDefinition, appSpec }: Pick<FileSet, 'taskDefinition' | 'appSpec'>) {
  const values: Record<string, string> = {};
  const images: string[] = [];
  // Of a container's two names, one may be a placeholder: it has the other one's text.
  const named = /ContainerName["']?\s*:\s*["']?([\w-]+)/.exec(appSpec?.text ?? '')?.[1];
  for (const { before, name, whole } of placeholdersOf(
    taskDefinition,
    taskDefinitionSyntax(taskDefinition.file, taskDefinition.text),
  )) {
    if (/"taskDefinitionArn"/.test(before)) continue;
    if (/"?image"?\s*:\s*"?$/.test(before) && whole) images.push(name);
    else if (named && whole && /CONTAINER|REPO/i.test(name) && /"name"\s*:\s*"$/.test(before)) values[name] = named;
    else values[name] ??= plausible(name, before);
  }
  const served = servedContainer(plainlyFilled(taskDefinition, values));
  for (const { before, name } of appSpec ? placeholdersOf(appSpec, 'yaml') : []) {
    if (/TaskDefinition["']?:\s*["']?$/.test(before)) continue;
    const own = /Container(?:Name|Port)["']?\s*:\s*["']?$/.test(before);
    if (own) values[name] = plausible(name, before, served);
    else values[name] ??= plausible(name, before);
  }
  return { values, images: images.filter((name) => !(name in values)), served };
}

function placeholdersOf({ text }: TemplateSource, syntax: Syntax) {
  return findPlaceholders(text, syntax).placeholders.map(({ name, start, whole }) => ({
    name,
    whole,
    before: text.slice(text.lastIndexOf('\n', start - 1) + 1, start),
  }));
}

/** A template as `sed` would fill it: token by token, without a look at where it stands. */
export function plainlyFilled({ file, text }: TemplateSource, values: Readonly<Record<string, string>>): string {
  const { placeholders } = findPlaceholders(text, taskDefinitionSyntax(file, text));
  return [...placeholders]
    .sort((a, b) => b.start - a.start)
    .reduce((filled, { name, start, end, standing }) => {
      const value = values[name] ?? IMAGE;
      const bare = standing === 'bare' && !/^[\d[{]/.test(value);
      return filled.slice(0, start) + (bare ? JSON.stringify(value) : value) + filled.slice(end);
    }, text);
}

/** What a plainly filled task definition says, read by a parser that forgives, without what only AWS prints. */
export function plainDefinition(text: string): unknown {
  const read: unknown = parse(text);
  const inner = isObject(read) && isObject(read.taskDefinition) ? read.taskDefinition : read;
  return isObject(inner)
    ? Object.fromEntries(
        Object.entries(inner)
          .filter(([name]) => !READ_ONLY.has(name))
          .map(withoutNulls),
      )
    : inner;
}

const READ_ONLY = new Set([
  ...['compatibilities', 'revision', 'status', 'requiresAttributes', 'taskDefinitionArn', 'registeredBy'],
  ...['registeredAt', 'deregisteredAt'],
]);

const withoutNulls = ([name, value]: [string, unknown]): [string, unknown] => [name, pruned(value)];

function pruned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pruned);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null)
      .map(withoutNulls),
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The first container with a port. */
function servedContainer(text: string): Served | undefined {
  const root = parseTree(text);
  const definition = (root && findNodeAtLocation(root, ['taskDefinition'])) ?? root;
  const containers =
    definition?.type === 'object' ? findNodeAtLocation(definition, ['containerDefinitions']) : undefined;
  for (const container of containers?.children ?? []) {
    if (container.type !== 'object') continue;
    const name: unknown = findNodeAtLocation(container, ['name'])?.value;
    const port = Number(findNodeAtLocation(container, ['portMappings', 0, 'containerPort'])?.value);
    if (typeof name === 'string' && Number.isInteger(port)) return { name, port };
  }
  return undefined;
}

/** Generates from a file set, every placeholder filled with what is plausible for it. */
export function generateSet({ images, set = {}, ...templates }: FileSet): Artifacts {
  const { values } = plainValues(templates);
  const input = { ...templates, buildOutput: readBuildOutput({ images }), values, set };
  const answers = lookupsFor(input).map((request) => [lookupKey(request), plausible(request.args.join(' '))]);
  return generate({ ...input, lookups: Object.fromEntries(answers) });
}
