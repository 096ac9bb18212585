import { shortTaskDefinition } from './release.js';

/** A deployment that succeeded at some time. */
export interface PastDeployment {
  readonly deploymentId: string;
  readonly createdAt: Date;
  /** CodeDeploy's own rollbacks (`codeDeployRollback`) bring back what was there and add nothing new. */
  readonly creator: string;
  /** `family:revision` that served when it was created, where its description says so. */
  readonly from: string | null;
  /** The deployment, or the task definition, that it put back, where it is a rollback by bg-deploy. */
  readonly restores: string | null;
}

/** What a rollback is to go back from. */
export interface RollbackOrigin {
  /** The deployment that brought what serves now; `null` where none did. */
  readonly deploymentId: string | null;
  /** Everything created before this counts as earlier. */
  readonly before: Date;
}

/** What one can go back to. */
export interface WaysBack {
  /** Deployments, the last first. */
  readonly deployments: readonly PastDeployment[];
  /** `family:revision` that served before the first of all deployments; `null`: not known, or it was put back. */
  readonly beforeAll: string | null;
}

/**
 * What one can go back to. Versions that were rolled back *from* are not among it: after a rollback from C to B, the
 * way back leads from B to A, not to C again.
 *
 * @param succeeded - of one deployment group, in any order
 */
export function waysBack(succeeded: readonly PastDeployment[], origin: RollbackOrigin): WaysBack {
  const stack: PastDeployment[] = [];
  let beforeAll: string | null = null;
  const inOrder = succeeded
    .filter(({ creator }) => creator !== 'codeDeployRollback')
    .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  for (const deployment of inOrder) {
    const isOrigin = deployment.deploymentId === origin.deploymentId;
    if (!isOrigin && deployment.createdAt >= origin.before) break;
    const { restores, from } = deployment;
    const restored = stack.findIndex(({ deploymentId }) => deploymentId === restores);
    if (deployment === inOrder[0] && restores === null) {
      beforeAll = from;
    } else if (restored >= 0) {
      stack.length = restored;
    } else if (restores !== null && restores === beforeAll) {
      stack.length = 0;
      beforeAll = null;
    }
    if (isOrigin) break;
    stack.push(deployment);
  }
  return { deployments: stack.reverse(), beforeAll };
}

/** Where to go back to. */
export type RollbackTarget =
  | { readonly kind: 'deployment'; readonly deploymentId: string; readonly taskDefinitionArn: string }
  /** What served before the first deployment of all. */
  | { readonly kind: 'task-definition'; readonly taskDefinition: string }
  | { readonly kind: 'none' };

/**
 * Chooses where to go back to: the last successfully deployed revision before what serves now, one with another task
 * definition rather than the same one again. Revision numbers are never counted down: the number before may never have
 * worked.
 *
 * @param ways - as {@link waysBack} gives them, with what each released; `null` where that is not known any more
 * @param beforeAll - what served before all of them
 */
export function chooseRollbackTarget(
  ways: readonly { readonly deploymentId: string; readonly taskDefinitionArn: string | null }[],
  servingArn: string | null,
  beforeAll: string | null,
): RollbackTarget {
  const known = ways.flatMap(({ deploymentId, taskDefinitionArn }) =>
    taskDefinitionArn === null ? [] : [{ kind: 'deployment' as const, deploymentId, taskDefinitionArn }],
  );
  const other = known.find(({ taskDefinitionArn }) => taskDefinitionArn !== servingArn);
  if (other) return other;
  if (beforeAll !== null && (servingArn === null || beforeAll !== shortTaskDefinition(servingArn))) {
    return { kind: 'task-definition', taskDefinition: beforeAll };
  }
  if (known[0]) return known[0];
  // The only release there was has put the same task definition in place again: going back starts its tasks afresh.
  return beforeAll === null ? { kind: 'none' } : { kind: 'task-definition', taskDefinition: beforeAll };
}
