import type { SourcePlace } from '../errors.js';

/**
 * Where a template may ask for a value that nobody gave:
 *
 * - `ssm`: the value of a Parameter Store parameter (`[name]`), or one item of a list, counted from 0 (`[name, index]`).
 *   A `SecureString` is refused: a value that is secret must not stand in a task definition, `secrets` is for it;
 * - `ssm-arn`: the ARN of a Parameter Store parameter of any type (`[name]`), for `secrets[].valueFrom`;
 * - `secretsmanager-arn`: the ARN of a secret (`[name]`), never what is in it;
 * - `cfn-output`: an output of a CloudFormation stack (`[stack, key]`);
 * - `cfn-export`: a CloudFormation export (`[name]`);
 * - `tfstate`: an attribute or output in a Terraform state (`[address]`, e.g. `aws_subnet.a.id`, `output.vpc_id`,
 *   `aws_ecr_repository.all['app'].repository_url`);
 * - `file`: the text of a file (`[path]`);
 * - `git`: what git says of the working tree (`[sha]`, `[short]`, `[describe]`, `[branch]`).
 *
 * The environment is no lookup: it is one of the layers of values.
 */
export const LOOKUP_KINDS = [
  'ssm',
  'ssm-arn',
  'secretsmanager-arn',
  'cfn-output',
  'cfn-export',
  'tfstate',
  'file',
  'git',
] as const;

/** One of {@link LOOKUP_KINDS}. */
export type LookupKind = (typeof LOOKUP_KINDS)[number];

/** Something that has to be asked elsewhere before a template can be filled. */
export interface LookupRequest {
  readonly kind: LookupKind;
  /** By kind, see {@link LOOKUP_KINDS}. Placeholders in them are filled already. */
  readonly args: readonly string[];
  /**
   * Which of several sources of this kind: the prefix of a function, as in `{{ network_tfstate "aws_vpc.main.id" }}`
   * (ecspresso's `func_prefix`, without its underscore). Absent: the only or the first one.
   */
  readonly source?: string;
  /** Where templates ask for it; the first is for messages. */
  readonly places: readonly SourcePlace[];
}

/** What was found, by {@link lookupKey}. A request without an answer counts as a placeholder without a value. */
export type LookupAnswers = Readonly<Record<string, string>>;

/** The name under which the answer to a request is kept: equal for requests that ask the same. */
export function lookupKey({ kind, args, source }: Pick<LookupRequest, 'kind' | 'args' | 'source'>): string {
  return JSON.stringify([kind, source ?? null, ...args]);
}
