import type { GenericRevisionInfo } from '@aws-sdk/client-codedeploy';
import type { RevisionRecord } from './world.js';

/** When and where a revision was used. */
export function revisionInfo(revision: RevisionRecord): GenericRevisionInfo {
  const { description, deploymentGroups, firstUsedTime, lastUsedTime, registerTime } = revision;
  return {
    ...(description === undefined ? {} : { description }),
    deploymentGroups,
    ...(firstUsedTime ? { firstUsedTime } : {}),
    ...(lastUsedTime ? { lastUsedTime } : {}),
    registerTime,
  };
}
