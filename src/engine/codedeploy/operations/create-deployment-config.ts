import {
  type CreateDeploymentConfigCommandInput,
  type CreateDeploymentConfigCommandOutput,
  DeploymentConfigAlreadyExistsException$,
  DeploymentConfigLimitExceededException$,
  InvalidDeploymentConfigNameException$,
  InvalidMinimumHealthyHostValueException$,
} from '@aws-sdk/client-codedeploy';
import { stored } from '../../elbv2/lookup.js';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { isName } from '../application.js';
import { platformOf } from '../compute-platform.js';
import { readRouting } from '../configuration.js';
import { required } from '../missing-member.js';

/** https://docs.aws.amazon.com/general/latest/gr/codedeploy.html */
const MOST_CONFIGURATIONS = 50;

/**
 * Creates a custom deployment configuration.
 *
 * @throws Fault `DeploymentConfigAlreadyExistsException`, `InvalidTrafficRoutingConfigurationException` and their like
 * @see https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_CreateDeploymentConfig.html
 */
export function createDeploymentConfig(
  input: CreateDeploymentConfigCommandInput,
  { world: { codedeploy }, now, random }: CallContext,
): Answer<CreateDeploymentConfigCommandOutput> {
  const { configurations } = codedeploy;
  const name = required(input.deploymentConfigName, 'deploymentConfigName');
  if (!isName(name) || name.startsWith('CodeDeployDefault.')) {
    throw new Fault(
      InvalidDeploymentConfigNameException$,
      'The deployment configuration name was specified in an invalid format, or begins with CodeDeployDefault.',
    );
  }
  if (stored(configurations, name)) {
    throw new Fault(DeploymentConfigAlreadyExistsException$, `Deployment Configuration already exists: ${name}`);
  }
  const computePlatform = platformOf(input.computePlatform);
  if (computePlatform === 'Server') {
    if (!input.minimumHealthyHosts) refuseHosts('The minimum healthy hosts must be specified');
  } else {
    if (input.minimumHealthyHosts) refuseHosts(`For ${computePlatform}, minimumHealthyHosts can not be specified`);
    readRouting(input.trafficRoutingConfig);
  }
  if (Object.keys(configurations).length >= MOST_CONFIGURATIONS) {
    throw new Fault(
      DeploymentConfigLimitExceededException$,
      `The maximum number of custom deployment configurations, ${MOST_CONFIGURATIONS}, was exceeded`,
    );
  }
  const deploymentConfigId = random.uuid();
  configurations[name] = {
    deploymentConfigId,
    deploymentConfigName: name,
    createTime: now,
    computePlatform,
    ...(input.minimumHealthyHosts ? { minimumHealthyHosts: input.minimumHealthyHosts } : {}),
    ...(input.trafficRoutingConfig ? { trafficRoutingConfig: input.trafficRoutingConfig } : {}),
  };
  return { deploymentConfigId };
}

function refuseHosts(message: string): never {
  throw new Fault(InvalidMinimumHealthyHostValueException$, message);
}
