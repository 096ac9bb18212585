import type { TrafficRoutingConfig } from '@aws-sdk/client-codedeploy';
import type { KnownConfiguration } from './world.js';

const ALL_AT_ONCE: TrafficRoutingConfig = { type: 'AllAtOnce' };

const canary = (canaryPercentage: number, canaryInterval: number): TrafficRoutingConfig => ({
  type: 'TimeBasedCanary',
  timeBasedCanary: { canaryPercentage, canaryInterval },
});

const linear = (linearPercentage: number, linearInterval: number): TrafficRoutingConfig => ({
  type: 'TimeBasedLinear',
  timeBasedLinear: { linearPercentage, linearInterval },
});

/** When CodeDeploy's ECS configurations came; an account shows some fixed date. */
const MADE = new Date(Date.UTC(2020, 1, 6));

const shifting = (
  computePlatform: 'Lambda' | 'ECS',
  configurations: Readonly<Record<string, TrafficRoutingConfig>>,
): KnownConfiguration[] =>
  Object.entries(configurations).map(([name, trafficRoutingConfig], index) => ({
    deploymentConfigId: predefinedId(computePlatform === 'ECS' ? 1 : 2, index),
    deploymentConfigName: `CodeDeployDefault.${computePlatform}${name}`,
    createTime: MADE,
    computePlatform,
    trafficRoutingConfig,
  }));

const inPlace = (configurations: Readonly<Record<string, number>>): KnownConfiguration[] =>
  Object.entries(configurations).map(([name, value], index) => ({
    deploymentConfigId: predefinedId(0, index),
    deploymentConfigName: `CodeDeployDefault.${name}`,
    createTime: MADE,
    computePlatform: 'Server',
    minimumHealthyHosts: { type: name === 'OneAtATime' ? 'HOST_COUNT' : 'FLEET_PERCENT', value },
  }));

function predefinedId(family: number, index: number): string {
  return `00000000-0000-0000-000${family}-${String(index + 1).padStart(12, '0')}`;
}

/**
 * The configurations that every account has.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html
 */
const PREDEFINED: readonly KnownConfiguration[] = [
  ...inPlace({ OneAtATime: 1, HalfAtATime: 50, AllAtOnce: 0 }),
  ...shifting('ECS', {
    AllAtOnce: ALL_AT_ONCE,
    Canary10Percent5Minutes: canary(10, 5),
    Canary10Percent15Minutes: canary(10, 15),
    Linear10PercentEvery1Minutes: linear(10, 1),
    Linear10PercentEvery3Minutes: linear(10, 3),
  }),
  ...shifting('Lambda', {
    AllAtOnce: ALL_AT_ONCE,
    Canary10Percent5Minutes: canary(10, 5),
    Canary10Percent10Minutes: canary(10, 10),
    Canary10Percent15Minutes: canary(10, 15),
    Canary10Percent30Minutes: canary(10, 30),
    Linear10PercentEvery1Minute: linear(10, 1),
    Linear10PercentEvery2Minutes: linear(10, 2),
    Linear10PercentEvery3Minutes: linear(10, 3),
    Linear10PercentEvery10Minutes: linear(10, 10),
  }),
];

const BY_NAME = new Map(PREDEFINED.map((configuration) => [configuration.deploymentConfigName, configuration]));

/** The predefined configuration with this name. */
export function predefinedConfiguration(name: string): KnownConfiguration | undefined {
  return BY_NAME.get(name);
}

/** The names of all predefined configurations. */
export const PREDEFINED_NAMES: readonly string[] = [...BY_NAME.keys()];
