import { InvalidParameterException$, type NetworkConfiguration } from '@aws-sdk/client-ecs';
import { Fault } from '../fault.js';
import type { KnownTaskDefinition } from './world.js';

/** Fills in what AWS shows where a request says nothing of security groups and public addresses. */
export function completedNetwork(network: NetworkConfiguration | undefined): NetworkConfiguration | undefined {
  const vpc = network?.awsvpcConfiguration;
  if (!vpc) return network;
  return {
    awsvpcConfiguration: {
      ...vpc,
      securityGroups: vpc.securityGroups ?? [],
      assignPublicIp: vpc.assignPublicIp ?? 'DISABLED',
    },
  };
}

/**
 * Checks that tasks have a network exactly where their definition's network mode wants one.
 *
 * @throws Fault `InvalidParameterException`
 */
export function checkNetwork(network: NetworkConfiguration | undefined, definition: KnownTaskDefinition): void {
  const subnets = network?.awsvpcConfiguration?.subnets;
  if (definition.networkMode !== 'awsvpc') {
    if (network?.awsvpcConfiguration) {
      refuse('Network Configuration is not valid for the given networkMode of this task definition.');
    }
    return;
  }
  if (!network?.awsvpcConfiguration) {
    refuse("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
  }
  if (!subnets || subnets.length === 0) refuse('subnets can not be empty.');
  if (subnets.length > 16) refuse('subnets can have at most 16 items.');
  if ((network.awsvpcConfiguration.securityGroups ?? []).length > 5) refuse('securityGroups can have at most 5 items.');
}

function refuse(message: string): never {
  throw new Fault(InvalidParameterException$, message);
}
