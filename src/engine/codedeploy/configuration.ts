import {
  DeploymentConfigDoesNotExistException$,
  InvalidDeploymentConfigNameException$,
  InvalidTrafficRoutingConfigurationException$,
  type TrafficRoutingConfig,
} from '@aws-sdk/client-codedeploy';
import type { TrafficRouting } from '../../domain/traffic.js';
import { stored } from '../elbv2/lookup.js';
import { Fault } from '../fault.js';
import { predefinedConfiguration } from './default-configuration.js';
import type { CodeDeployWorld, KnownConfiguration } from './world.js';

/** What an ECS deployment group uses when nobody chose, as in the guide's own tutorial. */
export const DEFAULT_CONFIGURATION = 'CodeDeployDefault.ECSAllAtOnce';

/** The most minutes between the first and the last step of a shift; the guide says so of Lambda. */
const LONGEST_SHIFT_MINUTES = 2880;

/**
 * The configuration with this name.
 *
 * @throws Fault `DeploymentConfigDoesNotExistException`
 */
export function findConfiguration(world: CodeDeployWorld, name: string): KnownConfiguration {
  const found = predefinedConfiguration(name) ?? stored(world.configurations, name);
  if (!found) {
    throw new Fault(DeploymentConfigDoesNotExistException$, `No deployment configuration found for name: ${name}`);
  }
  return found;
}

/**
 * How the configuration with this name moves the traffic of an ECS service.
 *
 * @throws Fault `DeploymentConfigDoesNotExistException`; `InvalidDeploymentConfigNameException` for one of another
 *   compute platform
 */
export function routingOf(world: CodeDeployWorld, name: string): TrafficRouting {
  const { computePlatform, trafficRoutingConfig } = findConfiguration(world, name);
  if (computePlatform !== 'ECS') {
    throw new Fault(
      InvalidDeploymentConfigNameException$,
      `The deployment configuration ${name} is for the compute platform ${computePlatform}, not for ECS`,
    );
  }
  return readRouting(trafficRoutingConfig);
}

/**
 * Reads a traffic routing configuration.
 *
 * @throws Fault `InvalidTrafficRoutingConfigurationException`
 */
export function readRouting(config: TrafficRoutingConfig | undefined): TrafficRouting {
  switch (config?.type) {
    case 'AllAtOnce':
      return { type: 'AllAtOnce' };
    case 'TimeBasedCanary': {
      const { canaryPercentage, canaryInterval } = config.timeBasedCanary ?? {};
      const [percentage, intervalMinutes] = checkStep('canary', canaryPercentage, canaryInterval);
      if (intervalMinutes > LONGEST_SHIFT_MINUTES) refuse(`A canary can last ${LONGEST_SHIFT_MINUTES} minutes at most`);
      return { type: 'TimeBasedCanary', percentage, intervalMinutes };
    }
    case 'TimeBasedLinear': {
      const { linearPercentage, linearInterval } = config.timeBasedLinear ?? {};
      const [percentage, intervalMinutes] = checkStep('linear', linearPercentage, linearInterval);
      if ((Math.ceil(100 / percentage) - 1) * intervalMinutes > LONGEST_SHIFT_MINUTES) {
        refuse(`A linear shift can last ${LONGEST_SHIFT_MINUTES} minutes at most`);
      }
      return { type: 'TimeBasedLinear', percentage, intervalMinutes };
    }
    default:
      return refuse('Traffic routing type must be one of AllAtOnce, TimeBasedCanary, TimeBasedLinear');
  }
}

function checkStep(kind: string, percentage: number | undefined, interval: number | undefined): [number, number] {
  if (percentage === undefined || !(percentage >= 1 && percentage <= 99)) {
    refuse(`The ${kind} percentage must be between 1 and 99`);
  }
  if (interval === undefined || interval < 1) refuse(`The ${kind} interval must be at least 1 minute`);
  return [percentage, interval];
}

function refuse(message: string): never {
  throw new Fault(InvalidTrafficRoutingConfigurationException$, message);
}
