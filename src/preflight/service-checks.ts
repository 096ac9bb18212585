import { type Check, failed, passed, warned } from './check.js';
import type { Observation } from './observation.js';

/** The service exists and is alive. */
export function checkService({ target, service }: Observation): Check {
  const id = 'service';
  const name = `${target.cluster}/${target.service}`;
  if (service === null) {
    return failed(id, `there is no service ${name}`, 'Check --cluster and --service, or run `bg-deploy bootstrap`.');
  }
  return service.status === 'ACTIVE'
    ? passed(id, `the service ${name} is ACTIVE`)
    : failed(id, `the service ${name} is ${service.status}`, 'Create the service anew: `bg-deploy bootstrap`.');
}

/** Only a service under the CODE_DEPLOY controller takes deployments from CodeDeploy. */
export function checkController({ target, service }: Observation): Check | undefined {
  if (service?.status !== 'ACTIVE') return undefined;
  const id = 'service-controller';
  return service.controller === 'CODE_DEPLOY'
    ? passed(id, 'the service is under the CODE_DEPLOY deployment controller')
    : failed(
        id,
        `the service ${target.service} is under the ${service.controller} deployment controller`,
        'Create a service with deploymentController CODE_DEPLOY.',
      );
}

/** Exactly one task set serves, and no leftover of another deployment is in the way. */
export function checkTaskSets({ service, activeDeployments, target }: Observation): Check | undefined {
  if (service?.status !== 'ACTIVE' || service.controller !== 'CODE_DEPLOY') return undefined;
  const id = 'task-sets';
  // While another deployment is on, two task sets are as it should be.
  if (activeDeployments.length > 0) return undefined;
  const primaries = service.taskSets.filter(({ status }) => status === 'PRIMARY');
  if (primaries.length !== 1) {
    return failed(
      id,
      `the service ${target.service} has ${primaries.length} PRIMARY task sets instead of one`,
      'Wait until its first task set is there, or look at it with `aws ecs describe-services`.',
    );
  }
  const leftover = service.taskSets.find(({ status }) => status === 'ACTIVE');
  if (leftover) {
    return failed(
      id,
      `the task set ${leftover.id} of a deployment that was stopped is still ACTIVE beside the PRIMARY one`,
      `Delete it: aws ecs delete-task-set --force --cluster ${target.cluster} --service ${target.service} --task-set ${leftover.id}`,
    );
  }
  return passed(id, 'one task set serves production');
}

/** A task set that is still being removed makes the next deployment fail; it goes by itself. */
export function checkDraining({ service, activeDeployments }: Observation): Check | undefined {
  if (!service || activeDeployments.length > 0) return undefined;
  const draining = service.taskSets.find(({ status }) => status === 'DRAINING');
  return draining
    ? warned('draining', `the task set ${draining.id} is still DRAINING`, '`bg-deploy start` waits until it is gone.')
    : passed('draining', 'no task set is being removed');
}
