import type { Observed } from './observed.js';
import type { PlanStep } from './plan.js';
import type { BootstrapWish } from './wish.js';

/** The cluster: any will do. */
export function planCluster({ cluster }: BootstrapWish, observed: Observed): PlanStep {
  return observed.cluster
    ? { resource: 'cluster', action: 'keep', name: cluster, arn: observed.cluster.arn, reason: 'it exists' }
    : { resource: 'cluster', action: 'create', name: cluster, reason: 'it does not exist' };
}

/** The first task definition. Once there is a service, task definitions are the business of deployments. */
export function planTaskDefinition(wish: BootstrapWish, { service, sameTaskDefinition }: Observed): PlanStep {
  const resource = 'task-definition';
  const name = wish.taskDefinition.family ?? wish.service;
  if (service) {
    return {
      resource,
      action: 'keep',
      name,
      arn: service.taskDefinitionArn,
      reason: 'the service runs this one; `bg-deploy start` deploys others',
    };
  }
  return sameTaskDefinition
    ? { resource, action: 'keep', name, arn: sameTaskDefinition.arn, reason: 'an identical revision is registered' }
    : { resource, action: 'create', name, reason: 'no identical revision is registered' };
}

/** The service: only CodeDeploy may deploy it, and it must be behind one of the pair. */
export function planService(wish: BootstrapWish, { service, pair }: Observed): PlanStep {
  const resource = 'service';
  const name = wish.service;
  if (!service) return { resource, action: 'create', name, reason: 'it does not exist' };
  const refuse = (reason: string, remedy: string): PlanStep => ({ resource, action: 'mismatch', name, reason, remedy });
  if (service.status !== 'ACTIVE') {
    return refuse(
      `service ${name} is ${service.status}: it was deleted and its tasks are still stopping`,
      'Wait until its tasks have stopped (aws ecs wait services-inactive), then run bootstrap again.',
    );
  }
  if (service.controller !== 'CODE_DEPLOY') {
    return refuse(
      `service ${name} is deployed by the controller ${service.controller}, and CodeDeploy needs CODE_DEPLOY`,
      'ECS cannot change a service to CODE_DEPLOY: delete the service, or choose another service name; bootstrap then creates it.',
    );
  }
  const ours = [pair.blue.targetGroup?.arn, pair.green.targetGroup?.arn];
  // CodeDeploy: "The target ECS service must be configured using one of those two target groups."
  if (service.targetGroupArn === null || !ours.includes(service.targetGroupArn)) {
    return refuse(
      `service ${name} is behind target group ${service.targetGroupArn ?? '(none)'}, not behind ${pair.blue.name} or ${pair.green.name}`,
      'Create the deployment group for its own target groups by hand, or choose another service name; bootstrap then creates it.',
    );
  }
  return { resource, action: 'keep', name, arn: service.arn, reason: 'it exists under the controller CODE_DEPLOY' };
}
