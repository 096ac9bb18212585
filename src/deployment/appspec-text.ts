import { parse } from 'yaml';

/** The task definition that the text of an AppSpec (YAML or JSON) names; `null` where it cannot be found. */
export function taskDefinitionIn(text: string): string | null {
  const properties = propertiesOf(document(text));
  const [, value] = (properties && member(properties, 'TaskDefinition')) ?? [];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The same AppSpec with another task definition, as JSON; `null` where there is none to replace. */
export function withTaskDefinition(text: string, arn: string): string | null {
  const appSpec = document(text);
  const properties = propertiesOf(appSpec);
  const found = properties && member(properties, 'TaskDefinition');
  if (!properties || !found) return null;
  properties[found[0]] = arn;
  // The one version is written 0.0, which JavaScript's numbers do not keep.
  return JSON.stringify(appSpec).replace(/^\{"version":0,/, '{"version":0.0,');
}

type Members = Record<string, unknown>;

function document(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return null;
  }
}

function propertiesOf(appSpec: unknown): Members | undefined {
  const resources = isMembers(appSpec) ? member(appSpec, 'Resources')?.[1] : undefined;
  const first: unknown = Array.isArray(resources) ? resources[0] : undefined;
  const resource = isMembers(first) ? Object.values(first)[0] : undefined;
  const properties = isMembers(resource) ? member(resource, 'Properties')?.[1] : undefined;
  return isMembers(properties) ? properties : undefined;
}

/** AWS's own tools read the keys of an AppSpec in any casing. */
function member(members: Members, name: string): readonly [string, unknown] | undefined {
  return Object.entries(members).find(([key]) => key.toLowerCase() === name.toLowerCase());
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
