import * as v from 'valibot';
import { lookupFailed } from './outcome.js';

/**
 * The parts of a state that lookups read, as Terraform since 0.12 and OpenTofu write it.
 *
 * @see https://github.com/hashicorp/terraform/blob/main/internal/states/statefile/version4.go
 */
const STATE = v.object({
  version: v.literal(4),
  outputs: v.optional(
    v.nullable(v.record(v.string(), v.object({ value: v.unknown(), sensitive: v.optional(v.boolean()) }))),
  ),
  resources: v.optional(
    v.nullable(
      v.array(
        v.object({
          module: v.optional(v.string()),
          mode: v.string(),
          type: v.string(),
          name: v.string(),
          instances: v.array(
            v.object({
              index_key: v.optional(v.nullable(v.union([v.string(), v.number()]))),
              /** Set where the instance only waits to be destroyed. */
              deposed: v.optional(v.string()),
              attributes: v.optional(v.nullable(v.record(v.string(), v.unknown()))),
              sensitive_attributes: v.optional(v.nullable(v.array(v.unknown()))),
            }),
          ),
        }),
      ),
    ),
  ),
});

/** A Terraform state of version 4. */
export type TerraformState = v.InferOutput<typeof STATE>;

/**
 * Reads a state.
 *
 * @param where - where it was found, for messages
 * @throws BgDeployError `lookup-failed` for anything that is none
 */
export function parseTerraformState(text: string, where: string): TerraformState {
  const json = parseJson(text);
  const read = v.safeParse(STATE, json);
  if (read.success) return read.output;
  throw lookupFailed(`the Terraform state ${where} ${whatElse(json)}`, remedyFor(json));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const PULL = 'Have Terraform write it: terraform state pull > terraform.tfstate.';

function whatElse(json: unknown): string {
  if (json === undefined) return 'is not JSON';
  if (hasMember(json, 'encrypted_data')) return 'is encrypted';
  if (hasMember(json, 'backend')) return 'only tells where the state is (its backend)';
  if (hasMember(json, 'version') && json.version !== 4) return `has version ${JSON.stringify(json.version)}, not 4`;
  return 'is not one that Terraform wrote';
}

function remedyFor(json: unknown): string {
  if (hasMember(json, 'backend')) return `Name the state itself, e.g. tfstate: s3://bucket/key. ${PULL}`;
  if (hasMember(json, 'version') && json.version === 3) return 'Upgrade it: terraform init and apply of 0.12 or later.';
  return PULL;
}

function hasMember<Name extends string>(json: unknown, name: Name): json is Record<Name, unknown> {
  return typeof json === 'object' && json !== null && Object.hasOwn(json, name);
}
