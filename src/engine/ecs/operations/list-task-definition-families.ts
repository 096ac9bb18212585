import {
  type ListTaskDefinitionFamiliesCommandInput,
  type ListTaskDefinitionFamiliesCommandOutput,
  TaskDefinitionFamilyStatus,
} from '@aws-sdk/client-ecs';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { checkEnum } from '../enum-member.js';
import { page } from '../page.js';

/** Lists families whose name begins so: ACTIVE ones have an ACTIVE revision, INACTIVE ones have none, ALL by default. */
export function listTaskDefinitionFamilies(
  input: ListTaskDefinitionFamiliesCommandInput,
  { world }: CallContext,
): Answer<ListTaskDefinitionFamiliesCommandOutput> {
  checkEnum('status', input.status, TaskDefinitionFamilyStatus);
  const names = Object.entries(world.ecs.families)
    .filter(([name]) => name.startsWith(input.familyPrefix ?? ''))
    .filter(([, { revisions }]) => {
      const active = Object.values(revisions).some(({ shown }) => shown.status === 'ACTIVE');
      return !input.status || input.status === 'ALL' || (input.status === 'ACTIVE') === active;
    })
    .map(([name]) => name)
    .sort();
  const { items, nextToken } = page(names, input.nextToken, input.maxResults);
  return { families: items, nextToken };
}
