import { ClientException$, InvalidParameterException$ } from '@aws-sdk/client-ecs';
import { lastSegment } from '../../domain/arn.js';
import { stored } from '../elbv2/lookup.js';
import { Fault } from '../fault.js';
import type { RegionWorld } from '../world/world.js';
import type { FamilyRecord, KnownTaskDefinition } from './world.js';

/** A revision of a family, as it is kept. */
export type RevisionRecord = FamilyRecord['revisions'][string];

/**
 * Reads `family`, `family:revision` or an ARN.
 *
 * @throws Fault `InvalidParameterException` for a revision that is not a number
 */
export function readReference(reference: string): { family: string; revision: number | undefined } {
  const [family = '', revision] = lastSegment(reference).split(':');
  if (revision === undefined) return { family, revision: undefined };
  if (!/^\d+$/.test(revision)) {
    throw new Fault(InvalidParameterException$, `Invalid revision number. Number: ${revision}`);
  }
  return { family, revision: Number(revision) };
}

/**
 * The task definition that a reference names; a family alone names its latest ACTIVE revision.
 *
 * @throws Fault `InvalidParameterException` for a revision that is not a number
 */
export function taskDefinitionNamed(world: RegionWorld, reference: string): RevisionRecord | undefined {
  const { family, revision } = readReference(reference);
  const record = stored(world.ecs.families, family);
  if (!record) return undefined;
  if (revision !== undefined) return stored(record.revisions, String(revision));
  return Object.values(record.revisions)
    .filter(({ shown }) => shown.status === 'ACTIVE')
    .sort((one, other) => other.shown.revision - one.shown.revision)[0];
}

/**
 * The ACTIVE task definition that a service or a task set is to run.
 *
 * @throws Fault `ClientException`
 */
export function findActiveTaskDefinition(world: RegionWorld, reference: string | undefined): KnownTaskDefinition {
  const found = reference ? taskDefinitionNamed(world, reference)?.shown : undefined;
  if (!found) throw new Fault(ClientException$, 'TaskDefinition not found.');
  if (found.status !== 'ACTIVE') throw new Fault(ClientException$, 'TaskDefinition is inactive');
  return found;
}

/** The task definition of a task set, which is kept for good once it was registered. */
export function taskDefinitionByArn(world: RegionWorld, arn: string): KnownTaskDefinition {
  const found = taskDefinitionNamed(world, arn)?.shown;
  if (!found) throw new Error(`The world has a task set of ${arn}, but no such task definition`);
  return found;
}
