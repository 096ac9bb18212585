import type { Deployment } from '../../src/aws/codedeploy/deployment.js';
import type { DeploymentTarget, LifecycleEvent, TargetTaskSet } from '../../src/aws/codedeploy/deployment-target.js';
import type { Release } from '../../src/deployment/release.js';
import type { Snapshot } from '../../src/deployment/snapshot.js';

export const PREVIOUS = 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:41';
export const OURS = 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:42';

/** An instant, in seconds after the deployment was created. */
export function at(seconds: number): Date {
  return new Date(Date.UTC(2026, 0, 1) + seconds * 1000);
}

export const RELEASE: Release = {
  deploymentId: 'd-OURS00001',
  application: 'AppECS-main-web',
  deploymentGroup: 'DgpECS-main-web',
  cluster: 'main',
  service: 'web',
  deploymentConfig: 'CodeDeployDefault.ECSAllAtOnce',
  routing: { type: 'AllAtOnce' },
  taskDefinitionArn: OURS,
  previousTaskDefinitionArn: PREVIOUS,
  description: null,
};

/** A deployment as CodeDeploy tells of it, succeeded unless told otherwise. */
export function deployment(parts: Partial<Deployment> = {}): Deployment {
  return {
    id: RELEASE.deploymentId,
    application: RELEASE.application,
    deploymentGroup: RELEASE.deploymentGroup,
    deploymentConfig: RELEASE.deploymentConfig,
    status: 'Succeeded',
    creator: 'user',
    description: null,
    createdAt: at(0),
    startedAt: at(1),
    completedAt: at(600),
    error: null,
    rollback: { rolledBackBy: null, rollsBack: null, message: null },
    autoRollbackEvents: ['DEPLOYMENT_FAILURE'],
    waits: { readyMinutes: null, terminationMinutes: 0 },
    terminationWaitStarted: false,
    route: { targetGroups: ['web-1', 'web-2'], productionListener: LISTENER, testListener: null },
    revision: null,
    ...parts,
  };
}

export const LISTENER = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/web/1/2';

/** `Name Status start end`, times in seconds: `event('Install', 'Succeeded', 2, 120)`. */
export function event(name: string, status: string, start?: number, end?: number): LifecycleEvent {
  return {
    name,
    status,
    startedAt: start === undefined ? null : at(start),
    endedAt: end === undefined ? null : at(end),
    diagnostics: null,
  };
}

/** The two task sets at some share of traffic for green. */
export function taskSets(green: number, parts: Partial<TargetTaskSet> = {}): TargetTaskSet[] {
  const both = { desired: 2, running: 2, pending: 0 };
  return [
    {
      ...both,
      id: 'ecs-svc/1',
      label: 'Blue',
      status: green === 100 ? 'ACTIVE' : 'PRIMARY',
      trafficWeight: 100 - green,
      targetGroup: 'web-1',
    },
    {
      ...both,
      id: 'ecs-svc/2',
      label: 'Green',
      status: green === 100 ? 'PRIMARY' : 'ACTIVE',
      trafficWeight: green,
      targetGroup: 'web-2',
      ...parts,
    },
  ];
}

/** A target. */
export function target(lifecycleEvents: readonly LifecycleEvent[], sets = taskSets(0)): DeploymentTarget {
  return { status: 'InProgress', updatedAt: null, lifecycleEvents, taskSets: sets };
}

/** A look at a deployment, so many seconds after its creation. */
export function snapshot(
  seconds: number,
  parts: Partial<Deployment>,
  seen: DeploymentTarget | null = null,
  release: Partial<Release> = {},
): Snapshot {
  return { release: { ...RELEASE, ...release }, seenAt: at(seconds), deployment: deployment(parts), target: seen };
}
