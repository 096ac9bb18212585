import { basename, join } from 'node:path';
import type { Config } from '../config/config.js';
import { type ConfigFlags, loadConfig } from '../config/load.js';
import type { Flags } from './command.js';
import type { Io } from './io.js';

/** Reads the configuration for a command. A rehearsal needs no name for its service: it takes the folder's. */
export async function configFor(flags: Flags, io: Io, needsService: boolean): Promise<Config> {
  const given: ConfigFlags = {
    cluster: flags.cluster,
    service: flags.service,
    application: flags.application,
    deploymentGroup: flags.deploymentGroup,
    region: flags.region,
    profile: flags.profile,
    endpointUrl: flags.endpointUrl,
    taskdef: flags.taskdef,
    appspec: flags.appspec,
    set: flags.set,
    deploymentConfig: typeof flags.deploymentConfig === 'string' ? flags.deploymentConfig : undefined,
  };
  const where = { cwd: io.cwd, file: flags.config, environmentName: flags.env, env: io.env };
  const config = await loadConfig({ ...where, flags: given, needsService: needsService && !flags.local });
  if (!flags.local || config.service !== '') return config;
  return loadConfig({ ...where, flags: { ...given, service: serviceNameFrom(config.folder) }, needsService });
}

/** A service name that ECS takes: letters, digits, hyphens and underscores. */
function serviceNameFrom(folder: string): string {
  return (
    basename(folder)
      .replaceAll(/[^A-Za-z0-9_-]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'service'
  );
}

/** Where a project keeps what the embedded engine remembers. */
export function stateFolder(config: Config): string {
  return join(config.folder, '.bg-deploy');
}
