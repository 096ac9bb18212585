import { BatchLimitExceededException$ } from '@aws-sdk/client-codedeploy';
import { Fault } from '../fault.js';

/**
 * The items of a batch request.
 *
 * @throws Fault `BatchLimitExceededException`
 */
export function batch<Item>(items: readonly Item[] | undefined, limit: number): readonly Item[] {
  if (items && items.length > limit) {
    throw new Fault(BatchLimitExceededException$, `The maximum number of names or IDs in one call is ${limit}`);
  }
  return items ?? [];
}
