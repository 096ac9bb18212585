import { createHash } from 'node:crypto';
import {
  InvalidRevisionException$,
  RevisionDoesNotExistException$,
  type RevisionLocation,
  RevisionRequiredException$,
} from '@aws-sdk/client-codedeploy';
import { Fault } from '../fault.js';
import type { ApplicationRecord, RevisionRecord } from './world.js';

/** A revision that a request names: its hash, and its text where the request carries it. */
export interface NamedRevision {
  readonly revisionType: 'AppSpecContent' | 'String';
  readonly sha256: string;
  readonly content?: string;
}

/**
 * Reads the revision of a request. The engine holds AppSpecs that come inline; it has no S3 and no GitHub.
 *
 * @throws Fault `RevisionRequiredException`, `InvalidRevisionException`
 */
export function readRevision(revision: RevisionLocation | undefined): NamedRevision {
  if (!revision) throw new Fault(RevisionRequiredException$, 'RevisionLocation must be specified');
  switch (revision.revisionType) {
    case 'AppSpecContent':
    case 'String': {
      const { content, sha256 } =
        (revision.revisionType === 'String' ? revision.string : revision.appSpecContent) ?? {};
      if (content === undefined) {
        if (!sha256) refuse('The revision has neither content nor a SHA-256 hash');
        return { revisionType: revision.revisionType, sha256 };
      }
      const hash = createHash('sha256').update(content).digest('hex');
      if (sha256 && sha256.toLowerCase() !== hash) {
        refuse('The SHA-256 hash does not match the content of the revision');
      }
      return { revisionType: revision.revisionType, sha256: hash, content };
    }
    case 'S3': {
      const { bundleType } = revision.s3Location ?? {};
      if (bundleType !== 'YAML' && bundleType !== 'JSON') refuse('BundleType must be either YAML or JSON');
      return refuse(
        'The embedded engine does not model revisions in Amazon S3; send the AppSpec inline (revisionType AppSpecContent)',
      );
    }
    case 'GitHub':
      return refuse('An ECS deployment takes its AppSpec from AppSpecContent or from Amazon S3, not from GitHub');
    default:
      return refuse('The revision type must be specified');
  }
}

/** The revision of an application that a request names, if it was registered. */
export function registered(application: ApplicationRecord, named: NamedRevision): RevisionRecord | undefined {
  return application.revisions.find(
    ({ revisionType, sha256 }) => revisionType === named.revisionType && sha256 === named.sha256,
  );
}

/**
 * The revision of an application that a request names.
 *
 * @throws Fault `RevisionDoesNotExistException`
 */
export function findRevision(application: ApplicationRecord, named: NamedRevision): RevisionRecord {
  const found = registered(application, named);
  if (!found) {
    throw new Fault(
      RevisionDoesNotExistException$,
      `The revision ${named.sha256} is not registered with the application ${application.shown.applicationName}`,
    );
  }
  return found;
}

/**
 * Registers a revision with an application, unless it is known.
 *
 * @throws Fault `RevisionDoesNotExistException` for one that is unknown and comes without its text
 */
export function register(application: ApplicationRecord, named: NamedRevision, now: Date): RevisionRecord {
  const { content, sha256, revisionType } = named;
  if (content === undefined) return findRevision(application, named);
  const known = registered(application, named);
  if (known) return known;
  const record: RevisionRecord = { content, sha256, revisionType, deploymentGroups: [], registerTime: now };
  application.revisions.push(record);
  return record;
}

/** A revision as a request would name it, with its text. */
export function locationOf({ revisionType, content, sha256 }: RevisionRecord): RevisionLocation {
  return revisionType === 'String'
    ? { revisionType, string: { content, sha256 } }
    : { revisionType, appSpecContent: { content, sha256 } };
}

/** A revision as deployments and groups show it: without its text, which only `GetApplicationRevision` gives. */
export function withoutContent({ revisionType, string, appSpecContent }: RevisionLocation): RevisionLocation {
  return revisionType === 'String'
    ? { revisionType, string: { sha256: string?.sha256 } }
    : { revisionType, appSpecContent: { sha256: appSpecContent?.sha256 } };
}

/** The text of an inline AppSpec. */
export function contentOf(revision: RevisionLocation | undefined): string | undefined {
  return revision?.appSpecContent?.content ?? revision?.string?.content;
}

function refuse(message: string): never {
  throw new Fault(InvalidRevisionException$, message);
}
