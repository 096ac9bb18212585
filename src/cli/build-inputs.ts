import type { Options } from 'yargs';
import type { RunningTasks } from '../appspec/from-service.js';
import type { AwsClientOptions } from '../aws/clients.js';
import { hasConfiguredEndpoint, LOOKUP_SERVICES } from '../aws/endpoint.js';
import type { Config } from '../config/config.js';
import type { GeneratedFromFiles } from '../generate/from-files.js';
import type { Flags } from './command.js';
import type { Io } from './io.js';
import { createLog } from './log.js';
import { warningText } from './warning-text.js';

/** The options of every command that renders templates. */
export const BUILD_OPTIONS = {
  image: {
    type: 'string',
    array: true,
    nargs: 1,
    requiresArg: true,
    describe: 'NAME=URI (container, placeholder or repository), or URI where only one fits; repeatable',
  },
  'build-output': {
    type: 'string',
    array: true,
    nargs: 1,
    requiresArg: true,
    describe: 'what the build wrote: imageDetail.json, buildx metadata, NAME=VALUE lines …; repeatable',
  },
  offline: { type: 'boolean', describe: 'refuse what the templates would have to ask AWS for' },
  'pin-digest': { type: 'boolean', describe: 'name images by repository@digest where the build says the digest' },
} as const satisfies Record<string, Options>;

/**
 * Renders task definition and appspec from the configuration's templates and the build's output. AWS is asked only where
 * a template has a lookup.
 */
export async function generateFor(
  config: Config,
  flags: Flags,
  io: Io,
  running?: RunningTasks,
): Promise<GeneratedFromFiles> {
  const { generateFromFiles } = await import('../generate/from-files.js');
  const log = createLog(flags.logLevel, io, flags.color);
  try {
    const generated = await generateFromFiles({
      config: typeof flags.pinDigest === 'boolean' ? { ...config, pinDigest: flags.pinDigest } : config,
      images: texts(flags.image),
      buildOutputs: texts(flags.buildOutput),
      cwd: io.cwd,
      env: io.env,
      aws: {
        ...lookupAws(config, flags, io),
        onRequest: (request) => log.debug(`${request.service} ${request.operation}`, request),
      },
      offline: flags.offline === true,
      signal: io.signal,
      ...(running ? { running } : {}),
    });
    // The other forms of output carry them in the result, or in the log.
    if (flags.output === 'text' && !flags.quiet) io.stderr.write(warningText(generated.artifacts.warnings));
    return generated;
  } finally {
    await log.flush();
  }
}

/**
 * How AWS is found for what templates look up. The embedded engine has none of it, so a rehearsal asks AWS too; its
 * answers can be given by `--set` instead.
 */
function lookupAws({ region, profile, endpointUrl }: Config, flags: Flags, io: Io): AwsClientOptions {
  const named = flags.endpointUrl ?? (hasConfiguredEndpoint(io.env, LOOKUP_SERVICES) ? undefined : endpointUrl);
  return {
    env: io.env,
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
    ...(named === undefined ? {} : { endpointUrl: named }),
  };
}

/** The values of a repeatable option. */
export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
