import { resolve } from 'node:path';
import type { ObjectPlace } from '../aws/s3/object.js';
import { lookupFailed } from './outcome.js';

/** Where Terraform states are: one, or several by the name under which templates ask for them. */
export type TerraformStates = string | Readonly<Record<string, string>>;

/** Where a state is. */
export type TerraformSource =
  | { readonly kind: 'file'; readonly path: string; readonly shown: string }
  | { readonly kind: 's3'; readonly place: ObjectPlace; readonly shown: string };

/**
 * The state that a request means: the named one; without a name the only one, or the one called `default`.
 *
 * @param folder - where paths start; absolute
 * @throws BgDeployError `lookup-failed`
 */
export function terraformSource(
  states: TerraformStates | undefined,
  name: string | undefined,
  folder: string,
): TerraformSource {
  const known: Readonly<Record<string, string>> = typeof states === 'string' ? { default: states } : (states ?? {});
  const names = Object.keys(known);
  const wanted = name ?? (names.length === 1 ? names[0] : 'default');
  const location = wanted !== undefined && Object.hasOwn(known, wanted) ? known[wanted] : undefined;
  if (location !== undefined) return sourceAt(location, folder);
  if (names.length === 0) {
    throw lookupFailed(
      'no Terraform state is named',
      "Write into the configuration where it is: `lookups: { tfstate: s3://bucket/key }`, or the path of a file. Or give the value itself: --set 'tfstate:ADDRESS=…'.",
    );
  }
  throw lookupFailed(
    name === undefined
      ? 'there are several Terraform states, and none of them is the default'
      : `no Terraform state is called ${name}`,
    name === undefined
      ? `Call one of them \`default\` in lookups.tfstate, or ask for one by its name: ${names.map((one) => `${one}_tfstate`).join(', ')}.`
      : `Write \`${name}:\` under lookups.tfstate of the configuration; it has ${names.join(', ')}.`,
  );
}

function sourceAt(location: string, folder: string): TerraformSource {
  const scheme = /^([a-z][a-z0-9+.-]{1,20}):\/\//i.exec(location)?.[1]?.toLowerCase();
  if (scheme === undefined) return { kind: 'file', path: resolve(folder, location), shown: location };
  const [, bucket, key] = /^s3:\/\/([^/]{1,255})\/(.{1,1024})$/i.exec(location) ?? [];
  if (bucket !== undefined && key !== undefined) return { kind: 's3', place: { bucket, key }, shown: location };
  throw lookupFailed(
    scheme === 's3' ? `${location} is not s3://bucket/key` : `Terraform states are not read from ${scheme}://`,
    scheme === 's3'
      ? 'Write the bucket and the key of the state in lookups.tfstate.'
      : 'Fetch it first (terraform state pull > terraform.tfstate), and name the file in lookups.tfstate.',
  );
}
