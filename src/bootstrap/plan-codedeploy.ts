import type { Observed, ObservedDeploymentGroup } from './observed.js';
import type { PlanStep } from './plan.js';
import type { BootstrapWish } from './wish.js';

/** On each of these the group sends traffic back by itself; without them a failed deployment stays where it failed. */
export const ROLLBACK_EVENTS = [
  'DEPLOYMENT_FAILURE',
  'DEPLOYMENT_STOP_ON_ALARM',
  'DEPLOYMENT_STOP_ON_REQUEST',
] as const;

/** The application. Its platform is given once and for all. */
export function planApplication(wish: BootstrapWish, { application }: Observed): PlanStep {
  const resource = 'application';
  const name = wish.application;
  if (!application) return { resource, action: 'create', name, reason: 'it does not exist' };
  if (application.computePlatform !== 'ECS') {
    return {
      resource,
      action: 'mismatch',
      name,
      reason: `CodeDeploy application ${name} is for ${application.computePlatform}, not for ECS`,
      remedy: 'Choose another `application` in the configuration: the platform of an application cannot be changed.',
    };
  }
  return { resource, action: 'keep', name, arn: null, reason: 'it exists for ECS' };
}

/** The deployment group: its settings can be mended, what it deploys cannot. */
export function planDeploymentGroup(wish: BootstrapWish, observed: Observed): PlanStep {
  const resource = 'deployment-group';
  const name = wish.deploymentGroup;
  const refuse = (reason: string, remedy: string): PlanStep => ({ resource, action: 'mismatch', name, reason, remedy });
  if (observed.deploymentConfigExists === false) {
    return refuse(
      `there is no deployment configuration ${wish.deploymentConfig}`,
      'Set deploymentConfig to one that exists (`aws deploy list-deployment-configs` lists them), e.g. CodeDeployDefault.ECSCanary10Percent5Minutes.',
    );
  }
  const group = observed.deploymentGroup;
  if (!group) return { resource, action: 'create', name, reason: 'it does not exist' };

  if (group.deploymentType !== 'BLUE_GREEN') {
    return refuse(
      `deployment group ${name} makes ${group.deploymentType} deployments, and ECS needs BLUE_GREEN`,
      'Choose another `deploymentGroup` in the configuration; bootstrap then creates it.',
    );
  }
  const served = group.services.map(({ cluster, service }) => `${cluster}/${service}`);
  if (!served.includes(`${wish.cluster}/${wish.service}`)) {
    return refuse(
      `deployment group ${name} is for service ${served.join(', ') || '(none)'}, not for ${wish.cluster}/${wish.service}`,
      'Choose another `deploymentGroup` in the configuration, or correct `cluster` and `service`.',
    );
  }
  const differences = mendable(wish, group);
  return differences.length === 0
    ? { resource, action: 'keep', name, arn: null, reason: 'it exists for this service, with these settings' }
    : {
        resource,
        action: 'update',
        name,
        reason: differences.join('; '),
        change: { kind: 'deployment-group', differences },
      };
}

/** What an UpdateDeploymentGroup can put right, each as a phrase. */
function mendable(wish: BootstrapWish, group: ObservedDeploymentGroup): string[] {
  const differences: string[] = [];
  const compare = (what: string, is: string, wanted: string | undefined) => {
    if (wanted !== undefined && is !== wanted) differences.push(`${what} ${is || '(none)'} becomes ${wanted}`);
  };
  compare('deployment configuration', group.deploymentConfig, wish.deploymentConfig);
  compare('role', group.roleArn, wish.codeDeployRoleArn);
  compare('ready wait', `${group.readyWaitMinutes}m`, `${wish.readyWaitMinutes}m`);
  compare('termination wait', `${group.terminationWaitMinutes}m`, `${wish.terminationWaitMinutes}m`);
  const missing = ROLLBACK_EVENTS.filter((event) => !group.rollbackEvents.includes(event));
  if (missing.length > 0) differences.push(`it also rolls back on ${missing.join(', ')}`);
  return differences;
}
