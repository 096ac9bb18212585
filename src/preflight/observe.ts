import type { AwsClients } from '../aws/clients.js';
import { getComputePlatform } from '../aws/codedeploy/application.js';
import { listDeploymentIds } from '../aws/codedeploy/deployment.js';
import { getDeploymentConfig } from '../aws/codedeploy/deployment-config.js';
import { getDeploymentGroup } from '../aws/codedeploy/deployment-group.js';
import { describeService, primaryTaskSet } from '../aws/ecs/service.js';
import { describeTaskDefinition } from '../aws/ecs/task-definition.js';
import { describeForwardingRules, describeListeners } from '../aws/elbv2/forwarding.js';
import { describeTargetGroups, describeTargetHealth } from '../aws/elbv2/target-group.js';
import { ACTIVE_STATUSES } from '../domain/deployment-status.js';
import { isBgDeployError } from '../errors.js';
import type { Observation, ReleaseDocuments } from './observation.js';
import { namesOf, type ReleaseTarget } from './release-target.js';

/** What is looked at before a deployment. */
export interface ObserveOptions {
  readonly clients: AwsClients;
  readonly target: ReleaseTarget;
  /** Instead of the deployment group's own. */
  readonly deploymentConfig?: string;
  /** Absent for a rollback. */
  readonly documents?: ReleaseDocuments;
  readonly signal?: AbortSignal;
}

/**
 * Looks at everything in AWS that decides whether a deployment can work: ten to eleven requests, none of which changes
 * anything.
 * What does not exist is `null` in the answer; only what cannot be asked at all is an error.
 *
 * @throws `BgDeployError` `aws-access-denied`, `aws-credentials`, `aws-throttled`, `aws-unreachable`
 */
export async function observe(options: ObserveOptions): Promise<Observation> {
  const { clients, documents, signal } = options;
  const target = namesOf(options.target);
  const family = documents?.taskDefinition.family;
  const [computePlatform, group, activeDeployments, service, registered] = await Promise.all([
    unlessAbsent(() => getComputePlatform(clients, target.application, signal)),
    unlessAbsent(() => getDeploymentGroup(clients, target, signal)),
    unlessAbsent(() => listDeploymentIds(clients, target, { statuses: ACTIVE_STATUSES }, signal)),
    describeService(clients, target.cluster, target.service, signal),
    family ? describeTaskDefinition(clients, family, signal) : null,
  ]);

  const deploymentConfigName = options.deploymentConfig ?? group?.deploymentConfig ?? null;
  const { productionListener: production, testListener: test, targetGroups: pair } = group?.route ?? {};
  const listenerArns = [production, test].filter((arn) => typeof arn === 'string');
  const blue = service ? primaryTaskSet(service) : undefined;
  const servesAnother =
    blue !== undefined &&
    registered !== null &&
    registered.arn !== blue.taskDefinitionArn &&
    familyOf(registered.arn) === familyOf(blue.taskDefinitionArn);
  const [deploymentConfig, listeners, productionRules, targetGroups, blueHealth, serving] = await Promise.all([
    deploymentConfigName ? unlessAbsent(() => getDeploymentConfig(clients, deploymentConfigName, signal)) : null,
    describeListeners(clients, listenerArns, signal),
    production ? unlessAbsent(() => describeForwardingRules(clients, production, signal)) : null,
    describeTargetGroups(clients, pair ?? [], signal),
    blue?.targetGroupArn
      ? unlessAbsent(() => describeTargetHealth(clients, { arn: blue.targetGroupArn ?? '', name: '' }, signal))
      : null,
    servesAnother ? describeTaskDefinition(clients, blue.taskDefinitionArn, signal) : null,
  ]);

  return {
    target,
    computePlatform,
    group,
    deploymentConfigName,
    deploymentConfig,
    activeDeployments: activeDeployments ?? [],
    service,
    targetGroups,
    productionListener: listeners.find(({ arn }) => arn === production) ?? null,
    testListener: listeners.find(({ arn }) => arn === test) ?? null,
    productionRules: productionRules ?? [],
    blueHealth,
    registered,
    serving,
    documents: documents ?? null,
  };
}

/** An ARN without its revision. */
function familyOf(arn: string): string {
  return arn.slice(0, arn.lastIndexOf(':'));
}

async function unlessAbsent<Answer>(ask: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await ask();
  } catch (error) {
    if (isBgDeployError(error) && error.code === 'aws-not-found') return null;
    throw error;
  }
}
