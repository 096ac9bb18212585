import { type Check, failed, passed, warned } from './check.js';
import type { Observation } from './observation.js';

/** The CodeDeploy application exists and is one for ECS. */
export function checkApplication({ target, computePlatform }: Observation): Check {
  const id = 'application';
  const name = target.application;
  if (computePlatform === null) {
    return failed(id, `there is no CodeDeploy application ${name}`, 'Check --application, the region and the account.');
  }
  return computePlatform === 'ECS'
    ? passed(id, `the application ${name} deploys to ECS`)
    : failed(
        id,
        `the application ${name} deploys to ${computePlatform}, not to ECS`,
        'Create another application with compute platform ECS; the platform of one cannot be changed.',
      );
}

/** The deployment group exists. */
export function checkGroup({ target, group, computePlatform }: Observation): Check | undefined {
  if (computePlatform === null) return undefined;
  const id = 'deployment-group';
  return group === null
    ? failed(
        id,
        `the application ${target.application} has no deployment group ${target.deploymentGroup}`,
        'Check --deployment-group, or run `bg-deploy bootstrap`.',
      )
    : passed(id, `the deployment group ${group.name} exists`);
}

/** ECS deployments are blue/green with traffic control, and nothing else. */
export function checkStyle({ group }: Observation): Check | undefined {
  if (group === null) return undefined;
  const id = 'deployment-style';
  const { deploymentType: type, deploymentOption: option } = group;
  return type === 'BLUE_GREEN' && option === 'WITH_TRAFFIC_CONTROL'
    ? passed(id, 'the deployment group is blue/green with traffic control')
    : failed(
        id,
        `the deployment group is ${type || 'of no type'} ${option || ''}`.trimEnd(),
        'Set deploymentType BLUE_GREEN and deploymentOption WITH_TRAFFIC_CONTROL.',
      );
}

/** The deployment group deploys to the service that was named; AWS stores names or ARNs. */
export function checkGroupService({ target, group }: Observation): Check | undefined {
  if (group === null) return undefined;
  const id = 'deployment-group-service';
  const hit = group.services.some(({ cluster, service }) => cluster === target.cluster && service === target.service);
  const actual = group.services.map(({ cluster, service }) => `${cluster}/${service}`).join(', ') || 'no service';
  return hit
    ? passed(id, `the deployment group deploys to ${target.cluster}/${target.service}`)
    : failed(
        id,
        `the deployment group ${group.name} deploys to ${actual}, not to ${target.cluster}/${target.service}`,
        'Name the group of this service with --deployment-group, or the service with --cluster and --service.',
      );
}

/** The deployment configuration exists and is one for ECS. */
export function checkDeploymentConfig({ group, deploymentConfigName: name, deploymentConfig }: Observation) {
  if (group === null) return undefined;
  const id = 'deployment-config';
  if (name !== null && deploymentConfig?.computePlatform === 'ECS') {
    return passed(id, `the deployment configuration ${name} is one for ECS`);
  }
  const what = deploymentConfig
    ? `the deployment configuration ${name} is for ${deploymentConfig.computePlatform}, not for ECS`
    : `there is no deployment configuration ${name ?? ''}`.trimEnd();
  return failed(id, what, 'Name one of `aws deploy list-deployment-configs`, e.g. CodeDeployDefault.ECSAllAtOnce.');
}

/** A failure should send traffic back without anybody being there. */
export function checkAutoRollback({ group }: Observation): Check | undefined {
  if (group === null) return undefined;
  const id = 'auto-rollback';
  return group.autoRollbackEvents.includes('DEPLOYMENT_FAILURE')
    ? passed(id, 'CodeDeploy rolls back by itself when a deployment fails')
    : warned(
        id,
        `the deployment group ${group.name} does not roll back by itself when a deployment fails`,
        'Enable autoRollbackConfiguration with DEPLOYMENT_FAILURE (and DEPLOYMENT_STOP_ON_REQUEST).',
      );
}

/** CodeDeploy takes one deployment a group at a time; the wait before blue is terminated counts. */
export function checkNoActiveDeployment({ group, activeDeployments }: Observation): Check | undefined {
  if (group === null) return undefined;
  const id = 'no-active-deployment';
  const [active] = activeDeployments;
  if (active === undefined) return passed(id, 'no other deployment is in progress');
  return failed(
    id,
    `deployment ${active} is in progress in ${group.name}`,
    activeDeploymentRemedy(active),
    'deployment-in-progress',
  );
}

/** The commands for somebody whom another deployment keeps from starting. */
export function activeDeploymentRemedy(id: string): string {
  return [
    `watch it:                  bg-deploy status ${id} --watch`,
    `end its termination wait:  bg-deploy continue ${id} --terminate-blue`,
    `stop it and go back:       bg-deploy rollback ${id}`,
    'or start with --on-conflict wait',
  ].join('\n');
}
