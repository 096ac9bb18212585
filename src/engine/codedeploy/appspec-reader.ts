import type { CapacityProviderStrategyItem, NetworkConfiguration } from '@aws-sdk/client-ecs';
import { parse } from 'yaml';
import { HOOK_EVENTS, type HookEventName } from '../../domain/lifecycle-event.js';
import { type Document, isDocument, items, member, text, wholeNumber } from './appspec-document.js';
import type { DeploymentError } from './machine/cause.js';

/** What a deployment takes from its AppSpec. */
export interface AppSpec {
  taskDefinition: string;
  containerName: string;
  containerPort: number;
  platformVersion?: string;
  networkConfiguration?: NetworkConfiguration;
  capacityProviderStrategy?: CapacityProviderStrategyItem[];
  hooks: Partial<Record<HookEventName, string>>;
}

/** An AppSpec, or the error that ends a deployment with it. */
export type AppSpecReading =
  | { readonly ok: true; readonly appSpec: AppSpec }
  | { readonly ok: false; readonly error: DeploymentError };

/** AWS gives this text for broken YAML and for a value in the wrong place alike: https://github.com/aws/aws-cli/issues/6267 */
const MALFORMED =
  'The deployment failed because the AppSpec file that specifies the deployment configuration is missing or has an invalid configuration. The input AppSpec file is a not well-formed yaml. The template cannot be parsed.';

const MISSING = 'An AppSpec file is required, but could not be found in the revision';

const TASK_DEFINITION_ARN = /^arn:aws[\w-]*:ecs:[a-z0-9-]+:\d{12}:task-definition\/[\w-]+(:\w+)?$/;

/**
 * Reads an AppSpec for ECS, YAML or JSON, as CodeDeploy does: keys in any case, and one error for whatever is wrong.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html
 */
export function readAppSpec(content: string): AppSpecReading {
  if (content.trim() === '') return failure(MISSING);
  const document = parsed(content);
  const appSpec = isDocument(document) ? readDocument(document) : undefined;
  return appSpec ? { ok: true, appSpec } : failure(MALFORMED);
}

function failure(message: string): AppSpecReading {
  return { ok: false, error: { code: 'INVALID_REVISION', message } };
}

function parsed(content: string): unknown {
  try {
    // An engine in somebody's build must not print YAML's warnings.
    return parse(content, { logLevel: 'silent' });
  } catch {
    return undefined;
  }
}

function readDocument(document: Document): AppSpec | undefined {
  const version = member(document, 'version');
  if (typeof version !== 'number' && typeof version !== 'string') return undefined;
  const [resource, ...more] = items(member(document, 'Resources')) ?? [];
  const target = member(resource, 'TargetService');
  if (more.length > 0 || member(target, 'Type') !== 'AWS::ECS::Service') return undefined;
  const properties = member(target, 'Properties');
  const hooks = readHooks(member(document, 'Hooks'));
  const taskDefinition = text(member(properties, 'TaskDefinition'));
  const balancer = member(properties, 'LoadBalancerInfo');
  const containerName = text(member(balancer, 'ContainerName'));
  const containerPort = wholeNumber(member(balancer, 'ContainerPort'));
  if (!hooks || !taskDefinition || !containerName || containerPort === undefined) return undefined;
  if (taskDefinition.startsWith('arn:') && !TASK_DEFINITION_ARN.test(taskDefinition)) return undefined;
  const settings = readSettings(properties);
  return settings && { taskDefinition, containerName, containerPort, ...settings, hooks };
}

function readSettings(
  properties: unknown,
): Pick<AppSpec, 'platformVersion' | 'networkConfiguration' | 'capacityProviderStrategy'> | undefined {
  const version = member(properties, 'PlatformVersion');
  const network = member(properties, 'NetworkConfiguration');
  const strategy = member(properties, 'CapacityProviderStrategy');
  const platformVersion = text(version);
  const networkConfiguration = readNetwork(network);
  const capacityProviderStrategy = readStrategy(strategy);
  if ((version ?? undefined) !== undefined && !platformVersion) return undefined;
  if ((network ?? undefined) !== undefined && !networkConfiguration) return undefined;
  if ((strategy ?? undefined) !== undefined && !capacityProviderStrategy) return undefined;
  return {
    ...(platformVersion ? { platformVersion } : {}),
    ...(networkConfiguration ? { networkConfiguration } : {}),
    ...(capacityProviderStrategy ? { capacityProviderStrategy } : {}),
  };
}

/** All three members or none: https://github.com/aws-samples/aws-codedeploy-appspec-assistant */
function readNetwork(network: unknown): NetworkConfiguration | undefined {
  const configuration = member(network, 'AwsvpcConfiguration');
  const subnets = names(member(configuration, 'Subnets'));
  const securityGroups = names(member(configuration, 'SecurityGroups'));
  const assignPublicIp = member(configuration, 'AssignPublicIp');
  if (!subnets || !securityGroups || (assignPublicIp !== 'ENABLED' && assignPublicIp !== 'DISABLED')) return undefined;
  return { awsvpcConfiguration: { subnets, securityGroups, assignPublicIp } };
}

function names(value: unknown): string[] | undefined {
  const found = items(value)?.map(text);
  return found?.length && found.every((name) => name !== undefined) ? found : undefined;
}

function readStrategy(strategy: unknown): CapacityProviderStrategyItem[] | undefined {
  const read = items(strategy)?.map((item) => {
    const capacityProvider = text(member(item, 'CapacityProvider'));
    const base = member(item, 'Base');
    const weight = member(item, 'Weight');
    return (
      capacityProvider && {
        capacityProvider,
        ...(base === undefined ? {} : { base: wholeNumber(base) }),
        ...(weight === undefined ? {} : { weight: wholeNumber(weight) }),
      }
    );
  });
  return read?.length && read.every((item) => typeof item === 'object') ? read : undefined;
}

/** One function for an event. */
function readHooks(hooks: unknown): AppSpec['hooks'] | undefined {
  if (hooks === undefined || hooks === null) return {};
  const pairs = items(hooks)?.map((item) => (isDocument(item) ? Object.entries(item) : undefined));
  if (!pairs?.every((entries) => entries !== undefined)) return undefined;
  const read: AppSpec['hooks'] = {};
  for (const [key, value] of pairs.flat()) {
    const event = HOOK_EVENTS.find((name) => name.toLowerCase() === key.toLowerCase());
    const functionName = text(value);
    if (!event || !functionName || read[event] !== undefined) return undefined;
    read[event] = functionName;
  }
  return read;
}
