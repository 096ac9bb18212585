import type { AwsClients } from '../aws/clients.js';
import { canonicalTaskDefinition } from '../deployment/same-task-definition.js';
import type { ReleaseDocuments } from '../preflight/observation.js';
import type { ReleaseTarget } from '../preflight/release-target.js';
import { type Base, readBase } from './base.js';
import { compareAppSpecs } from './compare-app-specs.js';
import { compareTaskDefinitions } from './compare-task-definitions.js';
import type { ReleaseDiff } from './release-diff.js';

/** What is to be compared with what. */
export interface DiffOptions {
  readonly clients: AwsClients;
  readonly target: ReleaseTarget;
  /** What would be released: made by `generate`, or by hand. */
  readonly documents: ReleaseDocuments;
  /** A deployment's id, or a task definition (`family:revision`, family or ARN). @defaultValue what serves now */
  readonly against?: string;
  /** The commit that would be released. */
  readonly commit?: string;
  /** Whether values of environment variables are told. What looks secret is masked all the same. @defaultValue false */
  readonly showValues?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * What a release would change, without changing anything: the task definition against the one that serves now, the
 * appspec against that of the deployment which brought it.
 *
 * @throws `BgDeployError` `aws-…` when AWS cannot be asked or has nothing to compare with
 * @example
 * ```ts
 * const { different, containers } = await diff({ clients, target, documents });
 * ```
 */
export async function diff(options: DiffOptions): Promise<ReleaseDiff> {
  return diffFrom(await readBase(options), options);
}

/** The difference to what was read. */
export function diffFrom(
  { base, registered, appSpec, commit, notes }: Base,
  options: Pick<DiffOptions, 'target' | 'documents' | 'commit' | 'showValues'>,
): ReleaseDiff {
  const { target, documents, showValues = false } = options;
  const disclosure = { environmentValues: showValues };
  const { containers, changes } = compareTaskDefinitions(
    canonicalTaskDefinition({ ...registered.definition, tags: [...registered.tags] }),
    canonicalTaskDefinition({ ...documents.taskDefinition }),
    disclosure,
  );
  const appSpecChanges = appSpec ? compareAppSpecs(appSpec, documents.appSpec, disclosure) : [];
  return {
    different: containers.length + changes.length + appSpecChanges.length > 0,
    cluster: target.cluster,
    service: target.service,
    against: base,
    commit: { from: commit, to: options.commit ?? null },
    containers,
    taskDefinition: changes,
    appSpec: appSpecChanges,
    notes,
  };
}
