import { parseArn } from '../domain/arn.js';
import type { Resource } from './plan.js';
import { DEFAULT_ROLE_NAME } from './wish.js';

/** The ARNs that are known so far: of what was kept and of what was created. */
export class KnownArns {
  readonly #arns = new Map<Resource, string>();

  set(resource: Resource, arn: string | null): void {
    if (arn !== null) this.#arns.set(resource, arn);
  }

  get(resource: Resource): string | undefined {
    return this.#arns.get(resource);
  }

  /** The ARN of a resource that an earlier step of the plan kept or created. */
  require(resource: Resource): string {
    const arn = this.#arns.get(resource);
    if (arn === undefined) throw new Error(`the plan reached a step that needs the ${resource} before it had one`);
    return arn;
  }

  /** The role of AWS's guides in the account, and the partition, of the cluster. */
  defaultRole(): string {
    const cluster = parseArn(this.require('cluster'));
    return `arn:${cluster?.partition ?? 'aws'}:iam::${cluster?.account ?? ''}:role/${DEFAULT_ROLE_NAME}`;
  }
}
