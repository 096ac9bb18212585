import type { AwsClients } from '../aws/clients.js';
import { describeService, primaryTaskSet, type TaskSettings } from '../aws/ecs/service.js';
import type { Config } from '../config/config.js';
import { BgDeployError } from '../errors.js';
import type { Flags } from './command.js';
import type { Io } from './io.js';

/** How the service of a configuration runs now, where `--from-service` asks for it. */
export async function runningIfAsked(
  clients: AwsClients,
  config: Config,
  flags: Flags,
  io: Io,
): Promise<TaskSettings | undefined> {
  if (flags.fromService !== true) return undefined;
  const service = await describeService(clients, config.cluster, config.service, io.signal);
  if (service === null || service.status === 'INACTIVE') throw noSuchService(config);
  return primaryTaskSet(service) ?? service.settings;
}

/** What is said where a service that is to be read does not exist. */
export function noSuchService({ cluster, service }: Pick<Config, 'cluster' | 'service'>): BgDeployError {
  return new BgDeployError('aws-not-found', `there is no service ${cluster}/${service} to read`, {
    remedy: 'Check --cluster, --service and the region; without --from-service no service is needed.',
    resource: `${cluster}/${service}`,
  });
}
