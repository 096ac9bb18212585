import type { DeploymentEvent, DeploymentResult } from '../deployment/event.js';
import type { Traffic } from '../domain/traffic.js';
import type { NotificationContext, Phase } from './notification.js';

/** What the events of a deployment have told so far. */
export interface Story {
  readonly deploymentId: string;
  /** When the last event was. */
  readonly at: Date;
  readonly status: string;
  readonly taskDefinitionArn: string | null;
  readonly previousTaskDefinitionArn: string | null;
  readonly deploymentConfig: string | null;
  readonly description: string | null;
  /** The lifecycle event that failed, and what was said about it. */
  readonly failure: { readonly event: string; readonly diagnostics: string | null } | null;
  readonly traffic: Traffic | null;
  /** The most production traffic, in percent, that the new version ever had. */
  readonly highestGreen: number;
  /** Whether the test listener was sent to the new version. */
  readonly testTraffic: boolean;
  readonly readyUntil: Date | null;
  readonly rollbackDeploymentId: string | null;
  readonly result: DeploymentResult | null;
}

/** Before the first event. */
export const UNTOLD: Story = {
  deploymentId: '',
  at: new Date(0),
  status: 'Created',
  taskDefinitionArn: null,
  previousTaskDefinitionArn: null,
  deploymentConfig: null,
  description: null,
  failure: null,
  traffic: null,
  highestGreen: 0,
  testTraffic: false,
  readyUntil: null,
  rollbackDeploymentId: null,
  result: null,
};

/** The story with one more event. */
export function tell(before: Story, event: DeploymentEvent): Story {
  const story = { ...before, deploymentId: before.deploymentId || event.deploymentId, at: event.at };
  switch (event.type) {
    case 'deployment.created': {
      const { taskDefinitionArn, previousTaskDefinitionArn, deploymentConfig, description } = event;
      return { ...story, taskDefinitionArn, previousTaskDefinitionArn, deploymentConfig, description };
    }
    case 'deployment.status':
      return { ...story, status: event.to };
    case 'lifecycle.succeeded':
      return event.event === 'AllowTestTraffic' ? { ...story, testTraffic: true } : story;
    case 'lifecycle.failed':
      return { ...story, failure: { event: event.event, diagnostics: event.diagnostics } };
    case 'traffic.shifted': {
      const { blue, green } = event;
      return { ...story, traffic: { blue, green }, highestGreen: Math.max(story.highestGreen, green) };
    }
    case 'deployment.ready':
      return { ...story, status: 'Ready', readyUntil: event.until };
    case 'rollback.started':
      return { ...story, rollbackDeploymentId: event.rollbackDeploymentId };
    case 'result':
      return {
        ...story,
        status: event.status,
        taskDefinitionArn: event.taskDefinitionArn ?? story.taskDefinitionArn,
        previousTaskDefinitionArn: event.previousTaskDefinitionArn ?? story.previousTaskDefinitionArn,
        // A result says null where the weights could not be read: what was seen before may no longer be so.
        traffic: event.traffic,
        highestGreen: Math.max(story.highestGreen, event.traffic?.green ?? 0),
        rollbackDeploymentId: event.rollbackDeploymentId ?? story.rollbackDeploymentId,
        result: event,
      };
    case 'lifecycle.started':
    case 'lifecycle.skipped':
    case 'taskset.changed':
    case 'rollback.finished':
    case 'notification.sent':
    case 'notification.failed':
      return story;
  }
}

/** What an event is announced as, if it is. Waiting that ended while the deployment goes on is not. */
export function phaseOf(event: DeploymentEvent, { rollbackOf }: Pick<NotificationContext, 'rollbackOf'>): Phase | null {
  switch (event.type) {
    case 'deployment.created':
      return 'started';
    case 'deployment.ready':
      return 'ready';
    case 'result':
      return phaseOfResult(event, rollbackOf);
    default:
      return null;
  }
}

function phaseOfResult(result: DeploymentResult, rollbackOf: string | undefined): Phase | null {
  switch (result.exitCode) {
    case 0:
      return rollbackOf === undefined && !result.rolledBack ? 'succeeded' : 'rolled-back';
    case 3:
      return wasAskedFor(result) ? 'rolled-back' : 'failed';
    case 4:
      return 'uncertain';
    default:
      return null;
  }
}

/** CodeDeploy ends a deployment as Stopped for an alarm, too; then nobody asked. */
function wasAskedFor({ rolledBack, cause }: DeploymentResult): boolean {
  return rolledBack && cause?.code === 'MANUAL_STOP';
}
