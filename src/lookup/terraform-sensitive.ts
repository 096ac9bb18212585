import * as v from 'valibot';
import type { Step } from './terraform-address.js';

const STEP = v.union([
  v.object({ type: v.literal('get_attr'), value: v.string() }),
  v.object({ type: v.literal('index'), value: v.object({ value: v.union([v.string(), v.number()]) }) }),
]);

/**
 * The paths that a state marks as sensitive. Where a step cannot be read, everything under the steps before it counts
 * as sensitive.
 */
export function sensitivePathsOf(marks: readonly unknown[] | null | undefined): Step[][] {
  return (marks ?? []).map((mark) => {
    const steps: Step[] = [];
    for (const one of Array.isArray(mark) ? mark : []) {
      const read = v.safeParse(STEP, one);
      if (!read.success) break;
      steps.push(read.output.type === 'index' ? read.output.value.value : read.output.value);
    }
    return steps;
  });
}

/** Attributes that are secrets in every resource that has them. */
const EVERYWHERE: ReadonlySet<string> = new Set([
  'password',
  'master_password',
  'admin_password',
  'auth_token',
  'private_key',
  'private_key_openssh',
  'private_key_pem',
  'private_key_pem_pkcs8',
  'secret_binary',
  'secret_string',
]);

/** Attributes whose providers declare them sensitive and whose names do not tell. */
const BY_TYPE: Readonly<Record<string, readonly string[]>> = {
  aws_cognito_user_pool_client: ['client_secret'],
  aws_ecr_authorization_token: ['authorization_token'],
  aws_iam_access_key: ['secret', 'ses_smtp_password_v4'],
  random_password: ['result', 'bcrypt_hash'],
};

/**
 * Whether an attribute is one that its provider declares sensitive. A state marks only what the configuration made
 * sensitive (Terraform before 1.10 or so), so the ones that task definitions could meet are known here.
 */
export function isSensitiveByProvider(
  type: string,
  attributes: Readonly<Record<string, unknown>>,
  [first]: readonly Step[],
): boolean {
  const name = String(first);
  if (type === 'aws_ssm_parameter' && (name === 'value' || name === 'value_wo'))
    return attributes.type === 'SecureString';
  return EVERYWHERE.has(name) || (Object.hasOwn(BY_TYPE, type) && BY_TYPE[type]?.includes(name) === true);
}
