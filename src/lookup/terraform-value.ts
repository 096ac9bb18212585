import { didYouMean } from '../domain/did-you-mean.js';
import { lookupFailed } from './outcome.js';
import { parseTerraformAddress, type Step, type TerraformAddress } from './terraform-address.js';
import { isSensitiveByProvider, sensitivePathsOf } from './terraform-sensitive.js';
import type { TerraformState } from './terraform-state.js';

/**
 * What stands at an address of a Terraform state: text as it is, numbers and booleans as JSON writes them, lists and
 * mappings as JSON. What Terraform holds for sensitive is refused.
 *
 * @throws BgDeployError `lookup-failed`
 */
export function terraformValue(state: TerraformState, text: string): string {
  const address = parseTerraformAddress(text);
  return address.kind === 'output' ? outputValue(state, address, text) : attributeValue(state, address, text);
}

type OutputAddress = Extract<TerraformAddress, { kind: 'output' }>;
type ResourceAddress = Extract<TerraformAddress, { kind: 'resource' }>;
type Resource = NonNullable<TerraformState['resources']>[number];
type Instance = Resource['instances'][number];

function outputValue(state: TerraformState, { name, path }: OutputAddress, text: string): string {
  const outputs = state.outputs ?? {};
  const output = Object.hasOwn(outputs, name) ? outputs[name] : undefined;
  if (!output) {
    throw lookupFailed(
      `${text}: the Terraform state has no output ${name}`,
      `${meant(name, Object.keys(outputs))}Write the output into the root module and apply it, or ask for another one.`,
    );
  }
  if (output.sensitive) throw sensitive(text);
  return written(within(output.value, path, text), text);
}

function attributeValue(state: TerraformState, address: ResourceAddress, text: string): string {
  const instance = instanceAt(state, address, text);
  const attributes = instance.attributes ?? {};
  const { path, type } = address;
  if (path.length === 0) {
    throw lookupFailed(
      `${text} names a whole resource`,
      `Name an attribute of it: ${listed(Object.keys(attributes).map((name) => `.${name}`))}.`,
    );
  }
  const hidden = sensitivePathsOf(instance.sensitive_attributes).some((secret) => overlaps(secret, path));
  if (hidden || isSensitiveByProvider(type, attributes, path)) throw sensitive(text);
  return written(within(attributes, unwrapped(address, attributes), text), text);
}

/** The outputs of another state stand in a wrapping that tells their type. */
function unwrapped({ mode, type, path }: ResourceAddress, { outputs }: Readonly<Record<string, unknown>>): Step[] {
  const wrapped =
    mode === 'data' &&
    type === 'terraform_remote_state' &&
    path[0] === 'outputs' &&
    isMapping(outputs) &&
    Object.keys(outputs).sort().join() === 'type,value';
  return wrapped ? ['outputs', 'value', ...path.slice(1)] : [...path];
}

function instanceAt(state: TerraformState, address: ResourceAddress, text: string): Instance {
  const { module, mode, type, name, index } = address;
  const resources = state.resources ?? [];
  const called = addressOf(address);
  const found = resources.filter((one) => addressOf(one) === called);
  const instances = found.flatMap((one) => one.instances).filter(({ deposed }) => deposed === undefined);
  if (instances.length === 0) {
    const inModules = resources.filter((one) => one.mode === mode && one.type === type && one.name === name);
    const elsewhere = inModules.filter((one) => one.module !== module).map(addressOf);
    const remedy =
      elsewhere.length > 0
        ? `It has ${listed(elsewhere)}.`
        : `${meant(called, resources.map(addressOf))}\`terraform state list\` shows what it has.`;
    throw lookupFailed(`${text}: the Terraform state has no ${called}`, remedy);
  }
  const fitting = index === undefined ? instances : instances.filter(({ index_key }) => index_key === index);
  const [only] = fitting;
  if (only && fitting.length === 1) return only;
  const keys = instances.flatMap(({ index_key }) => (index_key == null ? [] : [`[${JSON.stringify(index_key)}]`]));
  throw lookupFailed(
    index === undefined
      ? `${text}: ${called} has ${instances.length} instances`
      : `${text}: ${called} has no instance [${JSON.stringify(index)}]`,
    keys.length > 0 ? `Name one of them: ${listed(keys)}.` : 'It has only one: leave the index out.',
  );
}

function addressOf({ module, mode, type, name }: Pick<Resource, 'module' | 'mode' | 'type' | 'name'>): string {
  return `${module === undefined ? '' : `${module}.`}${mode === 'data' ? 'data.' : ''}${type}.${name}`;
}

function within(value: unknown, path: readonly Step[], text: string): unknown {
  let at = value;
  for (const step of path) {
    const next = memberOf(at, step);
    if (next === undefined) {
      const known = isMapping(at) ? Object.keys(at) : [];
      throw lookupFailed(
        `${text}: the Terraform state has no ${step} there`,
        Array.isArray(at)
          ? `It is a list of ${at.length}, counted from 0.`
          : `${meant(String(step), known)}${known.length > 0 ? `There are ${listed(known)}.` : 'There is nothing in it.'}`,
      );
    }
    at = next;
  }
  return at;
}

function memberOf(value: unknown, step: Step): unknown {
  if (Array.isArray(value)) return /^\d{1,9}$/.test(String(step)) ? value[Number(step)] : undefined;
  return isMapping(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

function written(value: unknown, text: string): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) {
    throw lookupFailed(`${text} is null in the Terraform state`, 'Ask for an attribute that has a value.');
  }
  if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    throw lookupFailed(`${text} is a number of more digits than can be read`, 'Write an output that is text for it.');
  }
  return JSON.stringify(value);
}

function overlaps(secret: readonly Step[], path: readonly Step[]): boolean {
  return path.slice(0, secret.length).every((step, at) => String(step) === String(secret[at]));
}

function sensitive(text: string): Error {
  return lookupFailed(
    `${text} is sensitive: it would stand in the task definition for all to read`,
    'Keep it in Secrets Manager or Parameter Store, and name its ARN in "secrets" of the container.',
  );
}

function meant(word: string, known: readonly string[]): string {
  const similar = didYouMean(word, known.slice(0, 5000));
  return similar ? `Did you mean ${similar}? ` : '';
}

function listed(names: readonly string[]): string {
  return names.length > 12 ? `${names.slice(0, 12).join(', ')} and ${names.length - 12} more` : names.join(', ');
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
