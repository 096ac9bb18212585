import type { DeploymentEvent, DeploymentResult } from '../../src/deployment/event.js';
import type { NotificationContext } from '../../src/notify/notification.js';

const REVISION = 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web';

export const CONTEXT: NotificationContext = {
  environment: 'live',
  application: 'AppECS-main-web',
  deploymentGroup: 'DgpECS-main-web',
  cluster: 'main',
  service: 'web',
  region: 'eu-west-1',
  images: ['123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:4f2a9c1'],
};

const base = (minute: number) => ({
  at: new Date(Date.UTC(2026, 2, 1, 4, minute)),
  deploymentId: 'd-ABC123DEF',
});

export const CREATED: DeploymentEvent = {
  ...base(0),
  type: 'deployment.created',
  application: CONTEXT.application,
  deploymentGroup: CONTEXT.deploymentGroup,
  cluster: CONTEXT.cluster,
  service: CONTEXT.service,
  deploymentConfig: 'CodeDeployDefault.ECSCanary10Percent5Minutes',
  taskDefinitionArn: `${REVISION}:42`,
  previousTaskDefinitionArn: `${REVISION}:41`,
  description: null,
};

export const TEST_TRAFFIC: DeploymentEvent = { ...base(2), type: 'lifecycle.succeeded', event: 'AllowTestTraffic' };

export const READY: DeploymentEvent = {
  ...base(3),
  type: 'deployment.ready',
  until: new Date(Date.UTC(2026, 2, 1, 5, 3)),
};

export const SHIFTED: DeploymentEvent = { ...base(4), type: 'traffic.shifted', blue: 90, green: 10 };

export const HOOK_FAILED: DeploymentEvent = {
  ...base(5),
  type: 'lifecycle.failed',
  event: 'AfterAllowTestTraffic',
  diagnostics: 'GET /health on the test listener answered 502',
};

export const SHIFT_FAILED: DeploymentEvent = {
  ...base(5),
  type: 'lifecycle.failed',
  event: 'AllowTraffic',
  diagnostics: null,
};

export function result(parts: Partial<DeploymentResult> = {}): DeploymentResult {
  return {
    ...base(16),
    type: 'result',
    status: 'Succeeded',
    application: CONTEXT.application,
    deploymentGroup: CONTEXT.deploymentGroup,
    cluster: CONTEXT.cluster,
    service: CONTEXT.service,
    taskDefinitionArn: `${REVISION}:42`,
    previousTaskDefinitionArn: `${REVISION}:41`,
    startedAt: new Date(Date.UTC(2026, 2, 1, 4, 0, 2)),
    completedAt: new Date(Date.UTC(2026, 2, 1, 4, 16, 18)),
    traffic: { blue: 0, green: 100 },
    rolledBack: false,
    rollbackDeploymentId: null,
    error: null,
    exitCode: 0,
    ...parts,
  };
}

export const FAILED = result({
  status: 'Failed',
  traffic: { blue: 100, green: 0 },
  rolledBack: true,
  rollbackDeploymentId: 'd-GHI456JKL',
  cause: {
    code: 'HOOK_EXECUTION_FAILURE',
    message: 'The deployment failed because one or more of the lifecycle event validation functions failed.',
  },
  error: { code: 'deployment-unsuccessful', message: 'AfterAllowTestTraffic failed; all traffic is on web:41' },
  exitCode: 3,
});

export const STOPPED = result({
  status: 'Stopped',
  traffic: { blue: 100, green: 0 },
  rolledBack: true,
  rollbackDeploymentId: 'd-GHI456JKL',
  cause: { code: 'MANUAL_STOP', message: 'The deployment was stopped by a user' },
  error: { code: 'deployment-unsuccessful', message: 'stopped on request; all traffic is on web:41' },
  exitCode: 3,
});

export const UNCERTAIN = result({
  status: 'Stopped',
  traffic: { blue: 90, green: 10 },
  cause: { code: 'ALARM_ACTIVE', message: 'One or more alarms have been activated: web-5xx' },
  error: {
    code: 'traffic-uncertain',
    message:
      'AllowTraffic failed: ALARM_ACTIVE: One or more alarms have been activated: web-5xx; the production listener sends 90 % to the previous version',
  },
  exitCode: 4,
});
